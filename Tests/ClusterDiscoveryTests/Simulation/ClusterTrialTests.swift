import ClusterDiscovery
import ClusterSimulator
import MulticastDNSSimulator
import Testing

@Suite("Clusters in bad weather")
struct ClusterTrialTests {
  @Test(
    "of all nodes that reach each other one forms each cluster, and all others find their place",
    arguments: clusterSeeds)
  func trial(seed: UInt64) {
    #expect(ClusterTrial(seed: seed, plan: clusterTrialPlan).complaints == "")
  }

  @Test("the kinds of faults all come about", arguments: FaultKind.allCases)
  func kind(_ kind: FaultKind) {
    guard ClusterTrialPlan.everyKind.contains(kind) else { return }
    var plan = ClusterTrialPlan(
      nodes: 3...3, strangers: 0...0, turmoil: .seconds(5)...(.seconds(8)))
    plan.patience = .zero
    var calm = plan
    plan.kinds = [kind]
    calm.kinds = []
    var isFelt = false
    for seed in 1...20 as ClosedRange<UInt64> where !isFelt {
      isFelt = digest(of: seed, plan) != digest(of: seed, calm)
    }
    #expect(isFelt)
  }

  @Test("the same seed gives the same transcript, and another seed another")
  func repeated() {
    var plan = ClusterTrialPlan.brief
    plan.patience = .seconds(5)
    let first = digest(of: 1, plan)
    #expect(first == digest(of: 1, plan))
    #expect(first != digest(of: 2, plan))
  }

  private func digest(of seed: UInt64, _ plan: ClusterTrialPlan) -> UInt64 {
    ClusterTrial(seed: seed, plan: plan).cluster.world.transcript.digest
  }
}
