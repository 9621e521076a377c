/// How the packets of a capture are framed: the link-layer header type of pcap and pcapng files.
///
/// The set is open; the numbers are those registered for both formats.
public struct LinkType: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// An address family in the byte order of the capturing host, then the IP packet.
  public static let null = LinkType(rawValue: 0)
  /// An Ethernet frame without preamble.
  public static let ethernet = LinkType(rawValue: 1)
  /// A bare IPv4 or IPv6 packet, under the number that some BSD systems write.
  public static let rawIP12 = LinkType(rawValue: 12)
  /// A bare IPv4 or IPv6 packet, under the number that OpenBSD writes.
  public static let rawIP14 = LinkType(rawValue: 14)
  /// A bare IPv4 or IPv6 packet.
  public static let rawIP = LinkType(rawValue: 101)
  /// An address family in network byte order, then the IP packet.
  public static let loopback = LinkType(rawValue: 108)
  /// The 16-octet pseudo-header of a capture on several Linux interfaces (SLL).
  public static let linuxCooked = LinkType(rawValue: 113)
  /// A bare IPv4 packet.
  public static let ipv4 = LinkType(rawValue: 228)
  /// A bare IPv6 packet.
  public static let ipv6 = LinkType(rawValue: 229)
  /// The 20-octet pseudo-header of a capture on several Linux interfaces (SLL2).
  public static let linuxCooked2 = LinkType(rawValue: 276)
}
