internal import MulticastDNS

/// Tries on copies of an engine what must make no difference.
struct EngineRehearsal {
  private let engine: MulticastDNSEngine

  init(of engine: MulticastDNSEngine) {
    self.engine = engine
  }

  /// What a call at the same moment, or one before the deadline, changes; nil when nothing.
  func finding(at now: Instant) -> Finding? {
    var once = engine
    once.advance(to: now)
    guard once.nextOutput() == nil else {
      return Finding(.idleCalls, "a call before the deadline gives an output")
    }
    var twice = once
    twice.advance(to: now)
    guard twice == once else {
      return Finding(.idleCalls, "a second call at the same moment changes the engine")
    }
    guard let deadline = engine.nextDeadline, deadline.instant > now else { return nil }
    var early = engine
    early.advance(to: now + deadline.instant.duration(since: now) / 2)
    guard early.nextOutput() == nil else {
      return Finding(.idleCalls, "a call before the deadline (\(deadline.reason)) gives an output")
    }
    guard early.nextDeadline == deadline else {
      return Finding(.idleCalls, "a call before the deadline (\(deadline.reason)) changes it")
    }
    return nil
  }
}
