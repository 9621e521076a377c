/// How the packets of a capture are framed: the link-layer header type of pcap and pcapng files.
public struct LinkType: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// A bare IPv4 or IPv6 packet.
  public static let rawIP = LinkType(rawValue: 101)
  /// An Ethernet II frame.
  public static let ethernet = LinkType(rawValue: 1)
}
