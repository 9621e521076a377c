internal import DNSSDWire

/// What is to be answered to one query, how, and how soon: decided before anything is sent.
struct AnswerPlan: Equatable {
  /// How long answers that defend nothing wait.
  enum Delay: Equatable {
    /// Every question is answered with what is ours alone (RFC 6762 §6).
    case none
    /// Others may answer too (RFC 6762 §6, §6.3).
    case shared
    /// More known answers are to come (RFC 6762 §7.2).
    case truncated
  }

  private(set) var answers: [PlannedAnswer] = []
  private(set) var delay = Delay.none
  /// Answers left out because the asker knows them.
  private(set) var knownCount = 0

  /// Plans the answers to a query that came by a way that allows `manner` of reply.
  init(
    query: Message, manner: ReplyManner, zone: Zone, history: MulticastHistory, at now: Instant
  ) {
    let questions = Self.distinct(query.questions)
    var probe = ProbedNames(query.authorities)
    for question in questions {
      let found = zone.answers(to: question)
      guard !found.isEmpty else { continue }
      let isDefence =
        manner != .legacy && probe.proposes(question) && found.contains { !$0.isShared }
      let freshness =
        manner.choosesByFreshness(question) ? SetFreshness(found, history, at: now) : nil
      for answer in found {
        let reply = manner.reply(
          isDefence: isDefence, isFresh: freshness.map { $0.isFresh(answer) })
        answers.append(
          PlannedAnswer(
            record: answer.record, isShared: answer.isShared, isDefence: isDefence, reply: reply))
      }
    }
    if questions.count > 1 { mergeRepeated() }
    guard !answers.isEmpty else { return }
    markKnown(by: query.answers)
    delay = delay(of: query, manner)
    leaveOutKnown()
  }

  private static func distinct(_ questions: QuestionSection) -> [Question] {
    guard questions.count > 1 else { return Array(questions) }
    var seen: Set<Question> = []
    return questions.filter { seen.insert($0).inserted }
  }

  /// Several questions may ask for one record, each in its own way.
  private mutating func mergeRepeated() {
    var places: [RecordIdentity: Int] = [:]
    var merged: [PlannedAnswer] = []
    for answer in answers {
      let key = RecordIdentity(answer.record)
      if let place = places[key] {
        merged[place].merge(answer)
      } else {
        places[key] = merged.count
        merged.append(answer)
      }
    }
    answers = merged
  }

  private mutating func markKnown(by records: RecordSection) {
    guard !records.isEmpty else { return }
    let known = KnownAnswers(records)
    for place in answers.indices where known.contain(answers[place].record) {
      answers[place].isKnown = true
    }
  }

  /// Leaves out what the asker knows; while more may come, only counts it.
  private mutating func leaveOutKnown() {
    guard answers.contains(where: \.isKnown) else { return }
    let unknown = answers.withoutKnown
    knownCount = answers.count - unknown.count
    if delay != .truncated { answers = unknown }
  }

  private func delay(of query: Message, _ manner: ReplyManner) -> Delay {
    if manner == .legacy { return .none }
    if query.header.flags.isTruncated { return .truncated }
    if query.header.questionCount > 1 { return .shared }
    return answers.contains(where: \.isShared) ? .shared : .none
  }
}

/// A record to be given as an answer.
struct PlannedAnswer: Equatable {
  let record: ResourceRecord
  let isShared: Bool
  /// Whether it answers a probe for a name that is ours, at once (RFC 6762 §6, §8.1).
  private(set) var isDefence: Bool
  private(set) var reply: Reply
  /// Whether the asker listed it as known.
  var isKnown = false

  /// By which way an answer goes out.
  enum Reply: Equatable {
    case multicast, unicast
    /// To a prober that wants unicast, when others may have forgotten the record (RFC 6762 §5.4).
    case unicastAndMulticast
  }

  init(record: ResourceRecord, isShared: Bool, isDefence: Bool, reply: Reply) {
    self.record = record
    self.isShared = isShared
    self.isDefence = isDefence
    self.reply = reply
  }

  var isMulticast: Bool { reply != .unicast }
  var isUnicast: Bool { reply != .multicast }

  /// Takes up that the record was asked for once more in one message.
  mutating func merge(_ other: PlannedAnswer) {
    isDefence = isDefence || other.isDefence
    if reply != other.reply { reply = isDefence ? .unicastAndMulticast : .multicast }
  }
}

extension [PlannedAnswer] {
  /// All but what the asker knows; a set that is ours alone is known as a whole or not at all
  /// (RFC 6762 §7.1, §10.2).
  var withoutKnown: [PlannedAnswer] {
    var incomplete: Set<SetIdentity> = []
    for answer in self where !answer.isKnown && !answer.isShared {
      incomplete.insert(SetIdentity(answer.record))
    }
    return filter { answer in
      !answer.isKnown || !answer.isShared && incomplete.contains(SetIdentity(answer.record))
    }
  }
}
