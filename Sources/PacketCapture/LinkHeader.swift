/// The framing in front of an IP packet.
struct LinkHeader {
  enum Network {
    case ipv4
    case ipv6
  }

  let network: Network
  let vlanIDs: [UInt16]

  /// More tags than two are not in use; some switches add one or two of their own.
  static let maximumVLANTags = 4

  /// Reads the header that packets of `type` begin with, and leaves the cursor at the IP header.
  init(parsing cursor: inout LayerCursor, of type: LinkType) throws(UnreadReason) {
    switch type {
    case .ethernet:
      // Two addresses of six octets come before the type.
      try self.init(etherType: cursor.take(14, of: .link).uint16(at: 12), parsing: &cursor)
    case .linuxCooked:
      try self.init(etherType: cursor.take(16, of: .link).uint16(at: 14), parsing: &cursor)
    case .linuxCooked2:
      try self.init(etherType: cursor.take(20, of: .link).uint16(at: 0), parsing: &cursor)
    case .null, .loopback:
      try self.init(family: cursor.take(4, of: .link).uint32(at: 0))
    case .rawIP, .rawIP12, .rawIP14:
      try self.init(versionAt: cursor)
    case .ipv4:
      self.init(.ipv4)
    case .ipv6:
      self.init(.ipv6)
    default:
      throw .unknownLinkType(type)
    }
  }

  private init(_ network: Network, vlanIDs: [UInt16] = []) {
    self.network = network
    self.vlanIDs = vlanIDs
  }

  /// Passes the VLAN tags of IEEE 802.1Q and 802.1ad: two octets with the ID, then the next type.
  private init(etherType: UInt16, parsing cursor: inout LayerCursor) throws(UnreadReason) {
    var etherType = etherType
    var vlanIDs: [UInt16] = []
    while etherType == 0x8100 || etherType == 0x88A8 || etherType == 0x9100 {
      guard vlanIDs.count < Self.maximumVLANTags else {
        throw .malformed(.link, offset: cursor.offset)
      }
      let tag = try cursor.take(4, of: .link)
      vlanIDs.append(tag.uint16(at: 0) & 0x0FFF)
      etherType = tag.uint16(at: 2)
    }
    switch etherType {
    case 0x0800: self.init(.ipv4, vlanIDs: vlanIDs)
    case 0x86DD: self.init(.ipv6, vlanIDs: vlanIDs)
    default: throw .notIP(etherType: etherType)
    }
  }

  /// Reads an address family as a big-endian number; a small one the other way round is from a
  /// little-endian host. IPv6 is 10 on Linux, 24, 28 and 30 on the BSD systems.
  private init(family: UInt32) throws(UnreadReason) {
    switch family > 0xFFFF ? family.byteSwapped : family {
    case 2: self.init(.ipv4)
    case 10, 24, 28, 30: self.init(.ipv6)
    default: throw .unknownFamily(family)
    }
  }

  private init(versionAt cursor: LayerCursor) throws(UnreadReason) {
    switch try cursor.peek(1, of: .ip).uint8(at: 0) >> 4 {
    case 4: self.init(.ipv4)
    case 6: self.init(.ipv6)
    default: throw .malformed(.ip, offset: cursor.offset)
    }
  }
}
