public import MulticastDNSSimulator

/// What a trial of clusters is made of.
public struct ClusterTrialPlan: Hashable, Sendable {
  /// How many nodes one cluster has; which of them is drawn.
  public var nodes: ClosedRange<Int>
  /// How many nodes on the same link are of another cluster or environment; drawn.
  public var strangers: ClosedRange<Int>
  /// Which faults may come; which of them do is drawn.
  public var kinds: Set<FaultKind>
  /// How long faults go on; drawn.
  public var turmoil: ClosedRange<Duration>
  /// How long after the verdict of a node its API is ready; drawn.
  public var work: ClosedRange<Duration>
  /// After what silence a node counts as gone.
  public var reelection: Duration
  /// How long nodes then have to become clusters: the silence of a dead leader, twice, an election, and
  /// some turns of joining.
  public var patience: Duration

  /// The kinds of faults that clusters are promised to survive.
  public static var everyKind: Set<FaultKind> {
    [.loss, .duplication, .jitter, .straggling, .kill, .addresses, .clock, .partition, .flap]
  }

  /// Two to seven nodes, up to three strangers, faults for 10 to 40 seconds, and the timing of the
  /// documents.
  public init(
    nodes: ClosedRange<Int> = 2...7, strangers: ClosedRange<Int> = 0...3,
    kinds: Set<FaultKind> = everyKind,
    turmoil: ClosedRange<Duration> = .seconds(10)...(.seconds(40)),
    work: ClosedRange<Duration> = .seconds(3)...(.seconds(10)),
    reelection: Duration = .seconds(30), patience: Duration = .seconds(400)
  ) {
    self.nodes = nodes
    self.strangers = strangers
    self.kinds = kinds
    self.turmoil = turmoil
    self.work = work
    self.reelection = reelection
    self.patience = patience
  }

  /// Two to four nodes, one stranger at most, faults for 3 to 10 seconds, and nodes that work faster and
  /// lose patience sooner: for code that is not optimised.
  public static var brief: ClusterTrialPlan {
    ClusterTrialPlan(
      nodes: 2...4, strangers: 0...1, turmoil: .seconds(3)...(.seconds(10)),
      work: .seconds(1)...(.seconds(3)), reelection: .seconds(8))
  }
}
