/// The headers between the IPv6 header and UDP (RFC 8200 §4, RFC 4302 §2.2).
enum IPv6ExtensionHeaders {
  /// What the headers that were passed lead to.
  enum Outcome {
    case udp
    /// A part of a packet, with where the fragment header begins.
    case fragment(FragmentPosition, nextHeader: UInt8, headerOffset: Int)
  }

  /// RFC 8200 §4.1 lets each kind occur once, destination options twice; twice that is generous.
  static let maximumCount = 16

  private static let hopByHop: UInt8 = 0
  private static let routing: UInt8 = 43
  private static let fragment: UInt8 = 44
  private static let authentication: UInt8 = 51
  private static let destinationOptions: UInt8 = 60

  /// Whether UDP may follow a header that names `nextHeader`.
  static func mayLeadToUDP(_ nextHeader: UInt8) -> Bool {
    switch nextHeader {
    case PacketContent.udp, hopByHop, routing, fragment, authentication, destinationOptions: true
    default: false
    }
  }

  /// Moves the cursor over the headers that begin with one of kind `nextHeader`.
  static func pass(_ cursor: inout LayerCursor, nextHeader: UInt8) throws(UnreadReason) -> Outcome {
    var nextHeader = nextHeader
    for _ in 0..<maximumCount {
      guard mayLeadToUDP(nextHeader) else { throw .notUDP(protocolNumber: nextHeader) }
      guard nextHeader != PacketContent.udp else { return .udp }
      let offset = cursor.offset
      // None of them is shorter than eight octets.
      let head = try cursor.peek(8, of: .ipv6)
      let kind = nextHeader
      nextHeader = head.uint8(at: 0)
      try cursor.take(length(ofKind: kind, lengthField: head.uint8(at: 1)), of: .ipv6)
      guard kind == fragment else { continue }
      let offsetAndFlags = head.uint16(at: 2)
      let position = FragmentPosition(
        identification: head.uint32(at: 4), offset: Int(offsetAndFlags & ~7),
        isLast: offsetAndFlags & 1 == 0)
      // A fragment that is the whole packet is read like any other packet (RFC 6946 §4).
      guard position.isWholePacket else {
        return .fragment(position, nextHeader: nextHeader, headerOffset: offset)
      }
    }
    throw .malformed(.ipv6, offset: cursor.offset)
  }

  private static func length(ofKind kind: UInt8, lengthField: UInt8) -> Int {
    switch kind {
    case fragment: 8
    case authentication: (Int(lengthField) + 2) * 4
    default: (Int(lengthField) + 1) * 8
    }
  }
}
