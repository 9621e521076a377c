/// The two families of addresses; a socket serves one of them.
public enum AddressFamily: Hashable, Sendable, CaseIterable {
  case v4
  case v6

  /// Octets of an IP header without options or extensions.
  var headerLength: Int {
    switch self {
    case .v4: WireLimits.ipv4HeaderLength
    case .v6: WireLimits.ipv6HeaderLength
    }
  }
}

extension AddressFamily: CustomStringConvertible {
  /// `IPv4` or `IPv6`.
  public var description: String {
    switch self {
    case .v4: "IPv4"
    case .v6: "IPv6"
    }
  }
}

/// Where Multicast DNS is spoken (RFC 6762 §3).
public enum MulticastGroup {
  /// The UDP port of Multicast DNS.
  public static let port: UInt16 = 5353

  /// The link-local group of a family: 224.0.0.251 or ff02::fb.
  public static func address(of family: AddressFamily) -> IPAddress {
    switch family {
    case .v4: .v4(IPv4Address(224, 0, 0, 251))
    case .v6: .v6(IPv6Address(high: 0xFF02_0000_0000_0000, low: 0xFB))
    }
  }
}

extension IPAddress {
  /// The family of the address.
  public var family: AddressFamily {
    switch self {
    case .v4: .v4
    case .v6: .v6
    }
  }
}
