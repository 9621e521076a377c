internal import DNSSDWire

/// When each record was multicast last on one link (RFC 6762 §5.4, §6).
struct MulticastHistory: Equatable {
  private struct Multicast: Equatable {
    let moment: Instant
    /// How long a copy is fresh in the caches of others.
    let freshness: Duration
  }

  private var multicasts: [RecordIdentity: Multicast] = [:]
  /// So many records make it worth looking for those of no more interest.
  private var sweepCount = 64

  /// When the record may be multicast again, if that must be `gap` after the last time; nil when it
  /// may be now.
  func earliest(_ record: ResourceRecord, after gap: Duration, at now: Instant) -> Instant? {
    guard let last = multicasts[RecordIdentity(record)], last.moment + gap > now else { return nil }
    return last.moment + gap
  }

  /// Whether the record was multicast within a quarter of its life (RFC 6762 §5.4).
  func isFresh(_ record: ResourceRecord, at now: Instant) -> Bool {
    guard let last = multicasts[RecordIdentity(record)] else { return false }
    return now <= last.moment + last.freshness && last.freshness > .zero
  }

  mutating func note(_ record: ResourceRecord, at now: Instant) {
    multicasts[RecordIdentity(record)] = Multicast(
      moment: now,
      freshness: .seconds(Int64(record.timeToLive.seconds)) / Timing.recentMulticastDivisor)
    guard multicasts.count > sweepCount else { return }
    sweep(at: now)
    sweepCount = max(64, 2 * multicasts.count)
  }

  /// Takes note that others have forgotten a record; when it was multicast counts all the same.
  mutating func forgetFreshness(of record: ResourceRecord) {
    let key = RecordIdentity(record)
    guard let last = multicasts[key] else { return }
    multicasts[key] = Multicast(moment: last.moment, freshness: .zero)
  }

  /// The same for all records, and forgets those that may be multicast again.
  mutating func forgetFreshness(at now: Instant) {
    multicasts = multicasts.mapValues { Multicast(moment: $0.moment, freshness: .zero) }
    sweep(at: now)
  }

  var isEmpty: Bool { multicasts.isEmpty }

  private mutating func sweep(at now: Instant) {
    multicasts = multicasts.filter { _, last in
      now < last.moment + max(Timing.multicastGap, last.freshness)
    }
  }
}
