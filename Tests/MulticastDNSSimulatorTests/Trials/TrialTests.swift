import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

@Suite("Trials in bad weather")
struct TrialTests {
  /// Code that is not optimised takes twenty times as long.
  private static var plan: TrialPlan {
    #if DEBUG
      .brief
    #else
      TrialPlan()
    #endif
  }

  @Test("no rule is broken, and all agree when faults stop", arguments: seeds)
  func trial(seed: UInt64) {
    #expect(Trial(seed: seed, plan: Self.plan).world.complaints == "")
  }

  @Test("the kinds of faults all come about", arguments: FaultKind.allCases)
  func kind(_ kind: FaultKind) {
    let plan = TrialPlan(kinds: [kind], patience: .seconds(1))
    let calm = TrialPlan(kinds: [], patience: .seconds(1))
    let isFelt = (1...20).contains { seed in
      Trial(seed: seed, plan: plan).world.transcript.digest
        != Trial(seed: seed, plan: calm).world.transcript.digest
    }
    #expect(isFelt)
  }
}
