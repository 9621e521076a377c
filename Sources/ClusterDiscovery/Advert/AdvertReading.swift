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
    var sightings = SightingsByHost()
    var rejected: [RejectedAdvert] = []
    var unresolved: Set<DNSName> = []
    for service in services {
      switch Judgement(of: service, scope: scope, profile: profile) {
      case .seen(let seen): sightings.add(seen)
      case .rejected(let reason):
        rejected.append(RejectedAdvert(name: service.name.name, reason: reason))
      case .unresolved: unresolved.insert(service.name.name)
      }
    }
    peers = sightings.byHost.compactMap { ClusterPeer(merging: $0) }
      .sorted { $0.electionKey < $1.electionKey }
    self.rejected = rejected.sorted { $0.name.precedes($1.name) }
    self.unresolved = unresolved.sorted { $0.precedes($1) }
  }
}

extension AdvertReading {
  /// What one service turns out to be.
  private enum Judgement {
    /// A node; once for each TXT record of the service that describes it.
    case seen([AdvertSighting])
    case rejected(AdvertRejection)
    case unresolved

    init(of service: DiscoveredService, scope: ClusterScope, profile: ClusterProfile) {
      guard let type = profile.advertType(of: service.name.type, for: scope) else {
        let expected = profile.serviceTypes(for: scope)
        self = .rejected(.typeDiffers(expected: expected, found: service.name.type))
        return
      }
      let location = service.locations.first { $0.host.clusterHost != nil }
      var seen: [AdvertSighting] = []
      var reason: AdvertRejection?
      for text in service.texts.sorted(by: { $0.precedes($1) }) {
        do throws(AdvertRejection) {
          let advert = try ClusterAdvert(reading: text, at: location, of: scope, type: type)
          seen.append(AdvertSighting(advert, in: service))
        } catch {
          reason = reason ?? error
        }
      }
      switch reason {
      case _ where !seen.isEmpty: self = .seen(seen)
      case .noHost? where service.locations.isEmpty: self = .unresolved
      case let reason?: self = .rejected(reason)
      case nil: self = .unresolved
      }
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
}

extension TextAttributes {
  fileprivate func precedes(_ other: TextAttributes) -> Bool {
    data.wireForm.lexicographicallyPrecedes(other.data.wireForm)
  }
}
