internal import ClusterDiscovery
internal import DNSSD

/// What one look at the network showed of a cluster.
struct ClusterSight: Sendable {
  let scope: ClusterScope
  /// What was asked for.
  let types: [ServiceType]
  let reading: AdvertReading
  /// How long ago each instance was heard last.
  let ages: [DNSName: Duration]
  let hasTraffic: Bool
  let refusal: CommandError?
  let elapsed: Duration
  /// Where was asked.
  let place: String

  init(of scope: ClusterScope, in result: ServiceSearch.Result, _ place: String) {
    self.scope = scope
    self.place = place
    types = ClusterProfile.k3s.serviceTypes(for: scope)
    reading = AdvertReading(result.services, of: scope)
    ages = result.ages
    hasTraffic = result.hasTraffic
    refusal = result.refusal
    elapsed = result.elapsed
  }

  /// Asks until answers have settled, or so many servers are seen to be ready; nil when a signal came
  /// before.
  static func look(
    _ settings: ClusterSettings, for servers: Int? = nil
  ) throws(CommandFailure) -> ClusterSight? {
    let choice = LinkChoice(settings)
    try choice.check()
    let sight = try Sole.result { () throws(HostError) in
      try await look(settings, on: choice, for: servers)
    }
    return sight ?? nil
  }

  static func look(
    _ settings: ClusterSettings, on choice: LinkChoice, for servers: Int? = nil
  ) async throws(HostError) -> ClusterSight? {
    let names = ClusterProfile.k3s.serviceTypes(for: settings.scope).compactMap {
      try? BrowsingName(type: $0)
    }
    let scope = settings.scope
    let search = ServiceSearch(names, rule: settings.settlingRule) { services in
      guard let servers else { return false }
      return AdvertReading(services, of: scope).peers.count(where: \.isReadyServer) >= servers
    }
    let run = try await SoloRun(search, on: choice) { $0.result }
    return run.outcome.map { ClusterSight(of: settings.scope, in: $0, run.links.place) }
  }

  /// The servers, ready or not, by the names of their hosts.
  var servers: [ClusterPeer] {
    reading.peers.filter { $0.advert.role == .server && !$0.isLeaving }
      .sorted { $0.advert.host.undotted < $1.advert.host.undotted }
  }

  /// How long ago a node was heard last.
  func age(of peer: ClusterPeer) -> Duration? {
    peer.instances.compactMap { ages[$0] }.min()
  }
}

extension ClusterSight {
  /// Why there is no server to join.
  var whyNoReadyServer: [String] {
    servers.isEmpty
      ? whyNoServer
      : servers.map { "\($0.advert.host.undotted) is a server, and \($0.advert.state.rawValue)" }
  }

  /// Why no server is seen, a reason each; the first is the one that counts.
  var whyNoServer: [String] {
    if let refusal { return ["the question was refused: \(refusal)"] }
    guard hasTraffic else {
      return [
        """
        nothing was heard by multicast \(place), not even our own packets, so nobody can be said to be \
        absent: check firewall, interface and UDP port 5353
        """
      ]
    }
    let others = reading.peers.map { peer in
      let leaving = peer.isLeaving ? ", and leaves" : ""
      return "\(peer.advert.host.undotted) is a \(peer.advert.role.rawValue)\(leaving): no server"
    }
    let open = reading.unresolved.map { "\($0) answered, and its SRV or TXT record did not come" }
    let rejected = reading.rejected.map { "\($0.name) is no node of \(scope): \($0.reason)" }
    let reasons = others + open + rejected
    guard reasons.isEmpty else { return reasons }
    let asked = types.map(\.description).joined(separator: ", ")
    return ["nobody answered for \(asked) within \(elapsed.millisecondsText) ms \(place)"]
  }
}

extension ClusterSettings {
  /// How long answers are waited for: as a network needs it, and no longer than is asked for.
  var settlingRule: Settling.Rule {
    var rule = Settling.Rule()
    rule.limit = min(activeQuery, deadline ?? activeQuery)
    rule.silence = min(rule.silence, rule.limit)
    return rule
  }
}
