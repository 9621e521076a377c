import DNSSDWire
import Testing

/// A small packet must not become large values: all of them made at once, each with names of its own,
/// take at most 64 times its octets.
///
/// The densest record is RP, sixteen octets for three names of at most 256 octets and a heap object
/// each; a question has six octets for one name.
@Suite("Compression bombs")
struct CompressionBombTests {
  /// The longest name, 256 octets, in labels of one octet but the first.
  static let longestName = [2, 0x61, 0x61] + [UInt8](repeating: 1, count: 252) + [0]

  /// A packet of 9000 octets: the longest name, then nothing but parts that point to it.
  static func bomb(question: Bool, _ part: [UInt8]) -> [UInt8] {
    let first =
      question
      ? Handmade.question(name: longestName)
      : Handmade.record(name: longestName, type: .txt, data: [])
    let count = (9_000 - 12 - first.count) / part.count
    let header =
      question
      ? Handmade.header(questions: count + 1) : Handmade.header(answers: count + 1)
    return header + first + [[UInt8]](repeating: part, count: count).joined()
  }

  static let pointer = Handmade.pointer(to: 12)

  @Test(
    "compression-bomb values take at most 64 times the packet",
    arguments: [
      (true, Handmade.question(name: pointer)),
      (false, Handmade.record(name: pointer, type: .ptr, data: pointer)),
      (false, Handmade.record(name: pointer, type: .rp, data: pointer + pointer)),
      (false, Handmade.record(name: pointer, type: .px, data: [0, 0] + pointer + pointer)),
      (false, Handmade.record(name: pointer, type: .mx, data: [0, 0] + pointer)),
      (false, Handmade.record(name: pointer, type: .nsec, data: pointer)),
      (
        false,
        Handmade.record(
          name: pointer, type: .soa, data: pointer + pointer + [UInt8](repeating: 0, count: 20))
      ),
      (false, Handmade.record(name: pointer, type: .txt, data: [])),
      (false, Handmade.record(name: [0], type: .txt, data: [])),
    ])
  func expansion(question: Bool, part: [UInt8]) throws {
    try #require(Self.longestName.count == WireLimits.nameLength)
    let message = try Message(decoding: Self.bomb(question: question, part))
    let expansion = ReadingLaws.expansion(of: message)
    #expect(expansion <= 64 * message.octets.count)
    #expect(message.questions.count + message.records.count > 200)
  }

  @Test("compression-bomb names that stand at one place are made once")
  func sharing() throws {
    let record = Handmade.record(name: Self.pointer, type: .ptr, data: Self.pointer)
    let message = try Message(decoding: Self.bomb(question: false, record))
    let names = message.records.materialised().map(\.name)
    let first = names[0].wireForm
    for name in names {
      let wireForm = name.wireForm
      let isFirst = wireForm.span.isIdentical(to: first.span)
      #expect(isFirst)
    }
  }

  /// The steps that walking the names of a message takes, were each name followed from its start.
  static func steps(_ octets: [UInt8]) -> Int {
    PlainReader(octets)?.steps ?? 0
  }

  @Test("compression-bomb names of 127 pointers and 127 labels take at most 51 steps an octet")
  func steps() throws {
    // A label before each pointer but the first, so that the last name has 127 of both.
    var message = Handmade.header(questions: 0)
    var questions = 0
    var last: [UInt8] = [0]
    for _ in 0..<127 {
      let place = message.count
      message += Handmade.question(name: [1, 0x61] + last)
      last = Handmade.pointer(to: place)
      questions += 1
    }
    while message.count + 6 <= 9_000 {
      message += Handmade.question(name: last)
      questions += 1
    }
    message.replaceSubrange(4..<6, with: Handmade.word(UInt16(questions)))
    let decoded = try Message(decoding: message)
    #expect(decoded.questions.last?.name.labels.count == 127)
    #expect(Self.steps(message) <= 51 * message.count)
    #expect(Self.steps(message) > 30 * message.count)
  }
}
