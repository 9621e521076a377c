internal import DNSSDWire

/// What others answer (RFC 6762 §5.2, §10).
extension LinkQuerier {
  /// How records were heard.
  struct Hearing {
    let source: IPAddress
    let now: Instant
    /// Whether they reply to a one-shot question: with times that say nothing, and to us alone.
    let isHint: Bool
    /// Whether a reflector brought back what we sent.
    let isEcho: Bool
  }

  /// Takes in the records of a response, whatever section they were in and whether they were asked for
  /// (RFC 6762 §18.1).
  mutating func hear(
    _ records: [ResourceRecord], _ hearing: Hearing, random: inout RandomSource,
    outbox: inout Outbox
  ) {
    var renewed: [NameTypeClass] = []
    var isRenewed: Set<NameTypeClass> = []
    for record in records {
      if record.timeToLive == .goodbye {
        if !hearing.isHint { takeLeave(of: record, at: hearing.now, outbox: &outbox) }
        continue
      }
      // Our own claims decide what becomes of our unique records.
      if hearing.isEcho, record.isCacheFlush { continue }
      take(record, hearing, random: &random, outbox: &outbox)
      guard record.isCacheFlush, !hearing.isHint else { continue }
      let set = NameTypeClass(of: record)
      if isRenewed.insert(set).inserted { renewed.append(set) }
    }
    for set in renewed { flush(set, at: hearing.now) }
    for set in renewed where set.type == .nsec {
      reviewDenials(of: set.name, at: hearing.now, outbox: &outbox)
    }
  }

  private mutating func take(
    _ record: ResourceRecord, _ hearing: Hearing, random: inout RandomSource,
    outbox: inout Outbox
  ) {
    let life = Life(
      of: record, from: hearing.source, at: hearing.now, isHint: hearing.isHint,
      longest: longestTimeToLive, random: &random)
    guard let slot = cache.slot(of: record), let known = cache[slot] else {
      insert(CachedRecord(life), at: hearing.now, outbox: &outbox)
      cancelDenial(by: record, at: hearing.now, outbox: &outbox)
      noteAnswer(life)
      return
    }
    // A hint says no more than what was heard by multicast.
    if hearing.isHint, let old = known.life, !old.isHint { return }
    renew(slot, with: life)
    if known.life?.isLeaving ?? false, let stayed = cache[slot]?.answer(on: index) {
      tell(.stayed(stayed), of: record, outbox: &outbox)
    }
    noteAnswer(life)
  }

  /// Stops the series that need not go on after a unique answer (RFC 6762 §5.2).
  private mutating func noteAnswer(_ life: Life) {
    for place in series.places(answeredBy: life.record) {
      series[place]?.forgetDenial()
      if !life.isHint, life.record.answersUniquely(series[place]?.question) {
        series[place]?.stop()
      }
    }
  }

  /// A goodbye leaves a record one second (RFC 6762 §10.1).
  private mutating func takeLeave(
    of record: ResourceRecord, at now: Instant, outbox: inout Outbox
  ) {
    guard let slot = cache.slot(of: record), let known = cache[slot], let life = known.life else {
      return
    }
    guard !known.isOwn else {
      endLife(of: slot, because: .goodbye, at: now, outbox: &outbox)
      return
    }
    guard !life.isLeaving else { return }
    cache[slot]?.life?.depart(at: now, because: .goodbye)
    schedule(slot)
    guard let left = cache[slot], left.life?.isLeaving ?? false else { return }
    tell(.leaving(left.answer(on: index)), of: record, outbox: &outbox)
  }

  /// Leaves one second to the older records of a set of which a new one was heard (RFC 6762 §10.2).
  private mutating func flush(_ set: NameTypeClass, at now: Instant) {
    for slot in cache.slots(of: set) {
      guard let life = cache[slot]?.life, life.received + Timing.flushGrace < now else { continue }
      cache[slot]?.life?.depart(at: now, because: .flushed)
      schedule(slot)
    }
  }
}

/// Records of our own.
extension LinkQuerier {
  /// Takes up a record of our own: an answer without a packet.
  mutating func appear(_ record: ResourceRecord, at now: Instant, outbox: inout Outbox) {
    if let slot = cache.slot(of: record), let known = cache[slot] {
      cache[slot]?.appear(as: record)
      if known.life?.isLeaving ?? false, let own = cache[slot]?.answer(on: index) {
        cache[slot]?.life = nil
        tell(.stayed(own), of: record, outbox: &outbox)
      }
      schedule(slot)
    } else {
      insert(CachedRecord(own: record), at: now, outbox: &outbox)
      cancelDenial(by: record, at: now, outbox: &outbox)
    }
    for place in series.places(answeredBy: record) {
      series[place]?.forgetDenial()
      if record.answersUniquely(series[place]?.question) { series[place]?.stop() }
    }
  }

  /// Gives up a record of our own; one that others have too stays.
  mutating func disappear(
    _ record: ResourceRecord, because reason: RemovalReason, at now: Instant,
    outbox: inout Outbox
  ) {
    guard let slot = cache.slot(of: record), let known = cache[slot], known.isOwn else { return }
    guard known.life == nil else {
      cache[slot]?.disappear()
      schedule(slot)
      return
    }
    remove(slot, because: reason, at: now, outbox: &outbox)
  }
}

extension ResourceRecord {
  /// Whether the record is the whole answer to a question, so that there is no other to wait for.
  func answersUniquely(_ question: NameTypeClass?) -> Bool {
    isCacheFlush && (type != .nsec || question?.type == .nsec)
  }
}
