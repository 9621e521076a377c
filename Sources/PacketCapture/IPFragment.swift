public import DNSSDWire

/// A part of an IP packet that was too long for a link.
public struct IPFragment: Hashable, Sendable {
  /// The part of the packet's content: a view of the file, never empty; a multiple of eight
  /// octets unless it is the last one.
  public let payload: ArraySlice<UInt8>
  let header: IPHeader
  let layer: PacketLayer
  let position: FragmentPosition
  /// The protocol of the content; in IPv6 only that of the first part counts.
  let nextHeader: UInt8
  /// The octets of headers that every part repeats.
  let unfragmentableLength: Int

  /// Where the packet comes from.
  public var source: IPAddress { header.source }
  /// Where the packet goes to.
  public var destination: IPAddress { header.destination }
  /// The number that all parts of the packet share.
  public var identification: UInt32 { position.identification }
  /// Where `payload` begins in the content of the packet, in octets.
  public var offset: Int { position.offset }
  /// Whether the content of the packet ends with `payload`.
  public var isLast: Bool { position.isLast }

  /// The most octets that the parts of one packet may add up to: what either length field holds.
  static let maximumContentLength = 65_535

  /// Reads the part that the cursor stands in front of.
  init(
    _ header: IPHeader, of layer: PacketLayer, _ position: FragmentPosition, nextHeader: UInt8,
    unfragmentableLength: Int, _ cursor: LayerCursor
  ) throws(UnreadReason) {
    guard !cursor.isCut else { throw .truncated(layer, offset: cursor.offset) }
    let payload = cursor.bytes
    guard !payload.isEmpty, position.isLast || payload.count % 8 == 0,
      position.offset + payload.count <= Self.maximumContentLength
    else { throw .malformed(layer, offset: cursor.offset) }
    guard IPv6ExtensionHeaders.mayLeadToUDP(nextHeader) else {
      throw .notUDP(protocolNumber: nextHeader)
    }
    self.payload = payload
    self.header = header
    self.layer = layer
    self.position = position
    self.nextHeader = nextHeader
    self.unfragmentableLength = unfragmentableLength
  }

  /// Where the content of the packet goes on after `payload`.
  var end: Int { offset + payload.count }

  /// Whether both are parts of one packet, seen on one link (RFC 791 §3.2, RFC 8200 §4.5).
  ///
  /// All IPv4 fragments here are of UDP, so their protocol needs no comparison.
  func isOfSamePacket(as other: IPFragment) -> Bool {
    identification == other.identification && source == other.source
      && destination == other.destination && header.vlanIDs == other.header.vlanIDs
  }
}

/// What a header says of the part of a packet that follows it.
struct FragmentPosition: Hashable, Sendable {
  let identification: UInt32
  /// Where the part begins, in octets.
  let offset: Int
  let isLast: Bool

  /// Whether nothing comes before or after.
  var isWholePacket: Bool { offset == 0 && isLast }
}
