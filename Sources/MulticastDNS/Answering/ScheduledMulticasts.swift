internal import DNSSDWire

/// Records waiting to be multicast on one link, each once, in batches that were asked for together.
struct ScheduledMulticasts: Equatable {
  /// Why records are multicast.
  enum Cause: Equatable {
    case answer
    /// An answer to a probe for a name that is ours.
    case defence
    /// Unasked.
    case announcement
    /// Unasked as well, for a record that is no more (RFC 6762 §10.1).
    case goodbye

    /// How long after the last multicast of a record it may be (RFC 6762 §6).
    var gap: Duration {
      switch self {
      case .answer, .announcement: Timing.multicastGap
      case .defence: Timing.probeDefenceGap
      case .goodbye: .zero
      }
    }

    /// Whether the records wait until they may be multicast, and are not given up.
    var isOwed: Bool { self != .answer }
  }

  private struct Batch: Equatable {
    let number: Int
    let wait: Wait
    let cause: Cause
    let records: [ResourceRecord]
    /// How many of the records are still to be sent with this batch.
    var count = 0

    /// Whether a record of both goes with this batch, the newer: what is owed comes before what is
    /// not, then the news of its end or its return, and then the sooner.
    func outranks(_ other: Batch) -> Bool {
      guard cause.isOwed == other.cause.isOwed else { return cause.isOwed }
      if cause == .goodbye || other.cause == .goodbye { return true }
      return wait.latest < other.wait.latest
    }
  }

  private var batches: [Batch] = []
  /// The number of the batch with which each record goes.
  private var places: [RecordIdentity: Int] = [:]
  private var lastNumber = 0

  /// How many records wait.
  var count: Int { places.count }

  /// Whether nothing waits.
  var isEmpty: Bool { batches.isEmpty }

  /// When the batches are due.
  func forEachWait(_ body: (Wait) -> Void) {
    for batch in batches { body(batch.wait) }
  }

  /// Adds records; one that waits already goes by the more urgent of its two batches.
  mutating func add(_ records: [ResourceRecord], _ wait: Wait, because cause: Cause) {
    lastNumber += 1
    var batch = Batch(number: lastNumber, wait: wait, cause: cause, records: records)
    for record in records {
      let key = RecordIdentity(record)
      if let number = places[key] {
        guard let other = place(of: number), batch.outranks(batches[other]) else { continue }
        leave(other)
      }
      places[key] = batch.number
      batch.count += 1
    }
    if batch.count > 0 { batches.append(batch) }
  }

  /// Takes a record away that is an answer only; false when there was none.
  mutating func removeAnswer(_ record: ResourceRecord) -> Bool {
    let key = RecordIdentity(record)
    guard let number = places[key], let place = place(of: number), !batches[place].cause.isOwed
    else { return false }
    places[key] = nil
    leave(place)
    return true
  }

  /// Takes all records that are due, in the order in which they were added.
  mutating func takeDue(at now: Instant) -> [DueRecord] {
    var due: [DueRecord] = []
    for batch in batches where batch.wait.due <= now {
      for record in batch.records {
        let key = RecordIdentity(record)
        guard places[key] == batch.number else { continue }
        places[key] = nil
        due.append(DueRecord(record: record, cause: batch.cause, batch: batch.number))
      }
    }
    batches.removeAll { $0.wait.due <= now }
    return due
  }

  /// One record of a batch goes out otherwise, or not at all.
  private mutating func leave(_ place: Int) {
    batches[place].count -= 1
    if batches[place].count == 0 { batches.remove(at: place) }
  }

  private func place(of number: Int) -> Int? {
    batches.firstIndex { $0.number == number }
  }
}

/// A record whose time has come.
struct DueRecord: Equatable {
  let record: ResourceRecord
  let cause: ScheduledMulticasts.Cause
  /// Records of equal numbers were asked for together.
  let batch: Int
}

/// How long something waits to be sent.
struct Wait: Equatable {
  /// Not before this moment.
  let due: Instant
  /// Not after this moment, if that lets it join what is due between (RFC 6762 §6.4).
  let latest: Instant

  /// Sent at one moment, without waiting for more.
  init(until due: Instant) {
    self.due = due
    latest = due
  }

  /// Sent after a delay, or up to 500 ms later with others.
  init(joiningOthersFrom due: Instant) {
    self.due = due
    latest = due + Timing.aggregationDelay
  }
}
