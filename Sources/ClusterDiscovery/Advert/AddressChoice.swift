internal import DNSSDWire
internal import MulticastDNS

/// The usable addresses of a node, the best first: TXT `ip4`, TXT `ip6`, then those of its name.
struct AddressChoice {
  let addresses: [HostAddress]
  let path: AddressPath

  /// Chooses among what the sightings of one node say, the sighting that counts first.
  init(_ sightings: [AdvertSighting], linkIndexes: [Int]) {
    let listed4 = sightings.compactMap(\.advert.ipv4).filter { $0.isUsable && !$0.isLinkLocal }
    let listed6 = sightings.compactMap(\.advert.ipv6).filter(\.isUsable)
    var listed = listed4.map { HostAddress(.v4($0), heardOn: 0) }
    for address in listed6 {
      // A link-local address means nothing without its link, which TXT does not tell.
      let links = address.isLinkLocal ? linkIndexes : [0]
      listed += links.map { HostAddress(.v6(address), heardOn: $0) }
    }
    let resolved = sightings.flatMap(\.resolved).filter(\.isUsable).sorted()
    var known: Set<HostAddress> = []
    addresses = (listed + resolved).filter { known.insert($0).inserted }
    path = listed.isEmpty ? (resolved.isEmpty ? .none : .resolved) : .txt
  }
}

extension HostAddress {
  fileprivate var isUsable: Bool {
    switch address {
    case .v4(let address): address.isUsable
    case .v6(let address): address.isUsable
    }
  }
}

extension IPv4Address {
  /// Whether another host can be reached at it: not 0/8, 127/8, or multicast and reserved from
  /// 224.0.0.0 on.
  fileprivate var isUsable: Bool {
    let first = rawValue >> 24
    return first != 0 && first != 127 && first < 224
  }

  fileprivate var isLinkLocal: Bool { rawValue >> 16 == 0xA9FE }
}

extension IPv6Address {
  /// Whether another host can be reached at it: not multicast, and not in ::/64, where the
  /// unspecified, the loopback and the mapped addresses are.
  fileprivate var isUsable: Bool { high != 0 && high >> 56 != 0xFF }
}
