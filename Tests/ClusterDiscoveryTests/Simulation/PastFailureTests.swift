import ClusterDiscovery
import ClusterSimulator
import DNSSDWire
import MulticastDNSSimulator
import Testing

/// Worlds that broke a rule once, or showed what nothing can prevent.
@Suite("What went wrong with clusters once")
struct PastFailureTests {
  private struct Scene {
    let cluster: ClusterWorld
    let scope: ClusterScope
    let nodes: [HostID]
  }

  /// Plays until somebody forms a cluster among nodes of these names.
  private func play(
    _ names: [String], servers: Int, seed: UInt64, work: Duration = .seconds(60),
    _ configure: (inout BootstrapConfiguration) -> Void = { _ in }
  ) throws -> Scene {
    var cluster = ClusterWorld(seed: seed)
    let scope = try ClusterScope.sugar()
    let nodes = try names.map {
      try cluster.add($0, scope, servers: servers, work: work, configure)
    }
    let founded = cluster.run(within: .seconds(15)) { $0.founders(of: scope) == [nodes[0]] }
    try #require(founded != nil, "\(cluster.summary)")
    return Scene(cluster: cluster, scope: scope, nodes: nodes)
  }

  @Test("seed 14: without a quorum, a leader whose link was gone finds another one and steps back")
  func flapWithoutQuorum() throws {
    let scene = try play(["pi-a", "pi-b"], servers: 2, seed: 14)
    var cluster = scene.cluster
    cluster.world.inflict(.linkDown(scene.nodes[0], card: 0))
    let second = cluster.run(within: .seconds(60)) {
      if case .bootstrap? = $0.verdict(scene.nodes[1]) { true } else { false }
    }
    #expect(second != nil, "\(cluster.summary)")
    cluster.world.inflict(.linkUp(scene.nodes[0], card: 0))
    cluster.run(for: .seconds(20))
    #expect(cluster.founders(of: scene.scope).count == 1, "\(cluster.summary)")
  }

  @Test("seed 20: too few nodes for a quorum wait, and say whose votes they have")
  func tooFewForQuorum() throws {
    let scene = try play(["pi-a", "pi-b", "pi-c"], servers: 3, seed: 20)
    var cluster = scene.cluster
    cluster.world.kill(scene.nodes[0])
    cluster.world.kill(scene.nodes[1])
    cluster.run(for: .seconds(90))
    #expect(cluster.founders(of: scene.scope) == [])
    #expect(cluster.machine(scene.nodes[2])?.missing == .votes([], needed: 2), "\(cluster.summary)")
    #expect(cluster.isSettled && cluster.complaints == "")
  }

  @Test(
    "seeds 137 and 146: where more nodes than wanted servers stand, those beyond them only join",
    arguments: [137, 146] as [UInt64])
  func moreThanWanted(seed: UInt64) throws {
    let scene = try play(
      ["pi-a", "pi-b", "pi-c", "pi-d", "pi-e"], servers: 3, seed: seed
    ) {
      if ["pi-d", "pi-e"].contains($0.host.firstLabel?.text) { $0.intent = .join }
    }
    var cluster = scene.cluster
    cluster.world.cut(
      [scene.nodes[0], scene.nodes[3]], [scene.nodes[1], scene.nodes[2], scene.nodes[4]])
    cluster.run(for: .seconds(60))
    #expect(cluster.founders(of: scene.scope).count <= 1, "\(cluster.summary)")
    cluster.world.heal()
    let end = cluster.run(within: .seconds(400)) { $0.isSettled }
    #expect(end != nil && cluster.complaints == "", "\(cluster.summary)")
  }

  @Test(
    "seed 85: of a leader that is ready the news under one type is enough, if those of the other were lost"
  )
  func newsOfOneType() throws {
    let election = AdvertSamples.bootstrap + ["elected=1", "term=3", "leader=pi0.local"]
    let services = try [(AdvertSamples.https, election), (AdvertSamples.k3s, AdvertSamples.server)]
      .map { try AdvertSamples.service(type: $0.0, text: $0.1) }
    for services in [services, services.reversed()] {
      let peers = try AdvertSamples.reading(services).peers
      #expect(peers.map(\.isReadyServer) == [true] && peers.map(\.advert.isElected) == [false])
    }
  }

  @Test(
    "seeds 85 and 181: a vote or a ready server is seen although all announcements of it were lost",
    arguments: [85, 181] as [UInt64])
  func lostAnnouncements(seed: UInt64) {
    #expect(ClusterTrial(seed: seed).complaints == "")
  }

  @Test("seed 1855: a lock that is wanted again while it is given back is asked for")
  func lockWantedAgain() {
    #expect(ClusterTrial(seed: 1_855).complaints == "")
  }
}
