internal import DNSSDWire
internal import MulticastDNS

/// One advert of a node, as one service carries it.
struct AdvertSighting: Sendable {
  let advert: ClusterAdvert
  let instance: DNSName
  /// The usable and unusable addresses of the host that the service names.
  let resolved: [HostAddress]
  let linkIndexes: [Int]
  let hasSaidGoodbye: Bool
  /// Greater ones count first.
  private let rank: [Int]
  /// What decides between equal ranks.
  private let octets: [UInt8]

  init(_ advert: ClusterAdvert, in service: DiscoveredService) {
    self.advert = advert
    instance = service.name.name
    resolved = service.locations.filter { $0.host.clusterHost == advert.host }
      .flatMap(\.addresses)
    linkIndexes = service.linkIndexes
    hasSaidGoodbye = service.isLeaving
    let text = advert.text
    let isReady = advert.state == .ready
    rank = [
      service.isLeaving ? 0 : 1, isReady && advert.role == .server ? 1 : 0,
      advert.isElected ? 1 : 0, advert.role.rank, isReady ? 1 : 0, Int(advert.term ?? 0),
      text.count,
    ]
    octets = text.data.wireForm
  }

  /// Whether the advert counts before another of the same node.
  ///
  /// One that stays before one that said goodbye; then what a node says later on its way, as the news
  /// of one type may be lost: a server that is ready, a decision to bootstrap, a server, readiness, the
  /// later candidacy; then more to say. What is left is decided by octets, so that the order of arrival
  /// never does.
  func counts(before other: AdvertSighting) -> Bool {
    if rank != other.rank { return other.rank.lexicographicallyPrecedes(rank) }
    if octets != other.octets { return octets.lexicographicallyPrecedes(other.octets) }
    if advert.portNumber != other.advert.portNumber {
      return advert.portNumber < other.advert.portNumber
    }
    return instance.precedes(other.instance)
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
