import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

@Suite("Trials in bad weather")
struct TrialTests {
  @Test("no rule is broken, and all agree when faults stop", arguments: seeds)
  func trial(seed: UInt64) {
    #expect(Trial(seed: seed).world.complaints == "")
  }

  @Test("the kinds of faults all come about", arguments: FaultKind.allCases)
  func kind(_ kind: FaultKind) {
    let plan = TrialPlan(kinds: [kind], patience: .seconds(1))
    let calm = TrialPlan(kinds: [], patience: .seconds(1))
    let isFelt = (1...8).contains { seed in
      Trial(seed: seed, plan: plan).world.transcript.digest
        != Trial(seed: seed, plan: calm).world.transcript.digest
    }
    #expect(isFelt)
  }
}
