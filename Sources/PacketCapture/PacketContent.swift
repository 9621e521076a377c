/// What a captured packet holds, as far as UDP over IP is concerned.
///
/// Checksums of IP and UDP are not verified: network cards compute them after the capture has seen
/// an outgoing packet, so they are wrong in sound captures.
public enum PacketContent: Hashable, Sendable {
  /// A whole UDP datagram, or as much of it as was captured.
  case datagram(UDPDatagram)
  /// A part of an IP packet, for a `FragmentReassembler`.
  case fragment(IPFragment)
  /// Something else.
  case unread(UnreadReason)
}

/// Why no UDP datagram was read from a packet.
///
/// Offsets count octets from the start of the packet; in a reassembled IP packet, from the start
/// of what its fragments carried.
public enum UnreadReason: Error, Hashable, Sendable {
  /// The framing of the packet is not one that this module reads.
  case unknownLinkType(LinkType)
  /// The frame carries another network protocol; below 0x0600, an IEEE 802.3 length.
  case notIP(etherType: UInt16)
  /// The packet of a null or loopback link is of another address family.
  case unknownFamily(UInt32)
  /// The IP packet carries another transport protocol, or an IPv6 header that cannot be passed.
  case notUDP(protocolNumber: UInt8)
  /// The capture ends inside the header, or inside the fragment, that begins at the offset.
  case truncated(PacketLayer, offset: Int)
  /// The header at the offset contradicts itself or the length of what it is in.
  case malformed(PacketLayer, offset: Int)
  /// The fragments of an IP packet contradict each other.
  case refusedFragment(FragmentRefusal)
}

/// A layer of a packet, from the outermost in.
public enum PacketLayer: Hashable, Sendable {
  /// The framing that the link type names, with VLAN tags.
  case link
  /// IP of a version that is not known.
  case ip
  /// The IPv4 header with its options.
  case ipv4
  /// The IPv6 header with its extension headers.
  case ipv6
  case udp
}

extension CapturedPacket {
  /// The UDP datagram in the packet, or why there is none.
  public var content: PacketContent {
    do throws(UnreadReason) {
      var cursor = LayerCursor(bytes, declaredCount: originalLength)
      let link = try LinkHeader(parsing: &cursor, of: linkType)
      return switch link.network {
      case .ipv4: try PacketContent(parsingIPv4: &cursor, vlanIDs: link.vlanIDs)
      case .ipv6: try PacketContent(parsingIPv6: &cursor, vlanIDs: link.vlanIDs)
      }
    } catch {
      return .unread(error)
    }
  }
}
