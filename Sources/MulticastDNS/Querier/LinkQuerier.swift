internal import DNSSDWire

/// What is asked and known on one link.
///
/// Invariant: each record is in the agendas as its state and those who ask for it say; whoever changes
/// either calls ``schedule(_:)``.
struct LinkQuerier: Equatable {
  let index: Int
  let longestTimeToLive: UInt32
  var cache = RecordCache()
  var series = SeriesList()
  var unfinishedQueries = UnfinishedQueries()
  /// The ends of records that somebody asks for, and of those that nobody does.
  private(set) var wantedEnds = Agenda()
  private(set) var unwantedEnds = Agenda()
  /// When records are to be asked for again.
  var chores = Agenda()
  /// What the records heard take up, about.
  private(set) var octets = 0

  init(index: Int, longestTimeToLive: UInt32) {
    self.index = index
    self.longestTimeToLive = longestTimeToLive
  }

  var nextDeadline: Deadline? {
    let chore = chores.first.map { appointment in
      let isDoubted = cache[appointment.item]?.life?.doubt?.nextQuestion == appointment.instant
      return Deadline(instant: appointment.instant, reason: isDoubted ? .reconfirm : .refresh)
    }
    return .earlier(
      .earlier(series.deadline, chore),
      firstEnd.map { end in
        Deadline(instant: end.instant, reason: .expiry)
      })
  }

  /// The record that ends first.
  var firstEnd: Agenda.Appointment? {
    guard let wanted = wantedEnds.first else { return unwantedEnds.first }
    guard let unwanted = unwantedEnds.first else { return wanted }
    return unwanted.instant < wanted.instant ? unwanted : wanted
  }

  /// Brings the agendas in line with a record.
  mutating func schedule(_ slot: Int) {
    let cached = cache[slot]
    let isWanted = cached.map { series.isWanted($0.record) } ?? false
    let end = cached?.life?.end.instant
    wantedEnds.set(slot, at: isWanted ? end : nil)
    unwantedEnds.set(slot, at: isWanted ? nil : end)
    chores.set(slot, at: cached?.nextQuestion(isWanted: isWanted))
  }
}

/// Records come and go.
extension LinkQuerier {
  /// Puts a record in, if there is room, and tells those who ask for it.
  mutating func insert(_ record: CachedRecord, at now: Instant, outbox: inout Outbox) {
    if let life = record.life {
      guard makeRoom(for: life.record, at: now, outbox: &outbox) else { return }
      octets += life.record.octetsInCache
    }
    let slot = cache.insert(record)
    schedule(slot)
    tell(.added(record.answer(on: index)), of: record.record, outbox: &outbox)
  }

  /// Gives a record that is there the life of a new hearing.
  mutating func renew(_ slot: Int, with life: Life) {
    guard let cached = cache[slot] else { return }
    if cached.life == nil { octets += life.record.octetsInCache }
    cache[slot]?.life = life
    schedule(slot)
  }

  /// Ends what was heard of a record; one that is our own as well stays.
  mutating func endLife(
    of slot: Int, because reason: RemovalReason, at now: Instant, outbox: inout Outbox
  ) {
    guard let cached = cache[slot], let life = cached.life else { return }
    octets -= life.record.octetsInCache
    guard cached.isOwn else {
      remove(slot, because: reason, at: now, outbox: &outbox)
      return
    }
    cache[slot]?.life = nil
    schedule(slot)
  }

  /// Takes a record out, tells those who ask for it, and sees to it that it is found again.
  mutating func remove(
    _ slot: Int, because reason: RemovalReason, at now: Instant, outbox: inout Outbox
  ) {
    guard let cached = cache[slot] else { return }
    cache.remove(slot)
    schedule(slot)
    tell(.removed(cached.answer(on: index), reason), of: cached.record, outbox: &outbox)
    resumeSeries(after: cached.record, because: reason, at: now)
    reviewDenials(of: cached.record, at: now, outbox: &outbox)
  }

  /// Tells those who ask for a record.
  func tell(_ change: AnswerChange, of record: ResourceRecord, outbox: inout Outbox) {
    for place in series.places(answeredBy: record) {
      for asker in series[place]?.askers ?? [] { outbox.post(.answer(asker.id, change)) }
    }
  }

  /// Makes room for one more record; what nobody asks for goes first, and what ends first. False when
  /// the new record is itself the first to go.
  private mutating func makeRoom(
    for record: ResourceRecord, at now: Instant, outbox: inout Outbox
  ) -> Bool {
    let isWanted = series.isWanted(record)
    while wantedEnds.count + unwantedEnds.count >= Limits.cachedRecords
      || octets + record.octetsInCache > Limits.cachedOctets
    {
      guard let end = unwantedEnds.first ?? (isWanted ? wantedEnds.first : nil) else {
        return false
      }
      outbox.counters.recordsEvicted += 1
      endLife(of: end.item, because: .evicted, at: now, outbox: &outbox)
    }
    return true
  }
}

extension ResourceRecord {
  /// About what a record takes up in the cache.
  var octetsInCache: Int {
    let data =
      switch data {
      case .txt(let text): text.wireForm.count
      case .unknown(_, let octets): octets.count
      case .nsec(let secure): secure.types.wireForm.count
      default: 0
      }
    return Limits.octetsOfRecord + name.wireForm.count + data
  }
}

extension CachedRecord {
  /// When it is to be asked for again; our own never is.
  fileprivate func nextQuestion(isWanted: Bool) -> Instant? {
    guard let life, !isOwn else { return nil }
    let refresh = isWanted ? life.refresh?.due : nil
    guard let doubted = life.doubt?.nextQuestion else { return refresh }
    return refresh.map { min($0, doubted) } ?? doubted
  }
}
