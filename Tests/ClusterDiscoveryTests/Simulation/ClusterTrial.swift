import DNSSDWire
import MulticastDNS
import MulticastDNSSimulator

@testable import ClusterDiscovery

/// Nodes of a cluster drawn from a seed, with faults that stop.
struct ClusterTrial {
  var cluster: ClusterWorld
  let scope: ClusterScope
  private var chance: RandomSource

  /// How long faults go on.
  static let turmoil: Duration = .seconds(40)
  /// How long nodes then have to become one cluster: the silence of a dead leader, twice, an election, and
  /// some turns of joining.
  static let patience: Duration = .seconds(400)

  private static let names = ["k3s-node", "pi", "zebra", "alpha", "sugarkube3", "rack-2", "m1"]

  /// Plays the trial of a seed.
  init(seed: UInt64) throws {
    cluster = ClusterWorld(seed: seed)
    scope = try ClusterWorld.scope()
    chance = RandomSource(seed: seed &* 0x9E37_79B9)
    let count = number(in: 2...7)
    let servers = happens(0.5) ? count : number(in: 1...count)
    let families: [AddressFamily] = happens(0.5) ? [.v4, .v6] : [.v4]
    let isTogether = happens(0.5)
    for place in 0..<count {
      let delay = isTogether ? 0 : number(in: 0...20_000)
      let id = happens(0.8) ? "0242ac1100\(10 + number(in: 0...3))" : nil
      try cluster.add(
        Self.names[place], scope, servers: servers, id: id, families: families,
        work: .seconds(number(in: 1...30)), after: .milliseconds(delay))
    }
    var kinds: Set<FaultKind> = [
      .loss, .duplication, .jitter, .straggling, .kill, .addresses,
    ]
    // Nothing is promised about nodes that cannot reach each other without a quorum, nor where there are
    // more of them than servers are wanted: then two parts can have more than half of these.
    if servers >= 3, servers == count { kinds.formUnion([.partition, .flap]) }
    let chosen = FaultKind.allCases.filter { kinds.contains($0) && happens(0.5) }
    let hosts = cluster.world.hostIDs.map { (id: $0, cardCount: 1) }
    let plan = FaultPlan.drawn(from: seed, kinds: Set(chosen), for: hosts, until: Self.turmoil)
    cluster.world.schedule(plan)
    cluster.run(for: Self.turmoil)
    _ = cluster.run(within: Self.patience) { $0.isSettled }
  }

  private mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &chance)
  }

  private mutating func happens(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &chance) < probability
  }

  /// What is wrong at the end.
  var complaints: String {
    let open = cluster.isSettled ? "" : "not settled: \(cluster.summary)\n"
    return open.isEmpty ? cluster.complaints : open + cluster.complaints
  }
}

extension ClusterWorld {
  /// Whether every node that runs is part of the cluster, or has said why it is not, or knows that there
  /// are too few for a quorum.
  var isSettled: Bool {
    let machines = nodes.compactMap { machine($0.id) }
    let taking = machines.filter { $0.state != .refused }
    let needed = taking.compactMap(\.configuration.votesNeeded).max() ?? 1
    return taking.allSatisfy { machine in
      switch machine.state {
      case .serving: true
      case .claiming, .electing, .following: taking.count < needed
      case .idle, .discovering, .joining, .bootstrapping, .leaving, .refused: false
      }
    }
  }

  /// Each node with its state.
  var summary: String {
    nodes.map { node in
      guard let machine = machine(node.id) else { return "\(world.name(of: node.id)) off" }
      let verdict = machine.verdict.map { "\($0)" } ?? "no verdict"
      return "\(world.name(of: node.id)) \(machine.state) \(machine.missing) \(verdict)"
    }.joined(separator: ", ")
  }
}
