internal import DNSSDWire

/// The questions that one link sends together, each once (RFC 6762 §5.3).
struct QuestionRound {
  /// Why a question is asked.
  enum Cause {
    /// To find or refresh records.
    case plain
    /// For the first time on a new link, where unicast answers spare the others (RFC 6762 §5.4).
    case first
    /// To see who lives: all are to answer, so that no answer is known.
    case liveness
    /// The same after an answer was missed, perhaps because unicast does not reach us.
    case livenessAgain
  }

  private struct Asked {
    let question: NameTypeClass
    var prefersUnicast: Bool
    var listsKnownAnswers: Bool
  }

  let asksForUnicast: Bool
  private var asked: [Asked] = []
  private var places: [NameTypeClass: Int] = [:]

  init(asksForUnicast: Bool) {
    self.asksForUnicast = asksForUnicast
  }

  var isEmpty: Bool { asked.isEmpty }

  var questions: [Question] {
    asked.map { $0.question.question(prefersUnicastResponse: $0.prefersUnicast) }
  }

  /// Each question, and whether answers of others that are known may be listed.
  var knownAnswerLists: [(question: NameTypeClass, listsOthers: Bool)] {
    asked.map { ($0.question, $0.listsKnownAnswers) }
  }

  var questionsForUnicast: [NameTypeClass] {
    asked.filter(\.prefersUnicast).map(\.question)
  }

  /// Adds a question, or one more cause to one that is there: it then prefers unicast only if all
  /// causes do, and lists known answers only if all may.
  mutating func add(_ question: NameTypeClass, as cause: Cause) {
    let prefersUnicast = asksForUnicast && (cause == .first || cause == .liveness)
    let listsKnownAnswers = cause == .plain || cause == .first
    guard let place = places[question] else {
      places[question] = asked.count
      asked.append(
        Asked(
          question: question, prefersUnicast: prefersUnicast, listsKnownAnswers: listsKnownAnswers))
      return
    }
    asked[place].prefersUnicast = asked[place].prefersUnicast && prefersUnicast
    asked[place].listsKnownAnswers = asked[place].listsKnownAnswers && listsKnownAnswers
  }
}
