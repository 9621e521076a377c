internal import DNSSDWire

/// A responder for one service: what it says unasked, and what it answers.
///
/// It answers every question that is put to it, as RFC 6762 §6 and §6.7 ask, but schedules nothing:
/// its answers are unique or come from this host alone, so there is nothing to aggregate.
struct DemoResponder: Sendable {
  let service: DemoService

  /// A message and whether it goes to the asker alone.
  struct Reply {
    let octets: [UInt8]
    let isUnicast: Bool
  }

  /// Longer-living records must not get into the caches of simple resolvers (RFC 6762 §6.7).
  private static let legacyTimeToLive = TimeToLive(seconds: 10)

  /// Asks whether anybody has the unique names, and says with which data (RFC 6762 §8.1).
  var probe: [UInt8] {
    let questions = [service.instance, service.host].map { name in
      Question(name: name, type: .any, prefersUnicastResponse: false)
    }
    // The flush bit has no meaning in a question, and is not set there (RFC 6762 §8.1, §10.2).
    let proposed = service.unique.map { $0.with(timeToLive: $0.timeToLive, isCacheFlush: false) }
    return Self.message(questions, authorities: proposed, flags: .query)
  }

  /// Tells everybody (RFC 6762 §8.3).
  var announcement: [UInt8] {
    Self.message(answers: service.records, flags: .response)
  }

  /// Takes it back (RFC 6762 §10.1).
  var goodbye: [UInt8] {
    let records = service.records.map {
      $0.with(timeToLive: .goodbye, isCacheFlush: $0.isCacheFlush)
    }
    return Self.message(answers: records, flags: .response)
  }

  /// Whether a message takes one of the unique names: by answering for it, or by asking for it at
  /// the same time with data that wins (RFC 6762 §8.2 and §9).
  func loses(to message: Message) -> Bool {
    let rivals = message.header.flags.isResponse ? message.records : message.authorities
    return service.unique.contains { ours in
      rivals.contains { theirs in
        theirs.name == ours.name && theirs.type == ours.type && theirs.data != ours.data
          && (message.header.flags.isResponse || ours.precedesInTieBreak(theirs))
      }
    }
  }

  /// The reply to a message, if it asks for something that is here and not known to the asker.
  func reply(to message: Message, from source: SocketAddress) -> Reply? {
    guard !message.header.flags.isResponse, message.header.flags.operationCode == .query else {
      return nil
    }
    let answers = service.records.filter { record in
      message.questions.contains { $0.asks(for: record) }
        && !message.answers.contains { $0.makesNeedless(record) }
    }
    guard !answers.isEmpty else { return nil }
    let additionals =
      answers.contains(service.pointer) ? service.unique.filter { !answers.contains($0) } : []
    guard source.port != MulticastGroup.port else {
      return Reply(
        octets: Self.message(answers: answers, additionals: additionals, flags: .response),
        isUnicast: false)
    }
    // A simple resolver knows its answer by the ID and question, and knows no flush bit.
    let legacy = { (record: ResourceRecord) in
      record.with(
        timeToLive: min(record.timeToLive, Self.legacyTimeToLive), isCacheFlush: false)
    }
    return Reply(
      octets: Self.message(
        Array(message.questions), answers: answers.map(legacy),
        additionals: additionals.map(legacy), flags: .response, id: message.header.id),
      isUnicast: true)
  }

  private static func message(
    _ questions: [Question] = [], answers: [ResourceRecord] = [],
    authorities: [ResourceRecord] = [], additionals: [ResourceRecord] = [], flags: MessageFlags,
    id: UInt16 = 0
  ) -> [UInt8] {
    var writer = MessageWriter(limit: WireLimits.datagramLength)
    // Questions that are repeated may fill the message; what has no room then is left out.
    for question in questions { try? writer.append(question) }
    for record in answers { try? writer.append(record, to: .answer) }
    for record in authorities { try? writer.append(record, to: .authority) }
    for record in additionals { try? writer.append(record, to: .additional) }
    return writer.finish(flags: flags, id: id)
  }
}

extension Question {
  fileprivate func asks(for record: ResourceRecord) -> Bool {
    name == record.name && (type == record.type || type == .any)
      && (recordClass == record.recordClass || recordClass == .any)
  }
}

extension ResourceRecord {
  fileprivate func with(timeToLive: TimeToLive, isCacheFlush: Bool) -> ResourceRecord {
    ResourceRecord(
      name: name, recordClass: recordClass, isCacheFlush: isCacheFlush, timeToLive: timeToLive,
      data: data)
  }

  /// Whether an asker that knows this needs no other answer: at least half of the lifetime is left
  /// (RFC 6762 §7.1).
  fileprivate func makesNeedless(_ record: ResourceRecord) -> Bool {
    name == record.name && data == record.data
      && timeToLive.seconds >= record.timeToLive.seconds / 2
  }
}
