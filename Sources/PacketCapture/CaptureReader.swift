/// Reads the packets of a capture file: classic pcap, and pcapng with any number of sections.
///
/// Both byte orders are read, and for pcap both the microsecond and the nanosecond form. Packets
/// are views of the file's octets, nothing is copied; beside the file itself the reader holds at
/// most three times its size, and that only for a file made of interface descriptions alone.
public struct CaptureReader: Sendable {
  let bytes: [UInt8]
  var order: ByteOrder
  /// Where the next record or block begins.
  var offset = 0
  /// How many packets have been returned.
  var count = 0
  /// The interfaces of the current section, by number.
  var interfaces: [CaptureInterface] = []
  private let format: CaptureFormat

  /// Reads the header of the file.
  ///
  /// Throws `.unrecognised` if `recognises(_:)` is false, `.truncated` if the header is not whole,
  /// `.unsupportedVersion` or `.malformedBlock` if its layout is not known.
  public init(_ bytes: [UInt8]) throws(CaptureError) {
    guard let (format, order) = CaptureFormat.recognised(in: bytes) else {
      throw CaptureError(.unrecognised, at: 0)
    }
    self.bytes = bytes
    self.format = format
    self.order = order
    switch format {
    case .classic(let resolution): try readFileHeader(resolution)
    case .blocks: try readSectionHeader(try nextBlock())
    }
  }

  /// Whether the octets begin as pcap or pcapng, however they go on.
  public static func recognises(_ bytes: [UInt8]) -> Bool {
    CaptureFormat.recognised(in: bytes) != nil
  }

  /// Returns the next packet, or nil at the end of the file.
  ///
  /// Throws when a record or block is cut or contradicts itself; the packets before it have then
  /// all been returned, and as nothing tells where the next one begins, nil follows.
  public mutating func next() throws(CaptureError) -> CapturedPacket? {
    do throws(CaptureError) {
      return switch format {
      case .classic: try nextRecord()
      case .blocks: try nextPacketBlock()
      }
    } catch {
      offset = bytes.count
      throw error
    }
  }

  mutating func packet(
    _ captured: ArraySlice<UInt8>, on interface: CaptureInterface, at timestamp: CaptureTimestamp?,
    originalLength: UInt32
  ) -> CapturedPacket {
    count += 1
    return CapturedPacket(
      number: count, timestamp: timestamp, linkType: interface.linkType, bytes: captured,
      originalLength: Int(clamping: originalLength))
  }
}

/// The two layouts of capture files.
enum CaptureFormat: Hashable, Sendable {
  /// One header, then records: pcap, with timestamps in this unit.
  case classic(TimestampResolution)
  /// Sections of blocks: pcapng.
  case blocks

  static func recognised(in bytes: [UInt8]) -> (format: CaptureFormat, order: ByteOrder)? {
    guard bytes.count >= 4 else { return nil }
    switch bytes[...].uint32(at: 0) {
    case 0xA1B2_C3D4: return (.classic(.microseconds), .big)
    case 0xD4C3_B2A1: return (.classic(.microseconds), .little)
    case 0xA1B2_3C4D: return (.classic(.nanoseconds), .big)
    case 0x4D3C_B2A1: return (.classic(.nanoseconds), .little)
    case CaptureBlock.sectionHeader:
      // Where the byte-order magic is cut off the order does not matter: reading fails anyway.
      guard bytes.count >= 12 else { return (.blocks, .big) }
      return ByteOrder(magic: bytes[8..<12]).map { (.blocks, $0) }
    default: return nil
    }
  }
}

extension ByteOrder {
  /// Reads the four octets that a pcapng section header has for this purpose.
  init?(magic: ArraySlice<UInt8>) {
    switch magic.uint32(at: 0) {
    case 0x1A2B_3C4D: self = .big
    case 0x4D3C_2B1A: self = .little
    default: return nil
    }
  }
}
