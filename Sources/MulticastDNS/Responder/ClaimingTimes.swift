/// Since when registrations have been claiming names without a break (RFC 6762 §9).
struct ClaimingTimes: Equatable {
  private struct Attempt: Equatable {
    let registration: RegistrationID
    let since: Instant
    /// Whether it was told that it takes too long.
    var isTold = false
  }

  private var attempts: [Attempt] = []

  var nextDeadline: Deadline? {
    let earliest = attempts.lazy.filter { !$0.isTold }.map(\.since).min()
    return earliest.map {
      Deadline(instant: $0 + Timing.probingComplaint, reason: .probingEnd)
    }
  }

  mutating func begin(_ registration: RegistrationID, at now: Instant) {
    guard !attempts.contains(where: { $0.registration == registration }) else { return }
    attempts.append(Attempt(registration: registration, since: now))
  }

  mutating func end(_ registration: RegistrationID) {
    attempts.removeAll { $0.registration == registration }
  }

  /// Takes the registrations for which it takes too long, each once.
  mutating func takeDue(at now: Instant) -> [RegistrationID] {
    var due: [RegistrationID] = []
    for place in attempts.indices
    where !attempts[place].isTold && attempts[place].since + Timing.probingComplaint <= now {
      attempts[place].isTold = true
      due.append(attempts[place].registration)
    }
    return due
  }
}
