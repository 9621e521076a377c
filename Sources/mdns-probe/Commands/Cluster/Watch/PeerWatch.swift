internal import ClusterDiscovery
internal import DNSSD
internal import MulticastDNS

/// What changed among the nodes of a cluster.
enum PeerChange: Hashable, Sendable {
  case added(ClusterPeer)
  case updated(ClusterPeer, from: ClusterPeer)
  case removed(ClusterPeer)
  /// Another node leads, or none.
  case leader(DNSName?, from: DNSName?)
}

/// Sees the nodes of a cluster come, change and go, and says nothing itself.
struct PeerWatch: EngineApplication {
  private let scope: ClusterScope
  private let profile: ClusterProfile
  private var browsers: [ServiceBrowser]
  private var identifiers = IdentifierSequence()
  /// What is there, and what was told of it.
  private var peers: [ClusterPeer] = []
  private var told: [ClusterPeer] = []

  init(_ scope: ClusterScope, profile: ClusterProfile) {
    self.scope = scope
    self.profile = profile
    browsers = profile.serviceTypes(for: scope).compactMap { try? BrowsingName(type: $0) }
      .map { ServiceBrowser($0) }
  }

  /// What changed since the last call: who went, who changed or came by key, then the leader.
  mutating func takeChanges() -> [PeerChange] {
    defer { told = peers }
    let (old, new) = (Self.byHost(told), Self.byHost(peers))
    var changes = told.filter { new[$0.advert.host] == nil }.map { PeerChange.removed($0) }
    for peer in peers {
      guard let before = old[peer.advert.host] else {
        changes.append(.added(peer))
        continue
      }
      if before != peer { changes.append(.updated(peer, from: before)) }
    }
    let leaders = (ClusterLeadership(told).leader, ClusterLeadership(peers).leader)
    if leaders.0 != leaders.1 { changes.append(.leader(leaders.1, from: leaders.0)) }
    return changes
  }

  private static func byHost(_ peers: [ClusterPeer]) -> [DNSName: ClusterPeer] {
    Dictionary(peers.map { ($0.advert.host, $0) }) { first, _ in first }
  }

  mutating func handle(_ event: Event, at now: Instant) {
    guard case .answer(let query, let change) = event else { return }
    for place in browsers.indices { browsers[place].handle(change, of: query, at: now) }
  }

  mutating func advance(to now: Instant) {
    for place in browsers.indices {
      browsers[place].advance(to: now, naming: &identifiers)
      _ = browsers[place].takeChanges()
    }
    peers = AdvertReading(browsers.flatMap(\.services), of: scope, profile: profile).peers
  }

  mutating func nextCommand() -> EngineCommand? {
    for place in browsers.indices {
      if let command = browsers[place].nextCommand() { return command }
    }
    return nil
  }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    for place in browsers.indices {
      browsers[place].refused(command, because: error, at: now)
    }
  }

  var nextDeadline: Instant? { browsers.compactMap(\.nextDeadline).min() }
}
