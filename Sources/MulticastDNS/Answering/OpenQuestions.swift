internal import DNSSDWire

/// Questions whose answers wait to be multicast already, so that asking the same again changes nothing
/// and costs next to nothing: a flood of one question is planned once for each multicast.
struct OpenQuestions: Equatable {
  private var questions: Set<Question> = []

  func contains(_ question: Question) -> Bool {
    questions.contains(question)
  }

  /// Takes note of a question all of whose answers were planned.
  mutating func insert(_ question: Question) {
    guard questions.count < Limits.scheduledAnswers else { return }
    questions.insert(question)
  }

  /// Some answers wait no longer.
  mutating func clear() {
    if !questions.isEmpty { questions = [] }
  }
}

extension Message {
  /// The question of a query that asks for multicast and for nothing else: one that knows nothing,
  /// proposes nothing and is not to go on.
  func plainQuestion(_ manner: ReplyManner) -> Question? {
    guard header.questionCount == 1, header.answerCount == 0, header.authorityCount == 0,
      !header.flags.isTruncated, manner == .asAsked || manner == .multicast
    else { return nil }
    let question = questions[0]
    return manner.choosesByFreshness(question) ? nil : question
  }
}
