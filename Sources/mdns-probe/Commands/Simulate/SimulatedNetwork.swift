internal import MulticastDNSSimulator

/// A crowd of hosts, how long it is watched, and what befalls it.
struct SimulatedNetwork {
  let crowd: Crowd
  let seed: UInt64
  let duration: Duration
  /// 0...1.
  let loss: Double
  let kinds: Set<FaultKind>

  /// What came of it.
  struct Run {
    let world: World
    /// From the beginning, or from the end of the faults, until all agreed; nil when they did not.
    let agreement: Duration?

    var isSuccess: Bool { agreement != nil && world.violations.isEmpty }
  }

  func run(keeping extent: MulticastDNSSimulator.Transcript.Extent) throws(CommandFailure) -> Run {
    var world: World
    do throws(ScenarioError) {
      world = try crowd.world(seed: seed, keeping: extent)
    } catch {
      throw .simulation(error)
    }
    if loss > 0 { world.inflict(.weather(Weather(loss: loss))) }
    if !kinds.isEmpty {
      let hosts = world.hostIDs.map { (id: $0, cardCount: 1) }
      world.schedule(.drawn(from: seed, kinds: kinds, for: hosts, until: duration / 2))
      world.run(for: duration / 2)
    } else {
      // Before all have started there is nothing to agree on.
      world.run(for: min(crowd.startingWithin, duration))
    }
    let before = kinds.isEmpty ? world.elapsed : .zero
    let agreement = world.runUntilAgreed(within: duration - world.elapsed)
    world.run(until: duration)
    return Run(world: world, agreement: agreement.map { $0 + before })
  }
}
