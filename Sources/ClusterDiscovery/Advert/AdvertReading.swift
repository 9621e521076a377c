public import DNSSDWire
public import MulticastDNS

/// What a snapshot of services says about the nodes of one cluster.
///
/// The order of the services, and of their records, changes nothing.
public struct AdvertReading: Hashable, Sendable {
  /// The nodes, each host once, sorted by the key of the election.
  public let peers: [ClusterPeer]
  /// The services that are no node of the cluster, and why; sorted by name.
  public let rejected: [RejectedAdvert]
  /// The services of which SRV and TXT are not known yet; sorted.
  public let unresolved: [DNSName]

  /// Reads the services of the types that a profile browses.
  ///
  /// Who a node is follows from SRV and TXT, never from the text of its instance name.
  public init(
    _ services: [DiscoveredService], of scope: ClusterScope, profile: ClusterProfile = .k3s
  ) {
    let reader = AdvertReader(of: scope, profile: profile)
    self.init(services.map { (name: $0.name.name, judgement: reader.judge($0)) })
  }

  /// Puts together what each service, by its name, turned out to be.
  init(_ judgements: some Sequence<(name: DNSName, judgement: AdvertJudgement)>) {
    var sightings = SightingsByHost()
    var rejected: [RejectedAdvert] = []
    var unresolved: Set<DNSName> = []
    for (name, judgement) in judgements {
      switch judgement {
      case .seen(let seen): sightings.add(seen)
      case .rejected(let reason): rejected.append(RejectedAdvert(name: name, reason: reason))
      case .unresolved: unresolved.insert(name)
      }
    }
    peers = sightings.byHost.compactMap { ClusterPeer(merging: $0) }
      .sorted { $0.electionKey < $1.electionKey }
    self.rejected = rejected.sorted { $0.name.precedes($1.name) }
    self.unresolved = unresolved.sorted { $0.precedes($1) }
  }
}

/// Sightings by host, in the order of arrival.
private struct SightingsByHost {
  private(set) var byHost: [[AdvertSighting]] = []
  private var places: [DNSName: Int] = [:]

  mutating func add(_ sightings: [AdvertSighting]) {
    for sighting in sightings {
      if let place = places[sighting.advert.host] {
        byHost[place].append(sighting)
      } else {
        places[sighting.advert.host] = byHost.count
        byHost.append([sighting])
      }
    }
  }
}
