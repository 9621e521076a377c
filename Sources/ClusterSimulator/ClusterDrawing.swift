internal import ClusterDiscovery
internal import DNSSDWire
internal import MulticastDNS
internal import MulticastDNSSimulator

/// Clusters in the making: their nodes, and what befalls them.
struct ClusterDrawing {
  var cluster: ClusterWorld
  let turmoil: Duration
  /// What could not be set up.
  private(set) var errors: [String] = []
  private let plan: ClusterTrialPlan
  private var chance: RandomSource
  /// The names that are left for hosts.
  private var names: [String]
  /// Whether cut links are survived: two parts never both have more than half of what is wanted.
  private var isQuorate = true

  private static let names = [
    "k3s-node", "pi", "zebra", "alpha", "sugarkube3", "sugarkube0", "rack-2", "m1", "Werkstatt-Pi",
    "küche", "node 7", "v1.2", "0",
    "a-name-that-fills-all-of-the-63-octets-that-a-label-can-have-01",
  ]
  private static let scopes = [("sugar", "dev"), ("sugar", "prod"), ("maple", "dev")]

  init(seed: UInt64, plan: ClusterTrialPlan, keeping extent: Transcript.Extent) {
    var chance = RandomSource(seed: seed &* 0x9E37_79B9_7F4A_7C15)
    turmoil = Self.duration(in: plan.turmoil, from: &chance)
    names = Self.names.shuffled(using: &chance)
    cluster = ClusterWorld(seed: seed, keeping: extent)
    self.plan = plan
    self.chance = chance
  }

  /// Adds the nodes of one cluster, and those of another.
  mutating func populate() {
    // Few nodes are more often drawn than many, which cost the more for each of them.
    addCluster(Self.scopes[0], of: min(number(in: plan.nodes), number(in: plan.nodes)))
    let strangers = number(in: plan.strangers)
    if strangers > 0, happens(0.6) { addCluster(Self.scopes[number(in: 1...2)], of: strangers) }
  }

  private mutating func addCluster(_ scope: (cluster: String, environment: String), of count: Int) {
    let servers = happens(0.5) ? count : number(in: 1...count)
    isQuorate = isQuorate && servers >= 3 && servers == count
    let families: [AddressFamily] = happens(0.5) ? [.v4, .v6] : [.v4]
    let isTogether = happens(0.5)
    // Where a link is cut, a name that two hosts have would vote on both sides.
    let clone = happens(0.1) && count > 1 ? number(in: 1...(count - 1)) : nil
    if clone != nil { isQuorate = false }
    let onlyJoins = count < plan.nodes.upperBound && happens(0.15)
    let first = nextName()
    for place in 0..<(onlyJoins ? count + 1 : count) {
      let host = place == 0 || place == clone ? first : nextName()
      let delay = isTogether ? .zero : Self.duration(in: .zero...(turmoil / 2), from: &chance)
      do throws(ClusterDrawingError) {
        var node = try configuration(of: host, in: scope)
        node.servers = servers
        node.intent = place == count ? .join : .automatic
        try add("\(scope.cluster)\(place + 1)", node, families, after: delay)
      } catch {
        errors.append("\(host) cannot be added: \(error)")
      }
    }
  }

  private mutating func nextName() -> String {
    names.popLast() ?? "node-\(cluster.nodes.count)"
  }

  /// Hardware addresses are few, so that some nodes have the same, and some have none.
  private mutating func configuration(
    of host: String, in scope: (cluster: String, environment: String)
  ) throws(ClusterDrawingError) -> BootstrapConfiguration {
    let id = happens(0.8) ? "0242ac1100\(10 + number(in: 0...3))" : nil
    let name: DNSName?
    name = (try? DNSLabel(text: host)).flatMap { try? DNSName.local.prepending($0) }
    guard let name else { throw .hostName }
    do throws(ClusterScopeError) {
      var configuration = BootstrapConfiguration(
        scope: try ClusterScope(cluster: scope.cluster, environment: scope.environment),
        host: name)
      configuration.nodeID = id
      configuration.followerReelect = plan.reelection
      return configuration
    } catch {
      throw .scope(error)
    }
  }

  private mutating func add(
    _ name: String, _ configuration: BootstrapConfiguration, _ families: [AddressFamily],
    after delay: Duration
  ) throws(ClusterDrawingError) {
    let work = Self.duration(in: plan.work, from: &chance)
    do throws(ClusterScenarioError) {
      try cluster.add(name, configuration, families: families, work: work, after: delay)
    } catch {
      throw .scenario(error)
    }
  }

  /// Plans the faults: of each kind that may come, about half do.
  mutating func trouble() {
    // Nothing is promised about nodes that cannot reach each other without a quorum, nor where there are
    // more of them than servers are wanted: then two parts can have more than half of these.
    let promised = isQuorate ? plan.kinds : plan.kinds.subtracting([.partition, .flap])
    let chosen = FaultKind.allCases.filter { promised.contains($0) && happens(0.5) }
    let hosts = cluster.world.hostIDs.map { (id: $0, cardCount: 1) }
    let faults = FaultPlan.drawn(
      from: cluster.world.seed, kinds: Set(chosen), for: hosts, until: turmoil)
    cluster.world.schedule(faults)
  }

  private static func duration(
    in range: ClosedRange<Duration>, from chance: inout RandomSource
  ) -> Duration {
    let width = range.upperBound - range.lowerBound
    return range.lowerBound + width * Int.random(in: 0...1_000, using: &chance) / 1_000
  }

  private mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &chance)
  }

  private mutating func happens(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &chance) < probability
  }
}

/// Why a node that was drawn cannot be played.
enum ClusterDrawingError: Error {
  case hostName
  case scope(ClusterScopeError)
  case scenario(ClusterScenarioError)
}
