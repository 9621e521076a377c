internal import DNSSDWire

/// Records of ours that were announced. They may come back, from a reflector or a second card on the
/// same LAN, until some time after they were ours, and are then no other host's. What was only proposed
/// in probes is not among them: of hosts that are copies of each other all propose the same, and the
/// one that announces it has it.
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

  /// Counts the time from now on for a record that was announced.
  mutating func renew(_ record: ResourceRecord, at now: Instant) {
    let identity = RecordIdentity(record)
    if times[identity] != nil { times[identity] = now }
  }

  func contains(_ record: ResourceRecord, at now: Instant) -> Bool {
    guard let time = times[RecordIdentity(record)] else { return false }
    return now.duration(since: time) <= Timing.echoMemory
  }
}
