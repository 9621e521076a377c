import MulticastDNS
import MulticastDNSSimulator
import Testing

@Suite("Trials in bad weather")
struct TrialTests {
  @Test("no rule is broken, and all agree when faults stop", arguments: seeds)
  func trial(seed: UInt64) {
    let trial = Trial(seed: seed)
    #expect(trial.isPassed, "\(trial.world.violations.first.map { "\($0)" } ?? "")")
  }
}
