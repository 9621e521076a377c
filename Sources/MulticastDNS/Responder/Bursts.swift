internal import DNSSDWire

/// The announcements of one registration on one link that follow one cause (RFC 6762 §8.3).
struct Burst: Equatable {
  enum Cause: Equatable {
    case claim, update

    var reason: Deadline.Reason { self == .claim ? .announcement : .update }
  }

  let registration: RegistrationID
  let linkIndex: Int
  var records: [ResourceRecord]
  let cause: Cause
  var remaining: Int
  var next: Instant
  private var gap = Timing.firstAnnouncementGap

  init(
    _ records: [ResourceRecord], of registration: RegistrationID, on linkIndex: Int,
    because cause: Cause, count: Int, at now: Instant
  ) {
    self.registration = registration
    self.linkIndex = linkIndex
    self.records = records
    self.cause = cause
    remaining = count
    next = now
  }

  mutating func step(at now: Instant) {
    remaining -= 1
    next = now + gap
    gap *= 2
  }

  func concerns(_ registration: RegistrationID, _ linkIndex: Int) -> Bool {
    self.registration == registration && self.linkIndex == linkIndex
  }
}

/// All announcements that are still to be made, in the order of their causes.
struct Bursts: Equatable {
  private var bursts: [Burst] = []

  var nextDeadline: Deadline? {
    bursts.reduce(nil) { .earlier($0, Deadline(instant: $1.next, reason: $1.cause.reason)) }
  }

  /// Adds a burst; earlier ones of the same sets end.
  mutating func insert(_ new: Burst) {
    guard !new.records.isEmpty else { return }
    drop(of: new.registration, on: new.linkIndex) { old in
      new.records.contains { old.isCacheFlush ? $0.isOfSameSet(as: old) : $0.isSame(as: old) }
    }
    bursts.append(new)
  }

  /// Adds one more announcement, unless one of the registration comes until then anyway.
  mutating func insert(_ new: Burst, unlessDueBy instant: Instant) {
    let isDue = bursts.contains {
      $0.concerns(new.registration, new.linkIndex) && $0.next <= instant
    }
    if !isDue, !new.records.isEmpty { bursts.append(new) }
  }

  /// Announces records no more.
  mutating func drop(
    of registration: RegistrationID, on linkIndex: Int, where isGone: (ResourceRecord) -> Bool
  ) {
    for place in bursts.indices where bursts[place].concerns(registration, linkIndex) {
      bursts[place].records.removeAll(where: isGone)
    }
    bursts.removeAll { $0.records.isEmpty }
  }

  mutating func leave(_ linkIndex: Int) {
    bursts.removeAll { $0.linkIndex == linkIndex }
  }

  /// Takes what is due. `allowed` says when a burst may go on at the soonest.
  mutating func takeDue(at now: Instant, allowed: (Burst) -> Instant) -> [Burst] {
    var due: [Burst] = []
    for place in bursts.indices where bursts[place].next <= now {
      let moment = allowed(bursts[place])
      guard moment <= now else {
        bursts[place].next = moment
        continue
      }
      due.append(bursts[place])
      bursts[place].step(at: now)
    }
    if !due.isEmpty { bursts.removeAll { $0.remaining == 0 } }
    return due
  }
}
