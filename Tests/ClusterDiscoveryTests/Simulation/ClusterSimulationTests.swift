import DNSSDWire
import MulticastDNS
import MulticastDNSSimulator
import Testing

@testable import ClusterDiscovery

@Suite("Clusters on a simulated network")
struct ClusterSimulationTests {
  @Test("three nodes started together form one cluster within six seconds", arguments: 1...4)
  func together(seed: UInt64) throws {
    var cluster = ClusterWorld(seed: seed)
    let scope = try ClusterWorld.scope()
    let nodes = try ["pi-a", "pi-b", "pi-c"].map { try cluster.add($0, scope, servers: 3) }
    let time = cluster.run(within: .seconds(10)) { cluster in
      nodes.allSatisfy { cluster.verdict($0) != nil } && !cluster.founders(of: scope).isEmpty
    }
    #expect(try #require(time) <= .seconds(6))
    #expect(cluster.founders(of: scope) == [nodes[0]])
    let served = cluster.run(within: .seconds(40)) { $0.state(nodes[0]) == .serving }
    let found = cluster.run(within: .seconds(10)) { cluster in
      nodes.dropFirst().allSatisfy { [.joining, .serving].contains(cluster.state($0)) }
    }
    #expect(try #require(found) - #require(served) <= .seconds(1))
    let end = cluster.run(within: .seconds(120)) { cluster in
      nodes.allSatisfy { cluster.state($0) == .serving }
    }
    #expect(end != nil, "\(cluster.summary)")
    #expect(cluster.complaints == "")
  }

  @Test("in bad weather no two nodes form a cluster, and all find their place", arguments: 1...12)
  func trial(seed: UInt64) throws {
    let trial = try ClusterTrial(seed: seed)
    #expect(trial.complaints == "")
  }
}
