internal import DNSSDWire
internal import MulticastDNS

/// One advert of a node, as one service carries it.
struct AdvertSighting {
  let advert: ClusterAdvert
  let instance: DNSName
  /// The usable and unusable addresses of the host that the service names.
  let resolved: [HostAddress]
  let linkIndexes: [Int]
  let hasSaidGoodbye: Bool

  init(_ advert: ClusterAdvert, in service: DiscoveredService) {
    self.advert = advert
    instance = service.name.name
    resolved = service.locations.filter { $0.host.clusterHost == advert.host }
      .flatMap(\.addresses)
    linkIndexes = service.linkIndexes
    hasSaidGoodbye = service.isLeaving
  }

  /// Whether the advert counts before another of the same node.
  ///
  /// One that stays before one that said goodbye; then a server that is ready, a decision to bootstrap, a
  /// server, readiness, the later candidacy, and more to say. A node goes through these the other way
  /// round, and what it said before lives on in caches for a second. What is left is decided by
  /// octets, so that the order of arrival never does.
  func counts(before other: AdvertSighting) -> Bool {
    let (mine, others) = (rank, other.rank)
    if mine != others { return others.lexicographicallyPrecedes(mine) }
    let (text, otherText) = (advert.text.data.wireForm, other.advert.text.data.wireForm)
    if text != otherText { return text.lexicographicallyPrecedes(otherText) }
    if advert.portNumber != other.advert.portNumber {
      return advert.portNumber < other.advert.portNumber
    }
    return instance.precedes(other.instance)
  }

  /// Greater ones count first.
  private var rank: [Int] {
    let isReady = advert.state == .ready
    return [
      hasSaidGoodbye ? 0 : 1, advert.role == .server && isReady ? 1 : 0,
      advert.isElected ? 1 : 0, advert.role.rank, isReady ? 1 : 0, Int(advert.term ?? 0),
      advert.text.count,
    ]
  }
}

extension ClusterRole {
  fileprivate var rank: Int {
    switch self {
    case .server: 2
    case .agent: 1
    case .bootstrap: 0
    }
  }
}

extension ClusterPeer {
  /// Merges the sightings of one host; nil when there is none.
  init?(merging sightings: [AdvertSighting]) {
    let ranked = sightings.sorted { $0.counts(before: $1) }
    guard let best = ranked.first else { return nil }
    let current = ranked.filter { $0.hasSaidGoodbye == best.hasSaidGoodbye }
    var advert = best.advert
    // The key of an election must not change with the advert that happens to count.
    advert.nodeID = ranked.compactMap(\.advert.nodeID).first
    let linkIndexes = Set(current.flatMap(\.linkIndexes)).sorted()
    let choice = AddressChoice(current, linkIndexes: linkIndexes)
    self.init(
      advert: advert,
      instances: Set(sightings.map(\.instance)).sorted { $0.precedes($1) },
      addresses: choice.addresses, addressPath: choice.path, linkIndexes: linkIndexes,
      isLeaving: best.hasSaidGoodbye || advert.phase == .leaving)
  }
}
