internal import MulticastDNS

/// What a trial is made of.
public struct TrialPlan: Hashable, Sendable {
  /// How many hosts there are; which of them is drawn.
  public var hosts: ClosedRange<Int>
  /// Which faults may come; which of them do is drawn.
  public var kinds: Set<FaultKind>
  /// How long faults go on; drawn.
  public var turmoil: ClosedRange<Duration>
  /// The times to live of what hosts publish, in seconds; drawn.
  public var lives: ClosedRange<Int>
  /// How long hosts then have to agree: the longest a lost goodbye is felt, and a doubling gap between
  /// two questions.
  public var patience: Duration
  /// How long hosts have to go on agreeing before a trial is over sooner.
  public var calm: Duration

  /// Two to six hosts, all kinds of faults, for 10 to 40 seconds; then all of 160 seconds are waited for.
  public init(
    hosts: ClosedRange<Int> = 2...6, kinds: Set<FaultKind> = Set(FaultKind.allCases),
    turmoil: ClosedRange<Duration> = .seconds(10)...(.seconds(40)),
    lives: ClosedRange<Int> = 10...90,
    patience: Duration = .seconds(160), calm: Duration = .seconds(160)
  ) {
    self.hosts = hosts
    self.kinds = kinds
    self.turmoil = turmoil
    self.lives = lives
    self.patience = patience
    self.calm = calm
  }

  /// Two to five hosts, 5 to 20 seconds of faults, and an end when hosts have agreed for 10 seconds: a
  /// quarter of the work.
  public static var brief: TrialPlan {
    TrialPlan(
      hosts: 2...5, turmoil: .seconds(5)...(.seconds(20)), lives: 10...45, calm: .seconds(10))
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
