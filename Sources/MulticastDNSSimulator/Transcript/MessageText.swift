internal import DNSSDWire

/// A message on one line, for people who know the protocol.
extension SentMessage {
  /// Safe to print, as all names and data are escaped where they need it.
  var text: String {
    if case .failure(let error) = message { return "no message: \(error)" }
    return isResponse ? responseText : queryText
  }

  private var queryText: String {
    let word = isProbe ? "probe" : "query"
    let asked = questions.map { question in
      let way = question.prefersUnicastResponse ? "QU" : "QM"
      return "\(way) \(word) \"\(question.name)\" \(question.type)"
    }
    var text = asked.isEmpty ? "\(word) continued" : asked.joined(separator: ", ")
    if id != 0 { text = "id \(id) " + text }
    if flags.isTruncated { text = "TC " + text }
    if isProbe {
      text += " | " + authorities.map { "\($0.type) \($0.data)" }.joined(separator: ", ")
    }
    if !answers.isEmpty { text += " known " + Self.list(answers) }
    return text
  }

  private var responseText: String {
    let isGoodbye = !answers.isEmpty && answers.allSatisfy { $0.timeToLive == .goodbye }
    var text = isGoodbye ? "goodbye" : "response"
    if !questions.isEmpty {
      text =
        "reply id \(id) to " + questions.map { "\"\($0.name)\" \($0.type)" }.joined(separator: ", ")
    }
    text += " " + Self.list(answers)
    if !additionals.isEmpty { text += " with " + Self.list(additionals) }
    return text
  }

  private static func list(_ records: [ResourceRecord]) -> String {
    records.map { record in
      let flush = record.isCacheFlush ? " flush" : ""
      return
        "\"\(record.name)\" \(record.type) \(record.data) (\(record.timeToLive.seconds)\(flush))"
    }.joined(separator: ", ")
  }
}
