internal import MulticastDNS

/// Finds out that the host slept or that this process was stopped, so that packets were missed.
struct SleepWatch {
  private var last: Instant
  private var asleep: Duration
  private var wakeUp: Instant?

  /// A busy host may run a thread so late.
  static let tolerance: Duration = .seconds(5)

  init(at now: Instant, asleep: Duration) {
    last = now
    self.asleep = asleep
  }

  /// Says until when the thread waits; nil for ever.
  mutating func wait(until instant: Instant?) {
    wakeUp = instant
  }

  /// Whether there was more than a wait since the last turn: the thread comes far too late, or the host
  /// has slept meanwhile. `timeAsleep` is asked for after long waits only.
  mutating func wakes(at now: Instant, timeAsleep: () -> Duration) -> Bool {
    defer { last = now }
    guard now.duration(since: last) > Self.tolerance else { return false }
    let before = asleep
    asleep = timeAsleep()
    let isLate = wakeUp.map { now.duration(since: max($0, last)) > Self.tolerance } ?? false
    return isLate || asleep - before > Self.tolerance
  }
}
