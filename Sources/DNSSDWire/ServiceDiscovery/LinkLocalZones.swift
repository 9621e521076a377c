/// The domains that mean something on one link only, and are asked for by multicast.
public enum LinkLocalZones {
  /// `local.` and the reverse names of 169.254/16 and fe80::/10 (RFC 6762 §3, §4).
  public static let all: [DNSName] = [.local, ipv4] + ipv6

  private static let ipv4 = zone(DNSName(reverse: .v4(IPv4Address(169, 254, 0, 0))), below: 2)

  /// A prefix of ten bits takes four zones of twelve bits each.
  private static let ipv6 = (UInt64(0xFE8)...0xFEB).map { prefix in
    zone(DNSName(reverse: .v6(IPv6Address(high: prefix << 52, low: 0))), below: 29)
  }

  /// The part of a reverse name that an address shares with its subnet.
  private static func zone(_ name: DNSName, below labelCount: Int) -> DNSName {
    (0..<labelCount).reduce(name) { name, _ in name.parent ?? .root }
  }
}

extension DNSName {
  /// Whether the name is one of ``LinkLocalZones/all`` or below it (RFC 6762 §3, §4).
  public var isLinkLocal: Bool {
    LinkLocalZones.all.contains { isWithin($0) }
  }
}
