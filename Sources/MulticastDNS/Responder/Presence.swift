internal import DNSSDWire

/// What is published of a registration on one link.
struct Presence: Equatable {
  let linkIndex: Int
  /// What others may know from us.
  var records: [PresentRecord] = []
  private(set) var bursts: [Burst] = []
  /// When something was announced, for so long as it counts (RFC 6762 §8.4).
  private var announcements: [Instant] = []

  init(linkIndex: Int) {
    self.linkIndex = linkIndex
  }

  /// Whether a record is in the zone for this registration.
  func shows(_ record: ResourceRecord) -> Bool {
    records.contains { $0.isInZone && $0.record == record }
  }

  /// Plans announcements of records from now on; earlier plans for the same sets end.
  mutating func announce(
    _ new: [ResourceRecord], _ cause: Burst.Cause, count: Int, at now: Instant
  ) {
    guard !new.isEmpty else { return }
    for place in bursts.indices {
      bursts[place].records.removeAll { old in
        new.contains { old.isCacheFlush ? $0.isOfSameSet(as: old) : $0.isSame(as: old) }
      }
    }
    bursts.removeAll { $0.records.isEmpty }
    bursts.append(Burst(records: new, cause: cause, remaining: count, next: now))
  }

  /// Plans one more announcement of the addresses of a name, unless there was one just now or will be
  /// soon (RFC 6762 §10.2).
  mutating func repeatAnnouncement(of name: DNSName, at now: Instant) {
    let soon = now + Timing.multicastGap
    let isRecent = announcements.last.map { $0 + Timing.multicastGap > now } ?? false
    guard !isRecent, !bursts.contains(where: { $0.next <= soon }) else { return }
    let addresses = records.filter { present in
      present.isInZone && present.record.name == name
        && [.a, .aaaa].contains(present.record.type)
    }
    guard !addresses.isEmpty else { return }
    bursts.append(
      Burst(records: addresses.map(\.record), cause: .claim, remaining: 1, next: now))
  }

  var nextDeadline: Deadline? {
    bursts.reduce(nil) {
      .earlier($0, Deadline(instant: dueTime(of: $1), reason: $1.cause.reason))
    }
  }

  /// Takes the records whose announcement is due.
  mutating func takeDue(at now: Instant) -> [ResourceRecord] {
    var due: [ResourceRecord] = []
    let places = bursts.indices.filter { dueTime(of: bursts[$0]) <= now }
    for place in places {
      due += bursts[place].records
      bursts[place].step(at: now)
    }
    guard !places.isEmpty else { return [] }
    bursts.removeAll { $0.remaining == 0 }
    announcements.append(now)
    if announcements.count > Timing.freeUpdateCount { announcements.removeFirst() }
    return due
  }

  /// Updates that come often are announced with room between them: at most ten announcements fall
  /// into a minute then, and the last state is among them soon (RFC 6762 §8.4).
  private func dueTime(of burst: Burst) -> Instant {
    guard burst.cause == .update, announcements.count == Timing.freeUpdateCount,
      let first = announcements.first, let last = announcements.last
    else { return burst.next }
    return max(
      burst.next, min(first + Timing.updateWindow, last + Timing.hurriedUpdateGap))
  }
}

/// A record that others may know from us on a link.
struct PresentRecord: Equatable {
  let record: ResourceRecord
  let ownership: Ownership
  /// False while the name is being probed for again: others may still know the record.
  var isInZone: Bool
}

/// The announcements that follow one cause (RFC 6762 §8.3).
struct Burst: Equatable {
  enum Cause: Equatable {
    case claim, update

    var reason: Deadline.Reason { self == .claim ? .announcement : .update }
  }

  var records: [ResourceRecord]
  let cause: Cause
  var remaining: Int
  var next: Instant
  private var gap = Timing.firstAnnouncementGap

  init(records: [ResourceRecord], cause: Cause, remaining: Int, next: Instant) {
    self.records = records
    self.cause = cause
    self.remaining = remaining
    self.next = next
  }

  mutating func step(at now: Instant) {
    remaining -= 1
    next = now + gap
    gap *= 2
  }
}
