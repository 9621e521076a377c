internal import DNSSDWire

/// What others ask (RFC 6762 §7.3, §10.5).
extension LinkQuerier {
  /// Learns from a packet of a query of another host, when it is the last: which of our questions it
  /// asks for us, and which records should be heard now.
  mutating func hear(
    _ packet: Message, from source: TransportAddress, at now: Instant, outbox: inout Outbox
  ) {
    let begun = unfinishedQueries.take(from: source, at: now)
    guard var query = packet.questions.isEmpty ? begun : begin(packet, from: source) else { return }
    let names = Set(query.questions.map(\.name))
    let knownAnswers = packet.answers.filter { names.contains($0.name) }
    query.unknownNames.formUnion(namesWithUnknownAnswers(knownAnswers, at: now))
    query.suppressed.formUnion(knownAnswers.compactMap { cache.slot(of: $0) })
    guard !packet.header.flags.isTruncated else {
      unfinishedQueries.insert(query, at: now)
      return
    }
    for question in query.questions {
      if !query.unknownNames.contains(question.name) {
        takeAsOurs(question, at: now, outbox: &outbox)
      }
      observe(question, suppressed: query.suppressed, at: now)
    }
  }

  /// The query that a packet begins; nil when it is of no concern.
  private func begin(_ packet: Message, from source: TransportAddress) -> HeardQuery? {
    let questions = packet.questions.lazy.filter { !$0.prefersUnicastResponse }
      .map { NameTypeClass(of: $0) }.filter { concerns($0) }.prefix(Limits.questionsHeard)
    guard !questions.isEmpty else { return nil }
    return HeardQuery(source: source, questions: Array(questions))
  }

  private func concerns(_ question: NameTypeClass) -> Bool {
    series.place(of: question) != nil || cache.hasAnswer(to: question) { $0.life != nil }
  }

  /// The names of the known answers that we would not list.
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
