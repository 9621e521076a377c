import ClusterDiscovery
import ClusterSimulator
import DNSSDWire
import MulticastDNSSimulator
import Testing

@Suite("Clusters on a simulated network")
struct ClusterSimulationTests {
  @Test(
    "three nodes started together form one cluster within six seconds",
    arguments: clusterSeeds.prefix(4))
  func together(seed: UInt64) throws {
    var cluster = ClusterWorld(seed: seed)
    let scope = try ClusterScope.sugar()
    let work = Duration.seconds(3 + Int64(seed % 8))
    let nodes = try ["pi-a", "pi-b", "pi-c"].map {
      try cluster.add($0, scope, servers: 3, work: work)
    }
    let time = cluster.run(within: .seconds(10)) { cluster in
      nodes.allSatisfy { cluster.verdict($0) != nil } && !cluster.founders(of: scope).isEmpty
    }
    #expect(try #require(time) <= .seconds(6))
    #expect(cluster.founders(of: scope) == [nodes[0]])
    let served = cluster.run(within: .seconds(40)) { $0.state(nodes[0]) == .serving }
    let found = cluster.run(within: .seconds(30)) { cluster in
      nodes.dropFirst().allSatisfy { [.joining, .serving].contains(cluster.state($0)) }
    }
    #expect(try #require(found) - #require(served) <= .seconds(1))
    let end = cluster.run(within: .seconds(120)) { $0.allServe(nodes) }
    #expect(end != nil, "\(cluster.summary)")
    #expect(cluster.complaints == "")
  }

  @Test("a leader that is killed before it serves has a successor")
  func killedLeader() throws {
    var cluster = ClusterWorld(seed: 5)
    let scope = try ClusterScope.sugar()
    let nodes = try ["pi-a", "pi-b", "pi-c"].map { try cluster.add($0, scope, servers: 3) }
    let first = cluster.run(within: .seconds(10)) { $0.founders(of: scope) == [nodes[0]] }
    #expect(first != nil)
    cluster.world.kill(nodes[0])
    let second = cluster.run(within: .seconds(45)) { $0.founders(of: scope) == [nodes[1]] }
    #expect(second != nil, "\(cluster.summary)")
    let end = cluster.run(within: .seconds(120)) { $0.allServe(nodes.dropFirst()) }
    #expect(end != nil && cluster.complaints == "", "\(cluster.summary)")
  }

  @Test("a ready server is joined at once, and others on the network are left alone")
  func others() throws {
    var cluster = ClusterWorld(seed: 6)
    let (dev, prod) = (try ClusterScope.sugar(), try ClusterScope.sugar("prod"))
    let server = try cluster.add("dev-1", dev, work: .seconds(1))
    let other = try cluster.add("prod-1", prod, work: .seconds(1))
    let served = cluster.run(within: .seconds(10)) {
      $0.state(server) == .serving && $0.state(other) == .serving
    }
    #expect(served != nil && cluster.founders(of: prod) == [other])
    let start = cluster.world.elapsed
    let late = try cluster.add("dev-2", dev)
    let joined = cluster.run(within: .seconds(5)) { $0.state(late) == .joining }
    #expect(try #require(joined) - start <= .seconds(1))
    guard case .join(let peer, as: .agent)? = cluster.verdict(late) else {
      Issue.record("\(cluster.summary)")
      return
    }
    #expect(peer.advert.host == (try DNSName("dev-1.local.")) && cluster.complaints == "")
  }

  @Test("where no packet flows nothing is formed")
  func noTraffic() throws {
    var cluster = ClusterWorld(seed: 7)
    let node = try cluster.add("pi-a", try ClusterScope.sugar()) { $0.discoveryAttempts = 3 }
    cluster.world.inflict(.linkDown(node, card: 0))
    cluster.run(for: .milliseconds(5_900))
    #expect(cluster.state(node) == .discovering)
    cluster.run(for: .milliseconds(300))
    #expect(cluster.verdict(node) == .refuse(.noMulticast))
  }

  @Test("of two hosts with one name one takes part, and the other says who has the name")
  func clones() throws {
    var cluster = ClusterWorld(seed: 8)
    let scope = try ClusterScope.sugar()
    let mac = "0242ac110002"
    let nodes = try ["one", "two"].map {
      try cluster.add($0, scope, host: "raspberrypi", work: .seconds(1)) { $0.nodeID = mac }
    }
    cluster.run(for: .seconds(30))
    let refused = nodes.filter { node in
      if case .refuse(.hostNameTaken)? = cluster.verdict(node) { true } else { false }
    }
    #expect(refused.count == 1 && cluster.founders(of: scope).count == 1, "\(cluster.summary)")
    #expect(cluster.complaints == "")
  }
}
