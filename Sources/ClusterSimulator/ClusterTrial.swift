public import MulticastDNSSimulator

/// Nodes of clusters drawn from a seed, with faults that stop, and a verdict.
public struct ClusterTrial: Sendable {
  /// The clusters as they are when the trial is over.
  public let cluster: ClusterWorld
  /// How long faults went on.
  public let turmoil: Duration
  private let errors: [String]

  /// Plays the trial of a seed.
  public init(
    seed: UInt64, plan: ClusterTrialPlan = ClusterTrialPlan(),
    keeping extent: Transcript.Extent = .last(200)
  ) {
    var drawing = ClusterDrawing(seed: seed, plan: plan, keeping: extent)
    drawing.populate()
    drawing.trouble()
    drawing.cluster.run(for: drawing.turmoil + .milliseconds(1))
    _ = drawing.cluster.run(within: plan.patience) { $0.isSettled }
    cluster = drawing.cluster
    turmoil = drawing.turmoil
    errors = drawing.errors
  }

  /// Whether nothing went wrong.
  public var isPassed: Bool {
    errors.isEmpty && cluster.isSettled && cluster.faults.isEmpty
      && cluster.world.violations.isEmpty
  }

  /// What went wrong, in one text; empty when nothing did.
  public var complaints: String {
    guard !isPassed else { return "" }
    let state = cluster.isSettled ? "settled" : "not settled"
    let lines =
      errors + [cluster.complaints, "seed \(cluster.world.seed), \(state) at the end:"]
      + [cluster.summary] + cluster.stories
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
