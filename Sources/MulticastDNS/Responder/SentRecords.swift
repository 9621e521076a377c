internal import DNSSDWire

/// Records that were ours until lately. They may come back, from a reflector or a second card on the
/// same LAN, and are then no other host's.
struct SentRecords: Equatable {
  private var times: [RecordIdentity: Instant] = [:]
  private var ring: [RecordIdentity] = []
  private var oldest = 0

  mutating func insert(_ record: ResourceRecord, at now: Instant) {
    let identity = RecordIdentity(record)
    guard times.updateValue(now, forKey: identity) == nil else { return }
    if ring.count < Limits.sentRecords {
      ring.append(identity)
    } else {
      times[ring[oldest]] = nil
      ring[oldest] = identity
      oldest = (oldest + 1) % ring.count
    }
  }

  func contains(_ record: ResourceRecord, at now: Instant) -> Bool {
    guard let time = times[RecordIdentity(record)] else { return false }
    return now.duration(since: time) <= Timing.echoMemory
  }
}
