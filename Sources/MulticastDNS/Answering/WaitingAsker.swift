internal import DNSSDWire

/// An asker whose further known answers are awaited, with the answers planned for it alone
/// (RFC 6762 §7.2).
struct WaitingAsker: Equatable {
  let asker: TransportAddress
  /// When the answers go out unless more known answers come.
  private(set) var due: Instant
  private var answers: [PlannedAnswer] = []
  private var places: [RecordIdentity: Int] = [:]
  private var unknownCount = 0

  init(_ asker: TransportAddress, until due: Instant) {
    self.asker = asker
    self.due = due
  }

  /// How many answers are planned.
  var count: Int { answers.count }

  /// What is multicast can wait for more to be multicast; a reply does not wait.
  var wait: Wait {
    answers.contains(where: \.isMulticast) ? Wait(joiningOthersFrom: due) : Wait(until: due)
  }

  /// Whether nothing is left to be said.
  var isSatisfied: Bool { unknownCount == 0 }

  mutating func wait(until due: Instant) {
    self.due = due
  }

  /// Plans more answers for the asker.
  mutating func add(_ planned: [PlannedAnswer]) {
    for answer in planned {
      let key = RecordIdentity(answer.record)
      if let place = places[key] {
        answers[place].merge(answer)
        if answer.isKnown { know(answer.record) }
      } else {
        places[key] = answers.count
        answers.append(answer)
        if !answer.isKnown { unknownCount += 1 }
      }
    }
  }

  /// Takes note that the asker has the record, or will have it from another host; false when it was
  /// not planned or is known.
  @discardableResult
  mutating func know(_ record: ResourceRecord) -> Bool {
    guard let place = places[RecordIdentity(record)], !answers[place].isKnown else { return false }
    answers[place].isKnown = true
    unknownCount -= 1
    return true
  }

  /// Takes note of the known answers of one more query of the asker; returns how many answers they
  /// make needless.
  mutating func know(_ records: RecordSection) -> Int {
    var count = 0
    for record in records {
      guard let place = places[RecordIdentity(record)],
        answers[place].record.lives(atLeastHalfAsLongIn: record.timeToLive)
      else { continue }
      if know(record) { count += 1 }
    }
    return count
  }

  /// What is to be sent.
  var remaining: [PlannedAnswer] { answers.withoutKnown }
}
