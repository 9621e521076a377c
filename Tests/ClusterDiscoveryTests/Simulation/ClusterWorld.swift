import DNSSDWire
import MulticastDNS
import MulticastDNSSimulator
import Testing

@testable import ClusterDiscovery

/// Nodes of clusters on a simulated network, watched at every step.
struct ClusterWorld {
  struct Node {
    let id: HostID
    let scope: ClusterScope
  }

  var world: World
  let lan: VirtualLinkID
  private(set) var nodes: [Node] = []
  /// What should never be, with the time.
  private(set) var faults: [String] = []
  static let step: Duration = .milliseconds(100)

  init(seed: UInt64) {
    world = World(seed: seed, checking: .datagrams, keeping: .last(200))
    lan = world.addLink("lan")
  }

  static func scope(
    _ cluster: String = "sugar", _ environment: String = "dev"
  ) throws -> ClusterScope {
    try ClusterScope(cluster: cluster, environment: environment)
  }

  /// Adds a node; the name of its host is its own unless another is given.
  @discardableResult
  mutating func add(
    _ name: String, _ scope: ClusterScope, servers: Int = 1, host: String? = nil,
    id: String? = nil, families: [AddressFamily] = [.v4, .v6], work: Duration = .seconds(20),
    after delay: Duration = .zero,
    _ configure: (inout BootstrapConfiguration) -> Void = { _ in }
  ) throws -> HostID {
    var configuration = BootstrapConfiguration(
      scope: scope, host: try DNSName("\(host ?? name).local."))
    configuration.servers = servers
    configuration.nodeID = id
    configure(&configuration)
    var plan = HostPlan(name, links: [lan])
    plan.hostName = .none
    plan.families = families
    plan.configuration.tellsOfTraffic = true
    plan.application = try SimulatedNode(
      configuration, work: work, votes: VoteFile(BallotMemory()),
      seed: world.seed &* 31 &+ UInt64(nodes.count))
    let id = try world.addHost(plan, startingAfter: delay)
    nodes.append(Node(id: id, scope: scope))
    return id
  }

  func machine(_ id: HostID) -> ClusterMachine? {
    world.isRunning(id) ? world.application(of: id, as: SimulatedNode.self)?.machine : nil
  }

  func state(_ id: HostID) -> BootstrapState? { machine(id)?.state }
  func verdict(_ id: HostID) -> Verdict? { machine(id)?.verdict }

  /// Lets time pass, and looks after each step.
  mutating func run(for duration: Duration) {
    let end = world.elapsed + duration
    while world.elapsed < end {
      world.run(for: min(Self.step, end - world.elapsed))
      look()
    }
  }

  /// Lets time pass until something holds; the time then, nil when it does not come in time.
  mutating func run(
    within limit: Duration, until holds: (ClusterWorld) -> Bool
  ) -> Duration? {
    let end = world.elapsed + limit
    while !holds(self) {
      guard world.elapsed < end else { return nil }
      run(for: Self.step)
    }
    return world.elapsed
  }

  /// The nodes that form a cluster, or have formed it and not joined it.
  func founders(of scope: ClusterScope) -> [HostID] {
    nodes.filter { node in
      guard node.scope == scope, case .bootstrap? = verdict(node.id) else { return false }
      return true
    }.map(\.id)
  }

  private mutating func look() {
    for scope in Set(nodes.map(\.scope)) {
      let founders = founders(of: scope)
      guard founders.count > 1 else { continue }
      let names = founders.map(world.name(of:)).joined(separator: ", ")
      let line = "\(names) form \(scope)"
      guard !faults.contains(where: { $0.hasSuffix(line) }) else { continue }
      faults.append("\(world.elapsed): \(line)")
    }
  }

  /// All that went wrong, in one text.
  var complaints: String {
    (faults.map { "seed \(world.seed), \($0)" } + world.violations.map { "\($0)" })
      .joined(separator: "\n")
  }
}
