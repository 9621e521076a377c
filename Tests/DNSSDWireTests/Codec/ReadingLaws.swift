import DNSSDWire

/// What must hold of any octets at all, whoever made them; the fuzzers compile this file too.
package enum ReadingLaws {
  /// The law that the codec breaks with these octets; nil where it keeps all of them.
  package static func broken(by octets: [UInt8]) -> String? {
    let plain = PlainReader(octets)
    guard let message = try? Message(decoding: octets) else {
      return plain == nil ? nil : "refuses what is sound"
    }
    guard let plain else { return "accepts what is broken" }
    return disagreement(of: message, with: plain)
      ?? disagreementOfWalk(over: octets, of: message, with: plain)
      ?? rewriting(message)
      ?? (expansion(of: message) > 64 * octets.count ? "makes more than 64 times the octets" : nil)
  }

  private static func disagreement(of message: Message, with plain: PlainReader) -> String? {
    let questions = plain.parts.prefix { $0.section == .question }
    let records = plain.parts.dropFirst(questions.count)
    guard message.questions.count == questions.count, message.records.count == records.count
    else { return "has another number of parts" }
    for (question, part) in zip(message.questions, questions) {
      guard question.name.wireForm == part.name, question.type == part.type,
        question.recordClass.rawValue == part.classField & 0x7FFF,
        question.prefersUnicastResponse == (part.classField > 0x7FFF)
      else { return "reads a question otherwise" }
    }
    guard Array(message.records) == message.records.materialised(),
      message.records.indices.map({ message.records[$0] }) == message.records.materialised()
    else { return "makes records that differ with the way they are asked for" }
    for (record, part) in zip(message.records, records) {
      guard record.name.wireForm == part.name, record.type == part.type else {
        return "reads a record otherwise"
      }
      guard record.isMalformed != part.isSound else { return "judges data otherwise" }
    }
    return nil
  }

  private static func disagreementOfWalk(
    over octets: [UInt8], of message: Message, with plain: PlainReader
  ) -> String? {
    let names = message.questions.map(\.name) + message.records.map(\.name)
    var visited = 0
    do throws(WireError) {
      var walk = try MessageWalk(octets.span)
      while let part = try walk.next(in: octets.span) {
        guard visited < plain.parts.count, part.agrees(with: plain.parts[visited]) else {
          return "walks over other parts than it reads"
        }
        for other in visited..<min(visited + 4, names.count) {
          let isNamed = try part.isNamed(names[other], in: octets.span)
          guard isNamed == (names[other] == names[visited]) else {
            return "compares names in place otherwise"
          }
        }
        visited += 1
      }
    } catch {
      return "refuses to walk over what it reads: \(error)"
    }
    return visited == plain.parts.count ? nil : "ends a walk early"
  }

  /// Writes all that can be written, and reads it again.
  private static func rewriting(_ message: Message) -> String? {
    let content = message.content
    // Names of some types are spelled out, and so are those behind the reach of pointers.
    guard let written = try? content.written() else {
      let fits = expansion(of: message) <= WireLimits.messageLength
      return fits ? "cannot write what it read" : nil
    }
    guard let again = try? Message(decoding: written) else { return "refuses what it wrote" }
    guard again.content.says(content) else { return "reads something else than it wrote" }
    guard (try? again.content.written()) == written else { return "writes otherwise again" }
    return nil
  }

  /// The octets of all values of a message together: 32 more for each name, which is a heap object.
  static func expansion(of message: Message) -> Int {
    let questions = message.questions.reduce(0) { $0 + $1.name.wireForm.count + 32 }
    return message.records.reduce(questions) { sum, record in
      sum + record.name.wireForm.count + 32 + record.data.octets.count
        + 32 * record.data.nameCount
    }
  }
}

extension MessageWalk.Part {
  fileprivate func agrees(with part: PlainReader.Part) -> Bool {
    let isQuestion = part.section == .question
    let topBit = part.classField > 0x7FFF
    return section == part.section && type == part.type && timeToLive == part.timeToLive
      && recordClass.rawValue == part.classField & 0x7FFF
      && prefersUnicastResponse == (isQuestion && topBit)
      && isCacheFlush == (!isQuestion && topBit && part.type != .opt)
      && (isQuestion ? data.isEmpty : data == part.data)
  }
}

extension ResourceRecord {
  var isMalformed: Bool {
    if case .malformed = data { return true }
    return false
  }
}

extension RecordData {
  /// How many names there are in the data.
  fileprivate var nameCount: Int {
    switch (self, type) {
    case (.malformed, _): 0
    case (_, .soa), (_, .rp), (_, .px): 2
    case (.ptr, _), (.cname, _), (.ns, _), (.dname, _), (.srv, _), (.mx, _), (.nsec, _): 1
    default: 0
    }
  }
}
