/// Slows probing down when there are too many conflicts (RFC 6762 §8.1).
struct ConflictPace: Equatable {
  /// The last conflicts, as many as slow probing down.
  private var conflicts: [Instant] = []
  private var isSlow = false

  mutating func note(at now: Instant) {
    if isOver(at: now) { isSlow = false }
    conflicts.append(now)
    if conflicts.count > Timing.conflictCount { conflicts.removeFirst() }
    guard conflicts.count == Timing.conflictCount else { return }
    if now.duration(since: conflicts[0]) <= Timing.conflictWindow { isSlow = true }
  }

  /// What each further attempt must wait.
  func pause(at now: Instant) -> Duration {
    isSlow && !isOver(at: now) ? Timing.conflictPause : .zero
  }

  /// Whether the last conflict is so long ago that the row has ended.
  private func isOver(at now: Instant) -> Bool {
    conflicts.last.map { now.duration(since: $0) > Timing.conflictWindow } ?? true
  }
}
