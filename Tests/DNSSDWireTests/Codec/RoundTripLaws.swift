import DNSSDWire
import Testing

@Suite("Laws of writing and reading")
struct RoundTripLaws {
  static let rules: [CompressionRule] = [.multicast, .legacyUnicast]

  @Test("what is written reads back, and writes the same again", arguments: Seeds.first(300))
  func roundTrip(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    let content = generator.content()
    for rule in Self.rules {
      let written = try content.written(rule: rule)
      let message = try Message(decoding: written)
      #expect(message.content.says(content), "\(rule)")
      #expect(try message.content.written(rule: rule).hexadecimal == written.hexadecimal, "\(rule)")
      #expect(ReadingLaws.broken(by: written) == nil, "\(rule): \(written.hexadecimal)")
    }
  }

  @Test(
    "messages are equal however compressed, and unlike when a part is", arguments: Seeds.first(60))
  func equality(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    var content = generator.content()
    // A name in data kept as octets can take another spelling, which makes other octets.
    content.sections = content.sections.map { section in section.filter { !$0.hasOctets } }
    let messages = try Self.rules.map { try Message(decoding: content.written(rule: $0)) }
    #expect(messages[0] == messages[1])
    content.sections[0].append(generator.record())
    #expect(try Message(decoding: content.written()) != messages[0])
    content.sections[0].removeLast()
    content.questions.append(generator.question())
    #expect(try Message(decoding: content.written()) != messages[0])
  }

  @Test("data reads back from its own octets", arguments: Seeds.first(60))
  func octetsOfData(seed: UInt64) {
    var generator = MessageGenerator(seed: seed)
    for _ in 0..<20 {
      let data = generator.data()
      guard data.type != .opt else { continue }
      #expect(RecordData(data.type, octets: data.octets) == data)
      #expect(RecordData(data.type, octets: data.octets).octets == data.octets)
    }
  }

  @Test("bitmaps, strings and options read back", arguments: Seeds.first(60))
  func parts(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    let bitmap = generator.bitmap()
    #expect(TypeBitmap(bitmap.types) == bitmap)
    #expect(TypeBitmap(bitmap.types.shuffled(using: &generator.random)) == bitmap)
    #expect(bitmap.types == bitmap.types.sorted { $0.rawValue < $1.rawValue })
    for type: UInt16 in 0...300 {
      let type = RecordType(rawValue: type)
      #expect(bitmap.contains(type) == bitmap.types.contains(type))
    }
    let text = generator.text()
    #expect(try TextData(strings: text.strings.map { Array($0) }) == text)
    #expect(TextData(lenient: text.wireForm[...]) == text)
    // Whatever stands behind the last good string is dropped.
    #expect(TextData(lenient: (text.wireForm + [9, 0x61])[...]) == text)
    let extended = generator.extendedDNS()
    #expect(extended.record.data == .opt(extended))
  }
}

/// Pointers of what is written.
@Suite("Laws of compression")
struct CompressionLaws {
  private static func pointersBroken(in message: [UInt8]) -> String? {
    guard let plain = PlainReader(message) else { return "not readable" }
    for (place, target) in plain.pointers where target >= place || target > 0x3FFF || target < 12 {
      return "from \(place) to \(target)"
    }
    return nil
  }

  @Test("pointers point backwards", arguments: Seeds.first(60))
  func backwards(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    let written = try generator.content(records: 40).written()
    #expect(Self.pointersBroken(in: written) == nil)
  }

  @Test(
    "D1035-4.1.4-5 no pointer of a message of 20 KB leads above 0x3FFF", arguments: Seeds.first(6))
  func reach(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    var writer = MessageWriter(limit: 20_480)
    var records: [ResourceRecord] = []
    while true {
      let record = generator.record()
      do throws(EncodingError) {
        try writer.append(record, to: .answer)
        records.append(record)
      } catch {
        #expect(error == .messageFull)
        break
      }
    }
    let written = writer.finish(flags: .response)
    #expect(written.count > 0x3FFF)
    #expect(Self.pointersBroken(in: written) == nil)
    let message = try Message(decoding: written)
    #expect(zip(message.records, records).allSatisfy { $0.says($1) })
    #expect(message.records.count == records.count)
    #expect(try message.content.written() == written)
  }
}

extension ResourceRecord {
  /// Whether the data is kept as octets.
  fileprivate var hasOctets: Bool {
    if case .unknown = data { return true }
    return false
  }
}
