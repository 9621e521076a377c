public import ClusterDiscovery
internal import DNSSDWire
public import MulticastDNSSimulator

/// What holds at every moment, and what at the end.
extension ClusterWorld {
  /// The nodes that run and form a cluster, or have formed it, in the order in which they were added.
  public func founders(of scope: ClusterScope) -> [HostID] {
    nodes.filter { node in
      guard node.scope == scope, case .bootstrap? = verdict(node.id) else { return false }
      return true
    }.map(\.id)
  }

  /// Whether every node that runs is part of its cluster, or has said why it is not, or knows that there
  /// are too few for a quorum.
  public var isSettled: Bool { scopes.allSatisfy(isSettled) }

  private func isSettled(_ scope: ClusterScope) -> Bool {
    let machines = nodes.filter { $0.scope == scope }.compactMap { machine($0.id) }
    let taking = machines.filter { $0.state != .refused }
    let voters = taking.count { $0.configuration.intent != .join }
    let needed = taking.compactMap(\.configuration.votesNeeded).max() ?? 1
    return taking.allSatisfy { machine in
      switch machine.state {
      case .serving: true
      case .claiming, .electing, .following: voters < needed
      case .idle, .discovering, .joining, .bootstrapping, .leaving, .refused: false
      }
    }
  }

  /// The scopes of the nodes, in the order in which they came.
  private var scopes: [ClusterScope] {
    nodes.reduce(into: []) { scopes, node in
      if !scopes.contains(node.scope) { scopes.append(node.scope) }
    }
  }

  /// What is wrong at this moment, without the time.
  func brokenLaws() -> [String] {
    var founders: [(scope: ClusterScope, name: String)] = []
    var broken: [String] = []
    for node in nodes {
      guard let verdict = verdict(node.id) else { continue }
      switch verdict {
      case .bootstrap: founders.append((node.scope, world.name(of: node.id)))
      case .join(let peer, _):
        if !isNode(peer.advert.host, of: node.scope) {
          broken.append("\(world.name(of: node.id)) joins \(peer.advert.host) of another cluster")
        }
      case .follow(let leader):
        if !isNode(leader, of: node.scope) {
          broken.append("\(world.name(of: node.id)) follows \(leader) of another cluster")
        }
      case .refuse: break
      }
    }
    for (place, founder) in founders.enumerated() {
      let others = founders[..<place].filter { $0.scope == founder.scope }.map(\.name)
      guard !others.isEmpty else { continue }
      let names = (others + [founder.name]).joined(separator: ", ")
      broken.append("\(names) form \(founder.scope)")
    }
    return broken
  }

  private func isNode(_ host: DNSName, of scope: ClusterScope) -> Bool {
    nodes.contains { $0.scope == scope && $0.configuration.host == host }
  }

  /// All that went wrong, in one text; empty when nothing did.
  public var complaints: String {
    (faults.map { "seed \(world.seed), \($0)" } + world.violations.map { "\($0)" })
      .joined(separator: "\n")
  }

  /// Each node with its state, one a line.
  public var summary: String {
    nodes.map { node in
      let name = "\(world.name(of: node.id)) (\(node.configuration.host), \(node.scope))"
      guard let machine = machine(node.id) else { return "\(name): off" }
      let verdict = machine.verdict.map { "\($0)" } ?? "no verdict"
      return "\(name): \(machine.state), lacks \(machine.missing), \(verdict)"
    }.joined(separator: "\n")
  }

  /// What happened to each node since it started, one thing a line.
  public var stories: [String] {
    nodes.flatMap { node in
      let story = world.application(of: node.id, as: SimulatedNode.self)?.story ?? []
      return story.map { "\(world.name(of: node.id)) after \($0.time): \($0.news)" }
    }
  }
}
