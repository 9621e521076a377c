internal import MulticastDNS

/// What a trial is made of.
public struct TrialPlan: Hashable, Sendable {
  /// How many hosts there are; which of them is drawn.
  public var hosts: ClosedRange<Int>
  /// Which faults may come; which of them do is drawn.
  public var kinds: Set<FaultKind>
  /// How long faults go on; drawn.
  public var turmoil: ClosedRange<Duration>
  /// How long hosts then have to agree: the longest a lost goodbye is felt, and a doubling gap between
  /// two questions.
  public var patience: Duration
  /// How long hosts have to go on agreeing before the trial is over.
  public var calm: Duration

  /// Two to five hosts, all kinds of faults, for 5 to 20 seconds.
  public init(
    hosts: ClosedRange<Int> = 2...5, kinds: Set<FaultKind> = Set(FaultKind.allCases),
    turmoil: ClosedRange<Duration> = .seconds(5)...(.seconds(20)),
    patience: Duration = .seconds(160), calm: Duration = .seconds(10)
  ) {
    self.hosts = hosts
    self.kinds = kinds
    self.turmoil = turmoil
    self.patience = patience
    self.calm = calm
  }
}

/// A small world drawn from a seed, with faults that stop, and a verdict.
public struct Trial: Sendable {
  /// The world as it is when the trial is over.
  public let world: World
  /// How long faults went on.
  public let turmoil: Duration

  /// Plays the trial of a seed.
  public init(
    seed: UInt64, plan: TrialPlan = TrialPlan(), keeping extent: Transcript.Extent = .last(200)
  ) {
    var drawing = TrialDrawing(seed: seed, plan: plan, keeping: extent)
    drawing.populate()
    drawing.trouble()
    drawing.world.run(for: drawing.turmoil + .milliseconds(1))
    drawing.world.expectAgreement(within: plan.patience, lasting: plan.calm)
    world = drawing.world
    turmoil = drawing.turmoil
  }

  /// Whether no rule was broken.
  public var isPassed: Bool { world.violations.isEmpty }
}
