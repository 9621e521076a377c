internal import DNSSDWire

/// A record on one link: heard from others, our own, or both.
struct CachedRecord: Equatable, Sendable {
  private(set) var record: ResourceRecord
  /// Where it came among the records of the link; what is told goes in this order.
  var order: UInt64 = 0
  private(set) var isOwn = false
  /// Nil for a record that is ours alone, and does not end by itself.
  var life: Life? {
    didSet { if let life, !isOwn { record = life.record } }
  }

  init(_ life: Life) {
    record = life.record
    self.life = life
  }

  init(own record: ResourceRecord) {
    self.record = record
    isOwn = true
  }

  /// Makes it our own, with our times and bits.
  mutating func appear(as record: ResourceRecord) {
    self.record = record
    isOwn = true
  }

  /// Leaves it to those it was heard from.
  mutating func disappear() {
    isOwn = false
    if let life { record = life.record }
  }

  /// The record as a known answer; nil for what is none (RFC 6762 §7.1).
  ///
  /// A shared one of our own is listed too: we do not answer ourselves, and others would take the
  /// silence for its end (RFC 6762 §10.5).
  func knownAnswer(at now: Instant) -> ResourceRecord? {
    guard isOwn else { return life?.knownAnswer(at: now) }
    return record.isCacheFlush ? nil : record
  }

  /// What is told of it.
  func answer(on linkIndex: Int) -> Answer {
    Answer(
      record: record, linkIndex: linkIndex, source: isOwn ? nil : life?.source,
      expiry: isOwn ? nil : life?.end.instant)
  }
}
