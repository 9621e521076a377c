internal import DNSSDWire

/// What is due.
extension LinkQuerier {
  /// Ends what has to end, and sends all questions that are due, with those that may be sent now.
  mutating func advance(
    to now: Instant, on link: Link, asksForUnicast: Bool, outbox: inout Outbox
  ) {
    while let end = firstEnd, end.instant <= now { endFirst(end, at: now, outbox: &outbox) }
    var round = QuestionRound(asksForUnicast: asksForUnicast)
    collect(dueBy: now, at: now, in: &round, outbox: &outbox)
    guard !round.isEmpty else { return }
    collect(dueBy: now + Timing.questionsJoin, at: now, in: &round, outbox: &outbox)
    for question in round.questionsForUnicast {
      if let place = series.place(of: question) { series[place]?.askedForUnicast(at: now) }
    }
    outbox.multicastQuery(
      round.questions, knownAnswers: knownAnswers(of: round, at: now), on: link)
  }

  private mutating func endFirst(
    _ end: Agenda.Appointment, at now: Instant, outbox: inout Outbox
  ) {
    guard let reason = cache[end.item]?.life?.end.reason else { return schedule(end.item) }
    endLife(of: end.item, because: reason, at: now, outbox: &outbox)
  }

  /// Adds the questions that are due by a moment and may be asked now.
  private mutating func collect(
    dueBy horizon: Instant, at now: Instant, in round: inout QuestionRound,
    outbox: inout Outbox
  ) {
    collectSeries(dueBy: horizon, at: now, in: &round, outbox: &outbox)
    collectChores(dueBy: horizon, at: now, in: &round)
  }

  private mutating func collectSeries(
    dueBy horizon: Instant, at now: Instant, in round: inout QuestionRound,
    outbox: inout Outbox
  ) {
    var left: [Int] = []
    while let due = series.first, due.instant <= horizon {
      if !ask(due.item, at: now, in: &round, outbox: &outbox) {
        series.setAside(due.item)
        left.append(due.item)
      }
    }
    for place in left { series.putBack(place) }
  }

  /// Asks the question of a series as far as it may be asked now; returns whether anything was done,
  /// so that the series is due later than before.
  private mutating func ask(
    _ place: Int, at now: Instant, in round: inout QuestionRound, outbox: inout Outbox
  ) -> Bool {
    guard let one = series[place] else { return false }
    var isDone = false
    if one.mayAsk(at: now), let prefersUnicast = series[place]?.takeStep(at: now) {
      round.add(one.question, as: prefersUnicast ? .first : .plain)
      isDone = true
    }
    if let check = one.liveness, let answersDue = check.answersDue, answersDue <= now {
      if judgeLiveness(of: place, at: now, outbox: &outbox) {
        round.add(one.question, as: .livenessAgain)
      }
      isDone = true
    } else if one.liveness?.mayAsk(at: now) ?? false {
      if awaitAnswers(of: place, at: now) { round.add(one.question, as: .liveness) }
      isDone = true
    }
    if isDone { noteAsked(one.question, at: now) }
    return isDone
  }

  private mutating func collectChores(
    dueBy horizon: Instant, at now: Instant, in round: inout QuestionRound
  ) {
    var left: [Int] = []
    while let due = chores.first, due.instant <= horizon {
      if !askAgain(due.item, at: now, in: &round) {
        chores.set(due.item, at: nil)
        left.append(due.item)
      }
    }
    for slot in left { schedule(slot) }
  }

  /// Asks for a record that is to be refreshed or is in doubt; returns whether anything was done.
  private mutating func askAgain(
    _ slot: Int, at now: Instant, in round: inout QuestionRound
  ) -> Bool {
    guard let known = cache[slot], let life = known.life else { return false }
    var isDone = false
    if let doubted = life.doubt?.nextQuestion, doubted <= now {
      cache[slot]?.life?.doubt?.ask(at: now)
      let question = NameTypeClass(of: known.record)
      round.add(question, as: .plain)
      noteAsked(question, at: now)
      isDone = true
    }
    if let refresh = life.refresh, refresh.earliest <= now {
      if let question = questionToRefresh(known.record, since: refresh.since) {
        round.add(question, as: .plain)
        noteAsked(question, at: now)
      }
      cache[slot]?.life?.passRefreshes(to: now)
      isDone = true
    }
    if isDone { schedule(slot) }
    return isDone
  }

  /// The question that brings a record back; nil when one was asked since that serves.
  private func questionToRefresh(
    _ record: ResourceRecord, since start: Instant
  ) -> NameTypeClass? {
    let asking = series.places(answeredBy: record).compactMap { series[$0] }
    let isAsked = asking.contains { $0.lastHeard.map { start <= $0 } ?? false }
    guard !isAsked else { return nil }
    return asking.first { $0.question.type == record.type }?.question ?? asking.first?.question
  }

  private mutating func noteAsked(_ question: NameTypeClass, at now: Instant) {
    guard let place = series.place(of: question) else { return }
    series[place]?.asked(at: now)
  }

  /// What is known already of the questions of a round, each record once (RFC 6762 §7.1).
  private func knownAnswers(of round: QuestionRound, at now: Instant) -> [ResourceRecord] {
    var isListed: Set<Int> = []
    var listed: [ResourceRecord] = []
    for question in round.questionsWithKnownAnswers {
      for slot in cache.slots(answering: question) {
        guard let record = cache[slot]?.knownAnswer(at: now), isListed.insert(slot).inserted
        else { continue }
        listed.append(record)
      }
    }
    return listed
  }
}
