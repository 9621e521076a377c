import DNSSDWire
import Testing

/// Octets from hexadecimal digits; white space is free.
func octets(_ text: String) throws -> [UInt8] {
  try #require([UInt8](hexadecimal: text.filter { !$0.isWhitespace }), "not hexadecimal: \(text)")
}

/// Packets made by hand, which may say what no writer would.
enum Handmade {
  static func header(
    flags: UInt16 = 0x8400, questions: Int = 0, answers: Int = 0, authorities: Int = 0,
    additionals: Int = 0
  ) -> [UInt8] {
    [0, flags, UInt16(questions), UInt16(answers), UInt16(authorities), UInt16(additionals)]
      .flatMap(word)
  }

  static func question(
    name: [UInt8] = [0], type: RecordType = .ptr, classField: UInt16 = 1
  ) -> [UInt8] {
    name + word(type.rawValue) + word(classField)
  }

  /// A record whose length field is that of its data, or else `length`.
  static func record(
    name: [UInt8] = [0], type: RecordType, classField: UInt16 = 1, timeToLive: UInt32 = 120,
    length: Int? = nil, data: [UInt8]
  ) -> [UInt8] {
    name + word(type.rawValue) + word(classField)
      + word(UInt16(truncatingIfNeeded: timeToLive >> 16))
      + word(UInt16(truncatingIfNeeded: timeToLive)) + word(UInt16(length ?? data.count)) + data
  }

  /// A response whose answers are these.
  static func response(_ answers: [UInt8]...) -> [UInt8] {
    header(answers: answers.count) + answers.joined()
  }

  /// A compression pointer to an offset of at most 0x3FFF.
  static func pointer(to offset: Int) -> [UInt8] {
    word(0xC000 | UInt16(offset))
  }

  static func word(_ value: UInt16) -> [UInt8] {
    [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
  }
}

extension Message {
  /// The data of the answers, each in its turn.
  var answerData: [RecordData] { answers.map(\.data) }

  /// The first answer; its absence ends the test.
  var firstAnswer: ResourceRecord {
    get throws { try #require(answers.first) }
  }

  /// The first additional record; its absence ends the test.
  var firstAdditional: ResourceRecord {
    get throws { try #require(additionals.first) }
  }
}

/// Why a message is refused; nil when it is not.
func refusal(of octets: [UInt8]) -> WireError? {
  do throws(WireError) {
    _ = try Message(decoding: octets)
    return nil
  } catch {
    return error
  }
}

extension MessageWriter {
  /// A message of these questions and answers alone.
  static func message(
    questions: [Question] = [], answers: [ResourceRecord] = [], rule: CompressionRule = .multicast
  ) throws -> [UInt8] {
    var writer = MessageWriter(limit: WireLimits.messageLength, rule: rule)
    for question in questions { try writer.append(question) }
    for answer in answers { try writer.append(answer, to: .answer) }
    return writer.finish(flags: answers.isEmpty ? .query : .response)
  }
}
