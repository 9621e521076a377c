internal import DNSSDWire

extension AnswerSchedule {
  /// Sends what is due and still in the zone.
  mutating func send(at now: Instant, _ zone: Zone, on link: Link, outbox: inout Outbox) {
    var reader = ZoneReader(zone)
    if isMulticastDue(at: now) { sendMulticasts(at: now, &reader, on: link, outbox: &outbox) }
    for reply in takeReplies(at: now) {
      switch reply.form {
      case .legacy(let request):
        outbox.sendLegacyReply(to: request, reply, &reader, on: link)
      case .multicastDNS:
        outbox.sendReply(reply, &reader, on: link)
      }
    }
  }

  private mutating func takeReplies(at now: Instant) -> [PlannedReply] {
    guard replies.contains(where: { $0.due > now }) else {
      defer { replies = [] }
      return replies
    }
    let due = replies.filter { $0.due <= now }
    replies.removeAll { $0.due <= now }
    return due
  }

  private mutating func sendMulticasts(
    at now: Instant, _ reader: inout ZoneReader, on link: Link, outbox: inout Outbox
  ) {
    takeWaitingAnswers(at: now)
    openQuestions.clear()
    let due = multicasts.takeDue(at: now)
    var records: [ResourceRecord] = []
    var taken = DistinctRecords()
    for item in due where !taken.contains(item.record) {
      if item.cause == .goodbye, let present = reader.present(item.record) {
        // It came back before its goodbye was sent.
        multicastWhenAllowed([present.record], because: .announcement, at: now)
        continue
      }
      guard isAllowed(item.record, item.cause, at: now) else {
        if item.cause == .answer { outbox.counters.answersLimited += 1 }
        continue
      }
      for member in item.membersToSend(&reader)
      where taken.insert(member) && isAllowed(member, item.cause, at: now) {
        records.append(member)
      }
    }
    guard !records.isEmpty else { return }
    let first = due[0].batch
    outbox.counters.answersAggregated += due.lazy.filter { $0.batch != first }.count
    multicast(records, at: now, reader.zone, on: link, outbox: &outbox)
  }

  private func isAllowed(
    _ record: ResourceRecord, _ cause: ScheduledMulticasts.Cause, at now: Instant
  ) -> Bool {
    history.earliest(record, after: cause.gap, at: now) == nil
  }

  /// Moves the answers of askers that waited long enough to those that are due.
  private mutating func takeWaitingAnswers(at now: Instant) {
    let ready = askers.filter { $0.due <= now }
    guard !ready.isEmpty else { return }
    askers.removeAll { $0.due <= now }
    for asker in ready { send(asker.remaining, to: asker.asker, Wait(until: now)) }
  }

  private mutating func multicast(
    _ records: [ResourceRecord], at now: Instant, _ zone: Zone, on link: Link,
    outbox: inout Outbox
  ) {
    let additionals = AdditionalRecords(
      for: records.filter { $0.timeToLive != .goodbye }, in: zone, limit: link.packer.payloadLimit)
    let sets = additionals.sets
      .map { set in
        set.filter { isAllowed($0, .answer, at: now) }
      }
      .filter { !$0.isEmpty }
    guard let response = try? link.packer.response(records, additionalSets: sets) else { return }
    outbox.multicastResponse(response.messages, on: link)
    for record in records + response.additionals { note(record, at: now) }
  }

  private mutating func note(_ record: ResourceRecord, at now: Instant) {
    if record.timeToLive == .goodbye {
      history.forgetFreshness(of: record)
    } else {
      history.note(record, at: now)
    }
  }
}

extension DueRecord {
  /// What goes out: a goodbye, or the record as it now is with the rest of its set.
  fileprivate func membersToSend(_ reader: inout ZoneReader) -> [ResourceRecord] {
    if cause == .goodbye { return [record] }
    return reader.present(record).map { reader.set(of: $0) } ?? []
  }
}

extension Outbox {
  /// Sends one asker what a multicast would say (RFC 6762 §5.4).
  fileprivate mutating func sendReply(
    _ reply: PlannedReply, _ reader: inout ZoneReader, on link: Link
  ) {
    let packer = MessagePacker(mtu: link.mtu, family: reply.asker.address.family)
    let answers = reader.presentSets(of: reply.records).flatMap { $0 }
    let additionals = AdditionalRecords(
      for: answers, in: reader.zone, limit: packer.payloadLimit)
    guard !answers.isEmpty,
      let response = try? packer.response(answers, additionalSets: additionals.sets)
    else { return }
    unicastResponse(response.messages, to: reply.asker, on: link)
  }

  /// Sends a conventional reply (RFC 6762 §6.7).
  fileprivate mutating func sendLegacyReply(
    to request: LegacyRequest, _ reply: PlannedReply, _ reader: inout ZoneReader, on link: Link
  ) {
    let packer = MessagePacker(mtu: link.mtu, family: reply.asker.address.family)
    let sets = reader.presentSets(of: reply.records)
    guard !sets.isEmpty,
      let message = request.reply(sets, in: reader.zone, payloadLimit: packer.payloadLimit)
    else { return }
    legacyReply(message, to: reply.asker, on: link)
  }
}

extension ZoneReader {
  /// The records as they now are, each set that is ours alone as a whole, each shared record as a set.
  fileprivate mutating func presentSets(of records: [ResourceRecord]) -> [[ResourceRecord]] {
    var taken = DistinctRecords()
    var sets: [[ResourceRecord]] = []
    for record in records where !taken.contains(record) {
      guard let present = present(record) else { continue }
      let set = set(of: present).filter { taken.insert($0) }
      if !set.isEmpty { sets.append(set) }
    }
    return sets
  }
}
