internal import DNSSDWire
internal import MulticastDNS

/// What an advert tells of where its node is.
struct AdvertAddresses: Hashable, Sendable {
  var ipv4: IPv4Address?
  var ipv6: IPv6Address?
}

extension AdvertAddresses {
  /// What was chosen, else the first of the links' that says where the node is.
  init(of links: [Link], unless chosen: AdvertAddresses) {
    let all = links.flatMap(\.addresses).map(\.address)
    ipv4 = chosen.ipv4 ?? all.lazy.compactMap(\.advertisedV4).first
    ipv6 = chosen.ipv6 ?? all.lazy.compactMap(\.advertisedV6).first
  }
}

extension IPAddress {
  /// Such an address says where a node is to hosts that do not know over which link they hear it.
  fileprivate var advertisedV4: IPv4Address? {
    if case .v4(let address) = self, !isLoopback, !isLinkLocal { address } else { nil }
  }

  fileprivate var advertisedV6: IPv6Address? {
    if case .v6(let address) = self, !isLoopback, !isLinkLocal { address } else { nil }
  }
}
