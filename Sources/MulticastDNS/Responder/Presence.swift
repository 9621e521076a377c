internal import DNSSDWire

/// What is published of a registration on one link.
struct Presence: Equatable {
  let linkIndex: Int
  /// What others may know from us.
  var records: [PresentRecord] = []
  /// When something was announced last, so often as counts (RFC 6762 §8.4).
  private var announcements: [Instant] = []

  init(linkIndex: Int) {
    self.linkIndex = linkIndex
  }

  /// Whether a record is in the zone for this registration.
  func shows(_ record: ResourceRecord) -> Bool {
    records.contains { $0.isInZone && $0.record == record }
  }

  mutating func noteAnnouncement(at now: Instant) {
    guard announcements.last != now else { return }
    announcements.append(now)
    if announcements.count > Timing.freeUpdateCount { announcements.removeFirst() }
  }

  /// Whether something was announced less than a second ago (RFC 6762 §6).
  func wasAnnounced(justBefore now: Instant) -> Bool {
    announcements.last.map { $0 + Timing.multicastGap > now } ?? false
  }

  /// When an update may be announced. Those that come often are announced with room between them: at
  /// most ten announcements fall into a minute then, and the last state is among them soon
  /// (RFC 6762 §8.4).
  var nextUpdate: Instant {
    guard announcements.count == Timing.freeUpdateCount, let first = announcements.first,
      let last = announcements.last
    else { return Instant(nanoseconds: 0) }
    return min(first + Timing.updateWindow, last + Timing.hurriedUpdateGap)
  }
}

/// A record that others may know from us on a link.
struct PresentRecord: Equatable {
  let record: ResourceRecord
  let ownership: Ownership
  /// False while the name is being probed for again: others may still know the record.
  var isInZone: Bool
}
