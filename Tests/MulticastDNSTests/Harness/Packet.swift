public import DNSSDWire

/// Messages as peers send them.
enum Packet {
  static func query(
    _ questions: [Question], knownAnswers: [ResourceRecord] = [], isTruncated: Bool = false,
    id: UInt16 = 0, flags: MessageFlags = .query, additionals: [ResourceRecord] = []
  ) -> [UInt8] {
    var flags = flags
    flags.isTruncated = isTruncated
    return message(
      questions, answers: knownAnswers, additionals: additionals, flags: flags, id: id)
  }

  static func probe(_ questions: [Question], proposing records: [ResourceRecord]) -> [UInt8] {
    message(questions, authorities: records, flags: .query)
  }

  static func response(
    _ answers: [ResourceRecord], authorities: [ResourceRecord] = [],
    additionals: [ResourceRecord] = [], questions: [Question] = [],
    flags: MessageFlags = .response, id: UInt16 = 0
  ) -> [UInt8] {
    message(
      questions, answers: answers, authorities: authorities, additionals: additionals,
      flags: flags, id: id)
  }

  private static func message(
    _ questions: [Question], answers: [ResourceRecord] = [], authorities: [ResourceRecord] = [],
    additionals: [ResourceRecord] = [], flags: MessageFlags, id: UInt16 = 0
  ) -> [UInt8] {
    var writer = MessageWriter(limit: 9000)
    do {
      for question in questions { try writer.append(question) }
      for record in answers { try writer.append(record, to: .answer) }
      for record in authorities { try writer.append(record, to: .authority) }
      for record in additionals { try writer.append(record, to: .additional) }
    } catch {
      preconditionFailure("a test wants to send what cannot be sent: \(error)")
    }
    return writer.finish(flags: flags, id: id)
  }
}

extension DNSName: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) {
    do {
      self = try DNSName(text)
    } catch {
      preconditionFailure("\(text): \(error)")
    }
  }
}

extension ResourceRecord {
  /// An IPv4 address of a host; unique unless said otherwise.
  static func a(
    _ name: DNSName, _ last: UInt8, ttl: UInt32 = 120, isCacheFlush: Bool = true
  ) -> ResourceRecord {
    ResourceRecord(
      name: name, isCacheFlush: isCacheFlush, timeToLive: TimeToLive(seconds: ttl),
      data: .a(IPv4Address(192, 0, 2, last)))
  }

  /// A link-local IPv6 address of a host.
  static func aaaa(_ name: DNSName, _ last: UInt64, ttl: UInt32 = 120) -> ResourceRecord {
    ResourceRecord(
      name: name, isCacheFlush: true, timeToLive: TimeToLive(seconds: ttl),
      data: .aaaa(IPv6Address(high: 0xFE80 << 48, low: last)))
  }

  static func ptr(_ name: DNSName, _ target: DNSName, ttl: UInt32 = 4500) -> ResourceRecord {
    ResourceRecord(name: name, timeToLive: TimeToLive(seconds: ttl), data: .ptr(target))
  }

  static func srv(
    _ name: DNSName, _ target: DNSName, port: UInt16, ttl: UInt32 = 120
  ) -> ResourceRecord {
    ResourceRecord(
      name: name, isCacheFlush: true, timeToLive: TimeToLive(seconds: ttl),
      data: .srv(ServiceData(portNumber: port, target: target)))
  }

  static func txt(_ name: DNSName, _ strings: String..., ttl: UInt32 = 4500) -> ResourceRecord {
    let octets = strings.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    return ResourceRecord(
      name: name, isCacheFlush: true, timeToLive: TimeToLive(seconds: ttl),
      data: RecordData(.txt, octets: strings.isEmpty ? [0] : octets))
  }

  static func nsec(
    _ name: DNSName, _ types: RecordType..., ttl: UInt32 = 120
  ) -> ResourceRecord {
    ResourceRecord(
      name: name, isCacheFlush: true, timeToLive: TimeToLive(seconds: ttl),
      data: .nsec(NextSecureData(nextName: name, types: TypeBitmap(types))))
  }

  /// The same record with the bits of a known answer, and `seconds` left to live.
  func knownAnswer(ttl seconds: UInt32? = nil) -> ResourceRecord {
    ResourceRecord(
      name: name, recordClass: recordClass,
      timeToLive: seconds.map { TimeToLive(seconds: $0) } ?? timeToLive, data: data)
  }
}

extension Question {
  static func ask(
    _ name: DNSName, _ type: RecordType, isUnicast: Bool = false
  ) -> Question {
    Question(name: name, type: type, prefersUnicastResponse: isUnicast)
  }
}
