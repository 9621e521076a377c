internal import DNSSDWire

extension AnswerSchedule {
  /// Whether a plan can be added; what is over the bounds is dropped.
  func hasRoom(for plan: AnswerPlan) -> Bool {
    guard !isFull else { return false }
    if plan.delay == .truncated, askers.count >= Limits.waitingAskers { return false }
    return replies.count < Limits.repliesInTurn || !plan.answers.contains(where: \.isUnicast)
  }

  /// Turns a plan into things to be sent.
  mutating func add(
    _ plan: AnswerPlan, for arrival: Arrival, random: inout RandomSource
  ) {
    let now = arrival.moment
    let defences = plan.answers.filter(\.isDefence)
    multicastWhenAllowed(
      defences.lazy.filter(\.isMulticast).map(\.record), because: .defence, at: now)
    reply(with: defences, to: arrival.source, at: now)
    let others = defences.isEmpty ? plan.answers : plan.answers.filter { !$0.isDefence }
    guard !others.isEmpty else { return }
    switch plan.delay {
    case .none: send(others, to: arrival.source, Wait(until: now))
    case .shared:
      send(
        others, to: arrival.source, Wait(joiningOthersFrom: now + random.sharedAnswerDelay()))
    case .truncated:
      expectMore(
        from: arrival.source, planning: others, until: now + random.truncatedQueryDelay())
    }
  }

  /// Plans the reply to a conventional resolver, which does not wait (RFC 6762 §6.7).
  mutating func reply(
    with plan: AnswerPlan, to request: LegacyRequest, of arrival: Arrival
  ) {
    let records = plan.answers.prefix(LegacyRequest.mostRecords).map(\.record)
    replies.append(
      PlannedReply(
        asker: arrival.source, due: arrival.moment, records: records, form: .legacy(request)))
  }

  /// Plans an announcement; goodbyes in it take the place of what was to be said of their records
  /// (RFC 6762 §8.3, §10.1).
  mutating func announce(_ records: [ResourceRecord], at now: Instant) {
    let goodbyes = records.filter { $0.timeToLive == .goodbye }
    if !goodbyes.isEmpty { multicasts.add(goodbyes, Wait(until: now), because: .goodbye) }
    openQuestions.clear()
    multicastWhenAllowed(
      records.lazy.filter { $0.timeToLive != .goodbye }, because: .announcement, at: now)
  }

  /// Takes note that another host has multicast a record of ours; returns how many planned answers
  /// that makes needless (RFC 6762 §7.4).
  mutating func othersGave(_ record: ResourceRecord) -> Int {
    var count = multicasts.removeAnswer(record) ? 1 : 0
    for place in askers.indices where askers[place].know(record) { count += 1 }
    if count > 0 {
      askers.removeAll(where: \.isSatisfied)
      openQuestions.clear()
    }
    return count
  }

  /// Adds answers that wait for nothing but their time.
  mutating func send(_ answers: [PlannedAnswer], to asker: TransportAddress, _ wait: Wait) {
    let multicast = answers.filter(\.isMulticast).map(\.record)
    if !multicast.isEmpty { multicasts.add(multicast, wait, because: .answer) }
    reply(with: answers, to: asker, at: wait.due)
  }

  /// Multicasts records at the first moment that the limits allow for each.
  mutating func multicastWhenAllowed(
    _ records: some Sequence<ResourceRecord>, because cause: ScheduledMulticasts.Cause,
    at now: Instant
  ) {
    var later: [Instant: [ResourceRecord]] = [:]
    for record in records {
      later[history.earliest(record, after: cause.gap, at: now) ?? now, default: []].append(record)
    }
    for (due, records) in later.sorted(by: { $0.key < $1.key }) {
      multicasts.add(records, Wait(until: due), because: cause)
    }
  }

  private mutating func reply(
    with answers: [PlannedAnswer], to asker: TransportAddress, at due: Instant
  ) {
    let records = answers.filter(\.isUnicast).map(\.record)
    guard !records.isEmpty else { return }
    replies.append(PlannedReply(asker: asker, due: due, records: records, form: .multicastDNS))
  }
}

/// Known answers that come in several messages (RFC 6762 §7.2).
extension AnswerSchedule {
  /// Takes note of known answers that go on; returns how many planned answers they make needless.
  mutating func hear(
    continuation query: Message, from asker: TransportAddress, at now: Instant,
    random: inout RandomSource
  ) -> Int {
    guard let place = askers.firstIndex(where: { $0.asker.address == asker.address }) else {
      return 0
    }
    let suppressed = askers[place].know(query.answers)
    if askers[place].isSatisfied {
      askers.remove(at: place)
    } else if query.header.flags.isTruncated {
      askers[place].wait(until: now + random.truncatedQueryDelay())
    }
    return suppressed
  }

  private mutating func expectMore(
    from asker: TransportAddress, planning answers: [PlannedAnswer], until due: Instant
  ) {
    let place = askers.firstIndex { $0.asker.address == asker.address }
    var waiting = place.map { askers[$0] } ?? WaitingAsker(asker, until: due)
    waiting.add(answers)
    waiting.wait(until: due)
    if let place {
      askers[place] = waiting
    } else if !waiting.isSatisfied {
      askers.append(waiting)
    }
  }
}
