public import ClusterDiscovery
public import DNSSDWire
internal import MulticastDNS
public import MulticastDNSSimulator

/// Nodes of clusters on a simulated network, watched at every step.
public struct ClusterWorld: Sendable {
  /// A host, and the cluster that it is to be part of.
  public struct Node: Hashable, Sendable {
    public let id: HostID
    public let configuration: BootstrapConfiguration

    var scope: ClusterScope { configuration.scope }
  }

  /// The network; what befalls it is inflicted here.
  public var world: World
  /// The link that all nodes are on.
  public let lan: VirtualLinkID
  /// All nodes, in the order in which they were added.
  public private(set) var nodes: [Node] = []
  /// What should never be, with the time; each once.
  public private(set) var faults: [String] = []
  /// How often it is looked whether all is as it should be.
  public static let step: Duration = .milliseconds(100)

  /// A link without nodes.
  public init(seed: UInt64, keeping extent: Transcript.Extent = .last(200)) {
    world = World(seed: seed, checking: .datagrams, keeping: extent)
    lan = world.addLink("lan")
  }

  /// Adds a node that starts now or after a while, and whose API is ready so long after its verdict.
  ///
  /// The transcript calls it by `name`.
  @discardableResult
  public mutating func add(
    _ name: String, _ configuration: BootstrapConfiguration,
    families: [AddressFamily] = [.v4, .v6], work: Duration = .seconds(5),
    after delay: Duration = .zero
  ) throws(ClusterScenarioError) -> HostID {
    var plan = HostPlan(name, links: [lan])
    plan.hostName = .none
    plan.families = families
    plan.configuration = .clusterNode
    // Each node has dice of its own.
    let random = RandomSource(seed: world.seed &* 31 &+ UInt64(nodes.count))
    do throws(JoinLockError) {
      plan.application = try SimulatedNode(configuration, work: work, random: random)
    } catch {
      throw .lock(error)
    }
    do throws(ScenarioError) {
      let id = try world.addHost(plan, startingAfter: delay)
      nodes.append(Node(id: id, configuration: configuration))
      return id
    } catch {
      throw .scenario(error)
    }
  }

  /// The machine of a node; nil while it is off or asleep.
  public func machine(_ id: HostID) -> ClusterMachine? { running(id)?.machine }

  /// How far a node is; nil while it is off or asleep.
  public func state(_ id: HostID) -> BootstrapState? { machine(id)?.state }

  /// What a node is to do; nil while that is open, and while the node is off or asleep.
  public func verdict(_ id: HostID) -> Verdict? { machine(id)?.verdict }

  func running(_ id: HostID) -> SimulatedNode? {
    world.isRunning(id) ? world.application(of: id, as: SimulatedNode.self) : nil
  }

  /// Lets time pass, and looks after each step.
  public mutating func run(for duration: Duration) {
    let end = world.elapsed + duration
    while world.elapsed < end {
      world.run(for: min(Self.step, end - world.elapsed))
      for fault in brokenLaws() where !faults.contains(where: { $0.hasSuffix(fault) }) {
        faults.append("\(world.elapsed): \(fault)")
      }
    }
  }

  /// Lets time pass until something holds; the time then, nil when it does not come in time.
  public mutating func run(
    within limit: Duration, until holds: (ClusterWorld) -> Bool
  ) -> Duration? {
    let end = world.elapsed + limit
    while !holds(self) {
      guard world.elapsed < end else { return nil }
      run(for: Self.step)
    }
    return world.elapsed
  }
}

/// Why a node cannot be added to a world.
public enum ClusterScenarioError: Error, Hashable, Sendable {
  /// There is no name for the lock of joining.
  case lock(JoinLockError)
  case scenario(ScenarioError)
}
