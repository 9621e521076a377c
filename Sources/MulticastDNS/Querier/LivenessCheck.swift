/// When the answers of a series are asked for again to see whether their owners still live.
///
/// An owner that is gone is found out after at most one interval and the time of all answers that may
/// be missed.
struct LivenessCheck: Equatable, Sendable {
  private(set) var interval: Duration
  private var next: Instant
  /// When the answers to the last check must be there; nil when none is awaited.
  private(set) var answersDue: Instant?

  init(interval: Duration, at now: Instant) {
    self.interval = max(interval, Timing.shortestLivenessInterval)
    next = now + self.interval
  }

  var due: Instant { answersDue ?? next }

  /// Whether a check may be made now, along with other questions.
  func mayAsk(at now: Instant) -> Bool {
    answersDue == nil && next - interval / Timing.livenessEarlyDivisor <= now
  }

  mutating func setInterval(_ interval: Duration, at now: Instant) {
    self.interval = max(interval, Timing.shortestLivenessInterval)
    next = min(next, now + self.interval)
  }

  /// Takes note of a check made now, or of one that was needless.
  mutating func checked(at now: Instant, awaitsAnswers: Bool) {
    next = now + interval
    answersDue = awaitsAnswers ? now + Timing.livenessAnswerTimeout : nil
  }

  /// Takes note of a repetition for the answers that are missing, or that none is.
  mutating func judged(at now: Instant, awaitsAnswers: Bool) {
    answersDue = awaitsAnswers ? now + Timing.livenessAnswerTimeout : nil
    next = max(next, now)
  }
}
