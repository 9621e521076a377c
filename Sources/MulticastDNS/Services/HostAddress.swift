public import DNSSDWire

/// An address at which a host is reached from here.
///
/// A link-local IPv6 address means nothing without its link and always has one; any other address
/// never has, so that it is one address on however many links it was heard (RFC 6762 §14).
public struct HostAddress: Hashable, Sendable {
  /// The address.
  public let address: IPAddress
  /// The interface index of the link: exactly when the address is in fe80::/10.
  public let linkIndex: Int?

  /// An address as it was heard on a link.
  public init(_ address: IPAddress, heardOn linkIndex: Int) {
    self.address = address
    self.linkIndex = if case .v6(let v6) = address, v6.isLinkLocal { linkIndex } else { nil }
  }
}

extension HostAddress: Comparable {
  /// Addresses that reach beyond the link come first, IPv4 before IPv6 among them.
  public static func < (left: HostAddress, right: HostAddress) -> Bool {
    guard left.isLinkLocal == right.isLinkLocal else { return right.isLinkLocal }
    guard left.address == right.address else { return left.address < right.address }
    return left.linkIndex ?? 0 < right.linkIndex ?? 0
  }

  /// Whether the address is in 169.254/16 or fe80::/10.
  private var isLinkLocal: Bool {
    switch address {
    case .v4(let address): address.masked(toPrefix: 16) == IPv4Address(169, 254, 0, 0)
    case .v6(let address): address.isLinkLocal
    }
  }
}

extension HostAddress: CustomStringConvertible {
  /// The address, with `%` and the interface index where it has one.
  public var description: String {
    linkIndex.map { "\(address)%\($0)" } ?? "\(address)"
  }
}
