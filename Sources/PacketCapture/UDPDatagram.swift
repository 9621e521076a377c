public import DNSSDWire

/// A UDP datagram read from a capture, or to be written to one.
public struct UDPDatagram: Hashable, Sendable {
  public let source: IPAddress
  public let sourcePort: UInt16
  public let destination: IPAddress
  public let destinationPort: UInt16
  /// The IPv4 time to live or IPv6 hop limit; of a reassembled datagram, that of its first part.
  public let hopLimit: UInt8
  /// The VLANs that the frame was tagged with, outermost first; mostly none.
  public let vlanIDs: [UInt16]
  /// The octets of the IP packet, headers included, as its header says; for a reassembled
  /// datagram, those of the packet before it was fragmented.
  public let ipLength: Int
  /// The octets that the UDP header says the payload has.
  public let payloadLength: Int
  /// The captured octets of the payload: a view of the file, or of the reassembled packet.
  public let payload: ArraySlice<UInt8>

  /// Whether the capture ends before the payload does.
  public var isCut: Bool { payload.count < payloadLength }

  /// A datagram in one IP packet without options or tags.
  public init(
    source: IPAddress, sourcePort: UInt16, destination: IPAddress, destinationPort: UInt16,
    hopLimit: UInt8, payload: ArraySlice<UInt8>
  ) {
    let ipHeaderLength =
      switch source {
      case .v4: 20
      case .v6: 40
      }
    self.source = source
    self.sourcePort = sourcePort
    self.destination = destination
    self.destinationPort = destinationPort
    self.hopLimit = hopLimit
    vlanIDs = []
    ipLength = ipHeaderLength + Self.headerLength + payload.count
    payloadLength = payload.count
    self.payload = payload
  }

  /// The octets of a UDP header.
  static let headerLength = 8

  /// Reads the datagram at the cursor (RFC 768).
  ///
  /// Octets beyond its length are padding; a length beyond what IP declared makes it malformed,
  /// as a receiver would drop it.
  init(parsing cursor: inout LayerCursor, in ip: IPHeader) throws(UnreadReason) {
    let offset = cursor.offset
    let header = try cursor.take(Self.headerLength, of: .udp)
    let length = Int(header.uint16(at: 4)) - Self.headerLength
    guard length >= 0, length <= cursor.declaredCount else {
      throw .malformed(.udp, offset: offset)
    }
    source = ip.source
    sourcePort = header.uint16(at: 0)
    destination = ip.destination
    destinationPort = header.uint16(at: 2)
    hopLimit = ip.hopLimit
    vlanIDs = ip.vlanIDs
    ipLength = ip.packetLength
    payloadLength = length
    payload = cursor.bytes.prefix(length)
  }
}
