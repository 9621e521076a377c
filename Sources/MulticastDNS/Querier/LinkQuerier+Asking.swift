internal import DNSSDWire

/// Series begin, go on and end.
extension LinkQuerier {
  /// When the first question of a series is sent.
  enum Start {
    /// At this moment, or along with others after the least delay.
    case delayed(Duration)
    case atOnce
  }

  /// Adds somebody who asks, and tells what is known. Returns whether more is to be found out.
  mutating func join(
    _ asker: Series.Asker, _ question: NameTypeClass, _ start: Start, prefersUnicast: Bool,
    at now: Instant, outbox: inout Outbox
  ) -> Bool {
    let known = cache.slots(answering: question)
    let isNew = series.place(of: question) == nil
    let place = series.place(of: question) ?? series.insert(Series(question))
    series[place]?.add(asker, at: now)
    for slot in known {
      if isNew { want(slot, at: now) }
      tellWhatIs(slot, to: asker.id, outbox: &outbox)
    }
    if isDenied(question) {
      series[place]?.isDenied = true
      tellDenial(of: place, outbox: &outbox)
      return false
    }
    guard !hasFreshUniqueAnswer(to: question, at: now) else { return false }
    if isNew {
      begin(place, start, prefersUnicast: prefersUnicast, at: now)
    } else if case .atOnce = start {
      series[place]?.hasten(to: now)
    }
    return true
  }

  /// Begins series again on a link that can reach more than before, but for those that have all.
  mutating func restart(
    _ question: NameTypeClass, after delay: Duration, prefersUnicast: Bool, at now: Instant
  ) {
    guard let place = series.place(of: question), series[place]?.next != nil else { return }
    begin(place, .delayed(delay), prefersUnicast: prefersUnicast, at: now)
  }

  mutating func leave(_ id: QueryID, _ question: NameTypeClass, at now: Instant) {
    guard let place = series.place(of: question) else { return }
    series[place]?.remove(id, at: now)
    guard series[place]?.askers.isEmpty ?? false else { return }
    series.remove(place)
    for slot in cache.slots(answering: question) { schedule(slot) }
  }

  /// Asks again after the loss of a record that nothing else would bring back: a unique one, whose
  /// series has stopped, or one that failed to answer us.
  mutating func resumeSeries(
    after record: ResourceRecord, because reason: RemovalReason, at now: Instant
  ) {
    let failed = reason == .unresponsive || reason == .reconfirmFailed
    for place in series.places(answeredBy: record) {
      guard let one = series[place], !one.isDenied, failed || record.answersUniquely(one.question),
        one.next != nil || !hasUniqueAnswer(to: one.question)
      else { continue }
      series[place]?.resume(at: now)
    }
  }

  private mutating func begin(
    _ place: Int, _ start: Start, prefersUnicast: Bool, at now: Instant
  ) {
    switch start {
    case .delayed(let delay):
      series[place]?.start(
        at: now + delay, earliest: now + Timing.firstQueryDelay.lowerBound,
        prefersUnicast: prefersUnicast)
    case .atOnce:
      series[place]?.start(at: now, earliest: now, prefersUnicast: prefersUnicast)
    }
  }

  /// From now on somebody asks for a record: what it missed of being refreshed is past.
  private mutating func want(_ slot: Int, at now: Instant) {
    cache[slot]?.life?.passRefreshes(to: now)
    schedule(slot)
  }

  private func tellWhatIs(_ slot: Int, to id: QueryID, outbox: inout Outbox) {
    guard let known = cache[slot] else { return }
    let answer = known.answer(on: index)
    outbox.post(.answer(id, .added(answer)))
    if !known.isOwn, known.life?.isLeaving ?? false { outbox.post(.answer(id, .leaving(answer))) }
  }

  private func hasFreshUniqueAnswer(to question: NameTypeClass, at now: Instant) -> Bool {
    cache.hasAnswer(to: question) { known in
      known.record.answersUniquely(question)
        && (known.isOwn || known.life.map { $0.isFresh(at: now) } ?? false)
    }
  }
}

/// What others need to know of it.
extension LinkQuerier {
  /// The questions that go on being asked, in a fixed order.
  var questions: [NameTypeClass] { series.all.compactMap { series[$0]?.question } }

  /// Records of our own that answer a question.
  func ownAnswers(to question: NameTypeClass) -> [Answer] {
    cache.slots(answering: question).compactMap { cache[$0] }.filter(\.isOwn)
      .map { $0.answer(on: index) }
  }

  /// Whether a response answers a question that asked for unicast lately; a denial answers by its
  /// name (RFC 6762 §6).
  func expectsUnicast(_ response: Message, at now: Instant) -> Bool {
    response.records.contains { record in
      series.places(of: record.name).contains { place in
        guard let one = series[place], one.expectsUnicast(at: now) else { return false }
        return record.type == .nsec || one.question.isAnswered(by: record)
      }
    }
  }

  /// Tells all who ask that what they were told of is out of reach (RFC 6762 §10.3).
  func tellLinkDown(outbox: inout Outbox) {
    for slot in cache.all {
      guard let known = cache[slot] else { continue }
      tell(.removed(known.answer(on: index), .linkDown), of: known.record, outbox: &outbox)
    }
  }
}
