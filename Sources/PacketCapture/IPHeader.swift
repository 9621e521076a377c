internal import DNSSDWire

/// What the two versions of IP have in common, and what was in front of them.
struct IPHeader: Hashable, Sendable {
  let source: IPAddress
  let destination: IPAddress
  let hopLimit: UInt8
  let vlanIDs: [UInt16]
  /// The octets of the IP packet, its headers included, as declared.
  let packetLength: Int

  func with(packetLength: Int) -> IPHeader {
    IPHeader(
      source: source, destination: destination, hopLimit: hopLimit, vlanIDs: vlanIDs,
      packetLength: packetLength)
  }
}

extension PacketContent {
  /// The protocol number of UDP.
  static let udp: UInt8 = 17

  /// Reads an IPv4 packet (RFC 791 §3.1).
  init(parsingIPv4 cursor: inout LayerCursor, vlanIDs: [UInt16]) throws(UnreadReason) {
    let offset = cursor.offset
    let fixed = try cursor.take(20, of: .ipv4)
    let headerLength = Int(fixed.uint8(at: 0) & 0x0F) * 4
    let packetLength = Int(fixed.uint16(at: 2))
    guard fixed.uint8(at: 0) >> 4 == 4, headerLength >= 20, packetLength >= headerLength else {
      throw .malformed(.ipv4, offset: offset)
    }
    cursor.limit(to: packetLength - 20)
    try cursor.take(headerLength - 20, of: .ipv4)
    let header = IPHeader(
      source: .v4(IPv4Address(rawValue: fixed.uint32(at: 12))),
      destination: .v4(IPv4Address(rawValue: fixed.uint32(at: 16))),
      hopLimit: fixed.uint8(at: 8), vlanIDs: vlanIDs, packetLength: packetLength)
    let protocolNumber = fixed.uint8(at: 9)
    guard protocolNumber == Self.udp else { throw .notUDP(protocolNumber: protocolNumber) }
    let flagsAndOffset = fixed.uint16(at: 6)
    let position = FragmentPosition(
      identification: UInt32(fixed.uint16(at: 4)), offset: Int(flagsAndOffset & 0x1FFF) * 8,
      isLast: flagsAndOffset & 0x2000 == 0)
    guard position.isWholePacket else {
      self = .fragment(
        try IPFragment(
          header, of: .ipv4, position, nextHeader: protocolNumber,
          unfragmentableLength: headerLength, cursor))
      return
    }
    self = .datagram(try UDPDatagram(parsing: &cursor, in: header))
  }

  /// Reads an IPv6 packet (RFC 8200 §3).
  init(parsingIPv6 cursor: inout LayerCursor, vlanIDs: [UInt16]) throws(UnreadReason) {
    let offset = cursor.offset
    let fixed = try cursor.take(40, of: .ipv6)
    guard fixed.uint8(at: 0) >> 4 == 6 else { throw .malformed(.ipv6, offset: offset) }
    let payloadLength = Int(fixed.uint16(at: 4))
    cursor.limit(to: payloadLength)
    let header = IPHeader(
      source: .v6(IPv6Address(high: fixed.uint64(at: 8), low: fixed.uint64(at: 16))),
      destination: .v6(IPv6Address(high: fixed.uint64(at: 24), low: fixed.uint64(at: 32))),
      hopLimit: fixed.uint8(at: 7), vlanIDs: vlanIDs, packetLength: 40 + payloadLength)
    switch try IPv6ExtensionHeaders.pass(&cursor, nextHeader: fixed.uint8(at: 6)) {
    case .udp:
      self = .datagram(try UDPDatagram(parsing: &cursor, in: header))
    case .fragment(let position, let nextHeader, let fragmentHeaderOffset):
      self = .fragment(
        try IPFragment(
          header, of: .ipv6, position, nextHeader: nextHeader,
          unfragmentableLength: fragmentHeaderOffset - offset, cursor))
    }
  }
}
