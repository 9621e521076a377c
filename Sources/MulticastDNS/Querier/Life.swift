internal import DNSSDWire

/// How long a record that was heard is believed, and what makes that shorter.
struct Life: Equatable, Sendable {
  /// When and why a record ends.
  struct End: Equatable {
    let instant: Instant
    let reason: RemovalReason
  }

  /// The record as it was sent last.
  let record: ResourceRecord
  /// Who sent it.
  let source: IPAddress
  /// When.
  let received: Instant
  /// How long it is believed.
  let length: Duration
  /// Whether only a reply to a one-shot question says so.
  let isHint: Bool
  /// What chance adds to each time of refreshing.
  let refreshExtra: Duration
  /// How many times of refreshing are behind.
  private(set) var refreshesPassed = 0
  /// A goodbye or a newer set.
  private(set) var departure: End?
  var doubt: Doubt?
  var silence = Silence()
  var watch = Watch()

  init(
    of record: ResourceRecord, from source: IPAddress, at now: Instant, isHint: Bool,
    longest: UInt32, random: inout RandomSource
  ) {
    let limit = isHint ? min(longest, Timing.legacyTimeToLive) : longest
    self.record = record
    self.source = source
    self.isHint = isHint
    received = now
    length = .seconds(Int64(min(record.timeToLive.seconds, limit)))
    refreshExtra = random.refreshExtra(ofLife: length)
  }

  /// The first of all ends that are in sight.
  var end: End {
    var end = End(instant: received + length, reason: .expired)
    for other in [departure, doubt?.end, silence.end] {
      if let other, other.instant < end.instant { end = other }
    }
    return end
  }

  var isLeaving: Bool { departure?.reason == .goodbye }

  /// Leaves it one more second, or what is left of its life if that is less (RFC 6762 §10.1, §10.2).
  mutating func depart(at now: Instant, because reason: RemovalReason) {
    let last = End(instant: now + Timing.lastSecond, reason: reason)
    if last.instant < end.instant { departure = last }
  }

  /// Whether it is as good as on the day it came, so that nobody needs to ask: not near its end, and
  /// not in doubt.
  func isFresh(at now: Instant) -> Bool {
    !isHint && departure == nil && doubt == nil && silence.end == nil
      && now < received + share(Timing.refreshPercents[0])
  }

  /// The record as a known answer; nil for what is none: unique, a hint, in doubt, or beyond half of
  /// its life (RFC 6762 §7.1).
  func knownAnswer(at now: Instant) -> ResourceRecord? {
    guard !isHint, !record.isCacheFlush, end.reason == .expired, doubt == nil else { return nil }
    let rest = end.instant.duration(since: now)
    let sent = Duration.seconds(Int64(record.timeToLive.seconds))
    guard rest * 100 >= sent * Timing.knownAnswerLifePercent else { return nil }
    let seconds = UInt32(clamping: rest.components.seconds)
    return record.with(timeToLive: TimeToLive(seconds: seconds), isCacheFlush: false)
  }

  private func share(_ percent: Int) -> Duration { length * percent / 100 }
}

/// Refreshing (RFC 6762 §5.2).
extension Life {
  /// A time at which the record is asked for again while somebody wants it.
  struct Refresh: Equatable {
    /// A question from here on serves, whoever asked it.
    let since: Instant
    /// From here on it may go along with other questions.
    let earliest: Instant
    let due: Instant
  }

  /// The next such time; nil when there is none left.
  var refresh: Refresh? {
    let percents = isHint ? Timing.hintRefreshPercents : Timing.refreshPercents
    guard departure == nil, refreshesPassed < percents.count else { return nil }
    let base = received + share(percents[refreshesPassed])
    guard isHint else { return Refresh(since: base, earliest: base, due: base + refreshExtra) }
    let previous = refreshesPassed == 0 ? 0 : percents[refreshesPassed - 1]
    return Refresh(since: received + share(previous), earliest: base, due: base)
  }

  /// Leaves behind every time of refreshing that a question at `now` serves, and what was missed.
  mutating func passRefreshes(to now: Instant) {
    while let refresh, refresh.earliest <= now { refreshesPassed += 1 }
  }
}

/// A record that somebody takes for stale: it is asked for, and must be heard (RFC 6762 §10.4).
struct Doubt: Equatable, Sendable {
  /// When it is asked for next; nil when that was often enough.
  private(set) var nextQuestion: Instant?
  private(set) var end: Life.End?
  private var asked = 0

  init(at now: Instant) {
    nextQuestion = now
  }

  mutating func ask(at now: Instant) {
    asked += 1
    nextQuestion = asked < Timing.reconfirmQueries ? now + Timing.reconfirmGap : nil
    end =
      end ?? Life.End(instant: now + Timing.reconfirmTimeout, reason: .reconfirmFailed)
  }
}

/// What others asked without an answer (RFC 6762 §10.5).
struct Silence: Equatable, Sendable {
  private(set) var end: Life.End?
  private var queries = 0

  mutating func goesOn(at now: Instant) {
    queries += 1
    guard queries == Timing.unansweredQueries else { return }
    end = Life.End(instant: now + Timing.unansweredTimeout, reason: .observedFailure)
  }
}

/// What is known of a record in a query that watches for life.
struct Watch: Equatable, Sendable {
  /// Whether it was asked for and has not been heard since.
  var isAwaited = false
  /// How many answers in a row did not come.
  var missed = 0
}
