internal import DNSSDWire

/// What others ask (RFC 6762 §7.3, §10.5).
extension LinkQuerier {
  /// Learns from a query of another host that was multicast in whole: which of our questions it asks
  /// for us, and which records should be heard now.
  mutating func hear(_ query: Message, at now: Instant, outbox: inout Outbox) {
    let questions = query.questions.filter { !$0.prefersUnicastResponse }
      .map { NameTypeClass(of: $0) }
    guard questions.contains(where: { concerns($0) }) else { return }
    let knownAnswers = query.answers.map { $0 }
    let unknownNames = namesWithUnknownAnswers(knownAnswers, at: now)
    let suppressed = Set(knownAnswers.compactMap { cache.slot(of: $0) })
    for question in questions {
      if !unknownNames.contains(question.name) {
        takeAsOurs(question, at: now, outbox: &outbox)
      }
      observe(question, suppressed: suppressed, at: now)
    }
  }

  private func concerns(_ question: NameTypeClass) -> Bool {
    series.place(of: question) != nil || cache.hasAnswer(to: question) { $0.life != nil }
  }

  /// The names of which the asker knows records that we would not list: it asks for less than we do.
  private func namesWithUnknownAnswers(
    _ knownAnswers: [ResourceRecord], at now: Instant
  ) -> Set<DNSName> {
    let unknown = knownAnswers.filter { record in
      guard let known = cache.slot(of: record).flatMap({ cache[$0] }) else { return true }
      return !known.isOwn && known.life?.knownAnswer(at: now) == nil
    }
    return Set(unknown.map(\.name))
  }

  private mutating func takeAsOurs(
    _ question: NameTypeClass, at now: Instant, outbox: inout Outbox
  ) {
    guard let place = series.place(of: question) else { return }
    if series[place]?.heardFromOther(at: now) ?? false {
      outbox.counters.duplicateQuestionsSuppressed += 1
    }
  }

  /// Counts a question against the records that should answer it, but for those that their owners do
  /// not repeat yet (RFC 6762 §6).
  private mutating func observe(
    _ question: NameTypeClass, suppressed: Set<Int>, at now: Instant
  ) {
    for slot in cache.slots(observedBy: question, at: now) where !suppressed.contains(slot) {
      guard let known = cache[slot], !known.isOwn, let life = known.life, !life.isHint,
        life.received + Timing.multicastGap <= now
      else { continue }
      cache[slot]?.life?.silence.goesOn(at: now)
      schedule(slot)
    }
  }
}
