internal import DNSSDWire

/// The known answers of a query (RFC 6762 §7.1).
struct KnownAnswers {
  private var lives: [RecordIdentity: TimeToLive] = [:]

  init(_ records: some Sequence<ResourceRecord>) {
    for record in records {
      let key = RecordIdentity(record)
      lives[key] = max(record.timeToLive, lives[key] ?? .goodbye)
    }
  }

  /// Whether the asker knows the record for at least half of its life.
  func contain(_ record: ResourceRecord) -> Bool {
    guard let life = lives[RecordIdentity(record)] else { return false }
    return record.lives(atLeastHalfAsLongIn: life)
  }
}

extension ResourceRecord {
  /// Whether `life` is at least half of the record's own (RFC 6762 §6.6, §7.1).
  func lives(atLeastHalfAsLongIn life: TimeToLive) -> Bool {
    UInt64(life.seconds) * 100 >= UInt64(timeToLive.seconds) * UInt64(Timing.knownAnswerLifePercent)
  }
}

/// The sets that a probe proposes (RFC 6762 §6, §8.1).
struct ProbedNames {
  private let records: RecordSection
  private var sets: Set<ProbedSet>?

  private struct ProbedSet: Hashable {
    let name: DNSName
    let type: RecordType
  }

  init(_ authorities: RecordSection) {
    records = authorities
  }

  /// Whether a proposed record answers the question, which makes it a probe.
  mutating func proposes(_ question: Question) -> Bool {
    guard !records.isEmpty else { return false }
    let all = sets ?? gather()
    sets = all
    return all.contains(ProbedSet(name: question.name, type: question.type))
  }

  private func gather() -> Set<ProbedSet> {
    var all: Set<ProbedSet> = []
    for record in records {
      all.insert(ProbedSet(name: record.name, type: record.type))
      all.insert(ProbedSet(name: record.name, type: .any))
    }
    return all
  }
}

/// Which answers others still have fresh; a set that is ours alone is as fresh as its stalest record,
/// for it is sent as a whole (RFC 6762 §5.4, §10.2).
struct SetFreshness {
  private let history: MulticastHistory
  private let now: Instant
  private var stale: Set<SetIdentity> = []

  init(_ answers: [FoundAnswer], _ history: MulticastHistory, at now: Instant) {
    self.history = history
    self.now = now
    for answer in answers where !answer.isShared && !history.isFresh(answer.record, at: now) {
      stale.insert(SetIdentity(answer.record))
    }
  }

  func isFresh(_ answer: FoundAnswer) -> Bool {
    answer.isShared
      ? history.isFresh(answer.record, at: now) : !stale.contains(SetIdentity(answer.record))
  }
}
