internal import DNSSDWire
internal import MulticastDNS

/// A question of a one-shot querier and how its answers are known (RFC 6762 §5.1).
struct OneShotQuery {
  let id: UInt16
  let question: Question

  init(_ question: Question, id: UInt16) {
    self.question = question
    self.id = id
  }

  /// Draws an ID other than zero, which stands for messages without one.
  init(_ question: Question, random: inout RandomSource) {
    var id = random.messageID()
    while id == 0 { id = random.messageID() }
    self.init(question, id: id)
  }

  /// The message to send.
  var octets: [UInt8] {
    var writer = MessageWriter(limit: WireLimits.headerLength + WireLimits.nameLength + 4)
    do throws(EncodingError) {
      try writer.append(question)
    } catch {
      preconditionFailure("the writer has room for the longest question")
    }
    return writer.finish(flags: .query, id: id)
  }

  /// Whether a message answers the question: a response with its ID that repeats it, as in unicast
  /// DNS (RFC 6762 §5.1 and §6.7).
  func isAnswered(by message: Message) -> Bool {
    message.header.flags.isResponse && message.header.id == id
      && message.questions.contains { $0.name == question.name && $0.type == question.type }
  }
}
