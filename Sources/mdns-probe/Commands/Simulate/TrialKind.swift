internal import ClusterSimulator
internal import MulticastDNSSimulator

/// What is played in a series of trials.
enum TrialKind {
  case hosts(TrialPlan)
  case clusters(ClusterTrialPlan)

  /// A trial that is over.
  struct Played {
    let world: World
    /// What went wrong; nil when nothing did.
    let complaint: String?
  }

  func play(seed: UInt64, keeping extent: MulticastDNSSimulator.Transcript.Extent) -> Played {
    switch self {
    case .hosts(let plan):
      let trial = Trial(seed: seed, plan: plan, keeping: extent)
      return Played(world: trial.world, complaint: trial.world.violations.first?.description)
    case .clusters(let plan):
      let trial = ClusterTrial(seed: seed, plan: plan, keeping: extent)
      return Played(
        world: trial.cluster.world, complaint: trial.isPassed ? nil : trial.complaints)
    }
  }

  /// How the command is told to play this kind.
  var options: String {
    switch self {
    case .hosts: ""
    case .clusters: "--clusters "
    }
  }
}
