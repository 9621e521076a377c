internal import DNSSDWire

/// Why a datagram cannot be written to a capture file.
public enum CaptureWriteError: Error, Hashable, Sendable {
  /// The datagram would be longer than the length field of IPv4 or UDP can say.
  case tooLong(octets: Int)
  /// One address is of IPv4, the other of IPv6.
  case mixedFamilies
  /// The file format counts seconds from 1970 to 2106 only.
  case timeOutOfRange
}

/// Makes the octets of a classic pcap file: little-endian, nanoseconds, link type `.rawIP`.
///
/// What it writes, `CaptureReader` reads back equal.
public enum CaptureWriter {
  /// What a file begins with, before the first record.
  public static let fileHeader: [UInt8] = {
    var bytes: [UInt8] = []
    bytes.append(0xA1B2_3C4D as UInt32, .little)
    bytes.append(2 as UInt16, .little)
    bytes.append(4 as UInt16, .little)
    // The time zone and accuracy of timestamps, which nobody uses.
    bytes.append(0 as UInt64, .little)
    bytes.append(maximumRecordLength, .little)
    bytes.append(UInt32(LinkType.rawIP.rawValue), .little)
    return bytes
  }()

  /// The record of one datagram, to be appended to the file.
  ///
  /// The payload is written as far as it was captured, in one IP packet without options whose
  /// checksums are right. Throws where the datagram or its time does not fit the format.
  public static func record(of datagram: UDPDatagram, at time: CaptureTimestamp)
    throws(CaptureWriteError) -> [UInt8]
  {
    guard let seconds = UInt32(exactly: time.seconds) else { throw .timeOutOfRange }
    let header = try ipHeader(of: datagram)
    let length = header.count + UDPDatagram.headerLength + datagram.payload.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 + length)
    bytes.append(seconds, .little)
    bytes.append(time.nanoseconds, .little)
    bytes.append(UInt32(length), .little)
    bytes.append(UInt32(length), .little)
    bytes += header
    bytes += udpHeader(of: datagram)
    bytes += datagram.payload
    return bytes
  }

  /// More than any packet has here; the number that other capture tools write.
  private static let maximumRecordLength: UInt32 = 262_144

  /// The most that the 16-bit length fields of IPv4 (with its header) and UDP can say.
  private static let maximumLength = 65_535

  private static func ipHeader(of datagram: UDPDatagram) throws(CaptureWriteError) -> [UInt8] {
    let udpLength = UDPDatagram.headerLength + datagram.payload.count
    var header: [UInt8] = []
    switch (datagram.source, datagram.destination) {
    case (.v4(let source), .v4(let destination)):
      guard 20 + udpLength <= maximumLength else { throw .tooLong(octets: 20 + udpLength) }
      header.append(0x4500 as UInt16, .big)
      header.append(UInt16(20 + udpLength), .big)
      // No identification is needed where fragmentation is ruled out (RFC 6864 §4.1).
      header.append(0x0000_4000 as UInt32, .big)
      header += [datagram.hopLimit, PacketContent.udp, 0, 0]
      header.append(source.rawValue, .big)
      header.append(destination.rawValue, .big)
      var checksum = InternetChecksum()
      checksum.add(header[...])
      header[10] = UInt8(checksum.value >> 8)
      header[11] = UInt8(checksum.value & 0xFF)
    case (.v6(let source), .v6(let destination)):
      guard udpLength <= maximumLength else { throw .tooLong(octets: udpLength) }
      header.append(0x6000_0000 as UInt32, .big)
      header.append(UInt16(udpLength), .big)
      header += [PacketContent.udp, datagram.hopLimit]
      header += source.octets
      header += destination.octets
    default:
      throw .mixedFamilies
    }
    return header
  }

  /// The UDP header with the checksum over addresses, ports and payload (RFC 768, RFC 8200 §8.1).
  private static func udpHeader(of datagram: UDPDatagram) -> [UInt8] {
    let length = UInt16(UDPDatagram.headerLength + datagram.payload.count)
    var header: [UInt8] = []
    header.append(datagram.sourcePort, .big)
    header.append(datagram.destinationPort, .big)
    header.append(length, .big)
    var checksum = InternetChecksum()
    checksum.add(datagram.source.octets[...])
    checksum.add(datagram.destination.octets[...])
    checksum.add(UInt16(PacketContent.udp))
    checksum.add(length)
    checksum.add(header[...])
    checksum.add(datagram.payload)
    // Zero would say that there is no checksum; the same sum has a second form.
    header.append(checksum.value == 0 ? .max : checksum.value, .big)
    return header
  }
}

extension IPAddress {
  fileprivate var octets: [UInt8] {
    switch self {
    case .v4(let address): address.octets
    case .v6(let address): address.octets
    }
  }
}
