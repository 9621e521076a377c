internal import DNSSDWire

/// A record that answers a question.
struct FoundAnswer: Equatable {
  /// With its full life.
  let record: ResourceRecord
  /// Whether other hosts may have answers too (RFC 6762 §2).
  let isShared: Bool
}

extension Zone {
  /// How many aliases are followed: chains are useless, and loops end here.
  private static let aliasDepth = 8

  /// What there is to say to a question: records, the absence of records, or nothing
  /// (RFC 6762 §6, §6.1, §6.5).
  func answers(to question: Question) -> [FoundAnswer] {
    guard question.type == .any || !question.type.isPseudo else { return [] }
    var found: [FoundAnswer] = []
    var name = question.name
    for _ in 0..<Self.aliasDepth {
      let start = found.count
      append(recordsOf: name, for: question, to: &found)
      guard start < found.count else {
        append(denialOf: name, for: question, to: &found)
        break
      }
      let targets = found[start...].lazy.compactMap { $0.aliasTarget(for: question) }
      guard let target = targets.first, !found.names(target) else { break }
      name = target
    }
    return found
  }

  private func append(
    recordsOf name: DNSName, for question: Question, to found: inout [FoundAnswer]
  ) {
    for own in records(of: name) where own.record.answers(question) {
      found.append(FoundAnswer(record: own.record, isShared: own.ownership == .shared))
    }
  }

  private func append(
    denialOf name: DNSName, for question: Question, to found: inout [FoundAnswer]
  ) {
    guard question.type != .any else { return }
    let life = TimeToLive.ofMissing(question.type, at: name)
    guard let denial = denial(of: name, in: question.recordClass, timeToLive: life) else { return }
    found.append(FoundAnswer(record: denial, isShared: false))
  }
}

extension Zone {
  /// The NSEC record that says which types a name has; nil unless the name is ours alone in the class,
  /// and when it has a type above 255, which many cannot read (RFC 6762 §6.1).
  func denial(
    of name: DNSName, in wanted: RecordClass = .internet, timeToLive: TimeToLive = .hostName
  ) -> ResourceRecord? {
    let recordClass = wanted == .any ? RecordClass.internet : wanted
    let all = records(of: name)
    var types: [RecordType] = []
    var isOurs = false
    for own in all where own.record.recordClass == recordClass {
      isOurs = isOurs || own.ownership != .shared
      if own.record.type != .nsec { types.append(own.record.type) }
    }
    guard isOurs, types.allSatisfy({ $0.rawValue < 256 }) else { return nil }
    let owner = all[0].record.name
    return ResourceRecord(
      name: owner, recordClass: recordClass, isCacheFlush: true, timeToLive: timeToLive,
      data: .nsec(NextSecureData(nextName: owner, types: TypeBitmap(types))))
  }
}

extension ResourceRecord {
  /// Whether the record answers a question of its own name: by type, as an alias, and by class
  /// (RFC 6762 §6).
  fileprivate func answers(_ question: Question) -> Bool {
    (type == question.type || question.type == .any || type == .cname)
      && (recordClass == question.recordClass || question.recordClass == .any)
  }
}

extension FoundAnswer {
  /// Where an alias leads, if the question is not for the alias itself.
  fileprivate func aliasTarget(for question: Question) -> DNSName? {
    guard question.type != .any, question.type != .cname, case .cname(let target) = record.data
    else { return nil }
    return target
  }
}

extension [FoundAnswer] {
  fileprivate func names(_ name: DNSName) -> Bool {
    contains { $0.record.name == name }
  }
}

extension TimeToLive {
  /// The life that records of a type would have, were there any (RFC 6762 §6.1, §10).
  fileprivate static func ofMissing(_ type: RecordType, at name: DNSName) -> TimeToLive {
    switch type {
    case .a, .aaaa, .srv, .hinfo: .hostName
    case .ptr where !name.isWithin(.local): .hostName
    default: .other
    }
  }
}
