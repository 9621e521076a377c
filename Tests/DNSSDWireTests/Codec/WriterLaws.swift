import DNSSDWire
import Testing

/// An append that is refused leaves the writer as if it had never been tried.
@Suite("Laws of the writer")
struct WriterLaws {
  /// Tries every part, and returns the message and the parts that were taken.
  private static func write(
    _ content: MessageContent, limit: Int, rule: CompressionRule
  ) -> (message: [UInt8], taken: MessageContent) {
    var writer = MessageWriter(limit: limit, rule: rule)
    var taken = MessageContent(questions: [], sections: [[], [], []])
    for question in content.questions where append({ try $0.append(question) }, to: &writer) {
      taken.questions.append(question)
    }
    for (index, section) in MessageContent.recordSections.enumerated() {
      for record in content.sections[index]
      where append({ try $0.append(record, to: section) }, to: &writer) {
        taken.sections[index].append(record)
      }
    }
    return (writer.finish(flags: .response), taken)
  }

  private static func append(
    _ body: (inout MessageWriter) throws -> Void, to writer: inout MessageWriter
  ) -> Bool {
    let count = writer.count
    let counts = MessageSection.allCases.map { writer.count(of: $0) }
    do {
      try body(&writer)
      #expect(writer.count > count)
      return true
    } catch {
      #expect(error as? EncodingError == .messageFull)
      #expect(writer.count == count)
      #expect(MessageSection.allCases.map { writer.count(of: $0) } == counts)
      return false
    }
  }

  @Test("at every limit a refused append changes nothing", arguments: Seeds.first(8))
  func everyLimit(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    let content = generator.content(questions: 3, records: 6)
    for rule in RoundTripLaws.rules {
      let whole = try content.written(rule: rule)
      for limit in 12...min(whole.count, 700) {
        let (message, taken) = Self.write(content, limit: limit, rule: rule)
        #expect(message.count <= limit)
        let untried = try taken.written(rule: rule)
        #expect(message == untried, "limit \(limit), \(rule)")
      }
    }
  }

  @Test("a refused append changes nothing where names leave the reach of pointers")
  func reachOfPointers() throws {
    let name = try DNSName("abcdefgh.ijklmnop.local")
    let record = ResourceRecord(name: name, timeToLive: .other, data: .a(IPv4Address(192, 0, 2, 1)))
    for filler in (0x3FFF - 60)...(0x3FFF - 10) {
      let data = [UInt8](repeating: 0, count: filler)
      let first = ResourceRecord(
        name: .root, timeToLive: .other, data: .unknown(RecordType(rawValue: 65_280), data))
      var writer = MessageWriter(limit: 17_000)
      try writer.append(first, to: .answer)
      try writer.append(record, to: .answer)
      var untried = writer
      #expect(throws: EncodingError.messageFull) { try writer.append(first, to: .answer) }
      try writer.append(record, to: .answer)
      try untried.append(record, to: .answer)
      let (tried, other) = (writer.finish(flags: .response), untried.finish(flags: .response))
      #expect(tried.count == other.count, "\(filler) octets before")
      let isSame = tried == other
      #expect(isSame, "\(filler) octets before")
    }
  }

  @Test("a refused record does not close the sections before its own")
  func sections() throws {
    let small = ResourceRecord(
      name: .local, timeToLive: .other, data: .a(IPv4Address(192, 0, 2, 1)))
    let large = ResourceRecord(
      name: .local, timeToLive: .other,
      data: .unknown(RecordType(rawValue: 65_280), [UInt8](repeating: 0, count: 100)))
    var writer = MessageWriter(limit: 100)
    try writer.append(small, to: .answer)
    #expect(throws: EncodingError.messageFull) { try writer.append(large, to: .additional) }
    try writer.append(small, to: .authority)
    #expect(throws: EncodingError.sectionClosed) { try writer.append(small, to: .answer) }
    #expect(throws: EncodingError.sectionClosed) {
      try writer.append(Question(name: .local, type: .a))
    }
    #expect(MessageSection.allCases.map { writer.count(of: $0) } == [0, 1, 1, 0])
  }

  @Test("a writer used again writes as a new one does", arguments: Seeds.first(30))
  func reuse(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    let contents = (0..<3).map { _ in generator.content() }
    var writer = MessageWriter(limit: WireLimits.messageLength)
    for content in contents {
      for question in content.questions { try writer.append(question) }
      for (index, section) in MessageContent.recordSections.enumerated() {
        for record in content.sections[index] { try writer.append(record, to: section) }
      }
      #expect(try writer.finish(flags: .response) == content.written())
      #expect(writer.count == WireLimits.headerLength)
      try writer.append(Question(name: .local, type: .any))
      writer.clear()
    }
  }

  @Test(
    "the limit is taken as 12 to 65,535", arguments: [(-1, 12), (0, 12), (12, 12), (.max, 65_535)])
  func limits(limit: Int, taken: Int) {
    var writer = MessageWriter(limit: limit)
    var count = 0
    while (try? writer.append(Question(name: .root, type: .any))) != nil { count += 1 }
    #expect(count == (taken - 12) / 5)
    #expect(writer.finish(flags: .query).count == 12 + 5 * count)
  }

  @Test("an option or data too long for its length field is refused")
  func tooLong() {
    let octets = [UInt8](repeating: 0, count: 65_536)
    let option = ExtendedDNS(
      payloadSize: 1_440, options: [ExtendedDNSOption(code: 1, octets: octets)])
    #expect(throws: EncodingError.dataTooLong) {
      try MessageWriter.message(answers: [option.record])
    }
    #expect(RecordData(.txt, octets: octets) == .malformed(.txt, octets))
  }
}
