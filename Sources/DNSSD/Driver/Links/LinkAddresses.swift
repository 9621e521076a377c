internal import DNSSDWire
internal import MulticastDNS

extension NetworkInterface {
  /// As many addresses of one family as a link announces: they go together into one message.
  static let addressLimit = 8

  /// The addresses with which the interface becomes a link, in an order that the kernel's does not change.
  ///
  /// Left out are addresses that cannot be used, and those that are soon replaced (temporary ones) or not
  /// to be used for anything new (deprecated ones) where a lasting one does the same.
  func linkAddresses(of families: [AddressFamily]) -> [LinkAddress] {
    let families = flags.contains(.isLoopback) ? Array(families.prefix(1)) : families
    return AddressFamily.allCases.filter(families.contains).flatMap { family in
      lasting(addresses.filter { $0.isUsable && $0.address.family == family })
        .map { LinkAddress($0.address, prefixLength: $0.prefixLength) }
        .sorted { ($0.rank, $0.address) < ($1.rank, $1.address) }
        .prefix(Self.addressLimit)
    }
  }

  private func lasting(_ usable: [InterfaceAddress]) -> [InterfaceAddress] {
    let lasting = usable.filter { $0.flags.isDisjoint(with: [.temporary, .deprecated]) }
    let alone = usable.filter { address in
      address.flags.contains(.temporary) && !address.flags.contains(.deprecated)
        && !lasting.contains { $0.network == address.network }
    }
    let preferred = lasting + alone
    return preferred.isEmpty ? usable : preferred
  }
}

extension InterfaceAddress {
  fileprivate var isUsable: Bool { flags.isDisjoint(with: [.tentative, .dadFailed]) }

  /// The prefix as an address, and its length.
  fileprivate var network: LinkAddress {
    let prefix: IPAddress =
      switch address {
      case .v4(let address): .v4(address.masked(toPrefix: prefixLength))
      case .v6(let address): .v6(address.masked(toPrefix: prefixLength))
      }
    return LinkAddress(prefix, prefixLength: prefixLength)
  }
}

extension LinkAddress {
  /// Addresses of a wide reach come first; those that only this host holds, as a service's, come after
  /// those of a network.
  fileprivate var rank: Int {
    switch address {
    case .v4: address.isLinkLocal ? 2 : prefixLength == 32 ? 1 : 0
    case .v6(let six): address.isLinkLocal ? 2 : six.isUniqueLocal ? 1 : 0
    }
  }
}

extension IPv6Address {
  /// Whether it is within fc00::/7 (RFC 4193).
  fileprivate var isUniqueLocal: Bool { high >> 57 == 0xFC00 >> 9 }
}
