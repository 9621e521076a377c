import DNSSDWire
import PacketCapture

extension [UInt8] {
  /// Reads pairs of hexadecimal digits; white space is free, and `#` comments out the line's rest.
  init(hex text: String) {
    self = text.split(separator: "\n").flatMap { line in
      let digits = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
      return stride(from: 0, to: digits.count, by: 2).map { start in
        let pair = digits.dropFirst(start).prefix(2)
        guard pair.count == 2, let octet = UInt8(pair, radix: 16) else {
          preconditionFailure("not hexadecimal: \(line)")
        }
        return octet
      }
    }
  }

  init(bigEndian value: some FixedWidthInteger) {
    self = stride(from: value.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: value >> $0)
    }
  }
}

/// All packets of a file, and the error that ended it, if one did.
func readAll(_ bytes: [UInt8]) -> (packets: [CapturedPacket], error: CaptureError?) {
  var packets: [CapturedPacket] = []
  do throws(CaptureError) {
    var reader = try CaptureReader(bytes)
    while let packet = try reader.next() { packets.append(packet) }
    return (packets, nil)
  } catch {
    return (packets, error)
  }
}

/// A packet as if read from a file, uncut.
func packet(
  _ linkType: LinkType, _ bytes: [UInt8], atSecond second: Int64? = nil, cutTo length: Int? = nil
) -> CapturedPacket {
  CapturedPacket(
    number: 1,
    timestamp: second.flatMap { CaptureTimestamp(seconds: $0, nanoseconds: 0) },
    linkType: linkType, bytes: bytes.prefix(length ?? bytes.count), originalLength: bytes.count)
}

/// The generator SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The same three octets of payload in an IPv4 and an IPv6 packet, both for port 5353.
enum Sample {
  static let ipv4 = [UInt8](
    hex: """
      45 00 00 1F 12 34 00 00 FF 11 00 00 C0 A8 01 01 E0 00 00 FB
      14 E9 14 E9 00 0B 00 00 61 62 63
      """)
  static let ipv6 = [UInt8](
    hex: """
      60 00 00 00 00 0B 11 FE
      FE 80 00 00 00 00 00 00 00 00 00 00 00 00 00 01
      FF 02 00 00 00 00 00 00 00 00 00 00 00 00 00 FB
      14 E9 14 E9 00 0B 00 00 61 62 63
      """)

  static let ipv4Datagram = UDPDatagram(
    source: .v4(IPv4Address(192, 168, 1, 1)), sourcePort: 5353,
    destination: .v4(IPv4Address(224, 0, 0, 251)), destinationPort: 5353, hopLimit: 255,
    payload: [0x61, 0x62, 0x63])
  static let ipv6Datagram = UDPDatagram(
    source: .v6(IPv6Address(high: 0xFE80 << 48, low: 1)), sourcePort: 5353,
    destination: .v6(IPv6Address(high: 0xFF02 << 48, low: 0xFB)), destinationPort: 5353,
    hopLimit: 254, payload: [0x61, 0x62, 0x63])

  /// The IPv4 addresses of `ipv4`, in the header of another packet.
  static func ipv4(
    protocolNumber: UInt8 = 17, identification: UInt16 = 7, flagsAndOffset: UInt16 = 0,
    content: [UInt8]
  ) -> [UInt8] {
    [0x45, 0] + [UInt8](bigEndian: UInt16(20 + content.count))
      + [UInt8](bigEndian: identification) + [UInt8](bigEndian: flagsAndOffset)
      + [255, protocolNumber] + ipv4[10..<20] + content
  }

  /// The IPv6 addresses of `ipv6`, in the header of another packet.
  static func ipv6(nextHeader: UInt8, content: [UInt8]) -> [UInt8] {
    [0x60, 0, 0, 0] + [UInt8](bigEndian: UInt16(content.count)) + [nextHeader] + ipv6[7..<40]
      + content
  }
}
