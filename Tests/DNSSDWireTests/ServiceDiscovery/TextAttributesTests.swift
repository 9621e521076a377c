import DNSSDWire
import Testing

@Suite("RFC 6763 §6 attributes in TXT records")
struct TextAttributesTests {
  @Test("S-6.1-1 strings stand behind their length octets", arguments: packedStrings)
  func format(strings: [String], wireForm: [UInt8]) throws {
    let data = try TextData(strings: strings.map { Array($0.utf8) })
    #expect(data.wireForm == wireForm)
    #expect(try throughTheWire(data).wireForm == wireForm)
    #expect(TextAttributes(data).data == data)
  }

  @Test("S-6.1-1 a string has at most 255 octets")
  func stringLength() throws {
    let longest = try TextAttribute("k", octets: [UInt8](repeating: 0x3D, count: 253))
    #expect(longest.string.count == 255)
    #expect(try throughTheWire(TextAttributes([longest]).data).strings.map { $0.count } == [255])
    #expect(throws: TextAttributeError.stringTooLong) {
      try TextAttribute("k", octets: [UInt8](repeating: 0x3D, count: 254))
    }
    #expect(throws: TextAttributeError.stringTooLong) {
      try TextAttribute(String(repeating: "k", count: 256))
    }
    #expect(throws: TextDataError.stringTooLong) {
      try TextData(strings: [[UInt8](repeating: 0, count: 256)])
    }
  }

  @Test("S-6.1-4 a string that runs past the data is dropped, and what is before it kept")
  func overrun() throws {
    let data: [UInt8] = [0x03, 0x61, 0x3D, 0x62, 0x09, 0x78]
    let fields: [UInt8] = [1, 0x61, 0, 0, 16, 0, 1, 0, 0, 0, 120, 0, UInt8(data.count)]
    let message = try Message(
      decoding: [0, 0, 0x84, 0, 0, 0, 0, 2, 0, 0, 0, 0] + fields + data + fields + data)
    #expect(message.answers.count == 2)
    for record in message.answers {
      guard case .txt(let text) = record.data else {
        Issue.record("not a TXT record: \(record)")
        continue
      }
      #expect(try Array(TextAttributes(text)) == [TextAttribute("a", "b")])
    }
  }

  @Test("S-6.3-1 S-6.5-1 a string is split at its first =")
  func splitting() throws {
    let attributes = try read("a=b=c", "=", "d==")
    #expect(attributes["a"]?.text == "b=c")
    #expect(attributes["d"]?.value == [0x3D])
    #expect(attributes.count == 2)
  }

  @Test("S-6.4-1 a key has a character")
  func emptyKey() throws {
    #expect(throws: TextAttributeError.keyEmpty) { try TextAttribute("", "x") }
    #expect(throws: TextAttributeError.keyEmpty) { try TextAttribute("") }
    let attributes = try read("=x", "", "a=1", "=")
    #expect(attributes.map(\.key) == ["a"])
    #expect(attributes.data.strings.count == 4)
  }

  @Test("S-6.4-2 a key of more than nine characters works, with advice")
  func longKey() throws {
    let attributes = try TextAttributes(["ninechars": "", "tenletters": "1"])
    #expect(attributes["tenletters"]?.text == "1")
    #expect(attributes.advice == [.keyLong("tenletters")])
  }

  @Test("S-6.4-3 a key has characters of U+0020 to U+007E without = alone")
  func keyCharacters() throws {
    for octet in UInt8.min...UInt8.max {
      let isAllowed = (0x20...0x7E).contains(octet) && octet != 0x3D
      let received = TextAttributes(try TextData(strings: [[0x6B, octet, 0x6B, 0x3D, 0x31]]))
      let expected: [UInt8]? = octet == 0x3D ? [0x6B] : isAllowed ? [0x6B, octet, 0x6B] : nil
      #expect(received.first.map { Array($0.key.utf8) } == expected)
      #expect(received.data.strings.map(Array.init) == [[0x6B, octet, 0x6B, 0x3D, 0x31]])
      guard octet < 0x80 else { continue }
      let key = "k\(Character(Unicode.Scalar(octet)))k"
      #expect((try? TextAttribute(key, "1"))?.key == (isAllowed ? key : nil))
    }
    #expect(throws: TextAttributeError.keyCharacterNotAllowed) { try TextAttribute("é", "1") }
    #expect(throws: TextAttributeError.keyCharacterNotAllowed) { try TextAttribute("a\tb") }
  }

  @Test("S-6.4-4 spaces in keys count")
  func spaces() throws {
    let attributes = try read(" a=1", "a=2", "a =3", " =4")
    #expect([" a", "a", "a ", " "].map { attributes[$0]?.text } == ["1", "2", "3", "4"])
    #expect(try TextAttributes([" a": "1", "a": "2"]).count == 2)
  }

  @Test("S-6.4-5 key case is ignored, and kept", arguments: spellings)
  func keyCase(key: String) throws {
    let attributes = try read("papersize=A4")
    #expect(attributes[key]?.text == "A4")
    #expect(attributes[key]?.key == "papersize")
    #expect(try attributes[key] == TextAttribute(key, "A4"))
    #expect(try attributes[key] != TextAttribute(key, "a4"))
  }

  @Test("S-6.4-6 S-6.4-9 no attribute, no value, an empty value and a value are four things")
  func outcomes() throws {
    let built = try TextAttributes([
      TextAttribute("flag"), TextAttribute("empty", ""), TextAttribute("full", "v"),
    ])
    #expect(
      built.data.strings.map(Array.init) == ["flag", "empty=", "full=v"].map { Array($0.utf8) })
    for attributes in [built, TextAttributes(try throughTheWire(built.data))] {
      #expect(attributes["missing"] == nil)
      let flag = try #require(attributes["flag"])
      #expect(flag.value == nil)
      #expect(flag.text == nil)
      #expect(attributes["empty"]?.value == [])
      #expect(attributes["empty"]?.text == "")
      #expect(attributes["full"]?.value == [0x76])
    }
    #expect(try TextAttribute("k") != TextAttribute("k", ""))
  }

  @Test("S-6.4-7 a key is not sent twice")
  func repeatedKey() throws {
    #expect(throws: TextAttributeError.keyRepeated("A")) {
      try TextAttributes(["a": "1", "A": "2"])
    }
    #expect(throws: TextAttributeError.keyRepeated("k")) {
      try TextAttributes([TextAttribute("k"), TextAttribute("k", "")])
    }
  }

  @Test("S-6.4-8 the first of several attributes with a key counts")
  func firstKey() throws {
    let attributes = try read("a=1", "A=2", "b", "b=3")
    #expect(try Array(attributes) == [TextAttribute("a", "1"), TextAttribute("b")])
    #expect(attributes.data.strings.count == 4)
    let shadowed = try read("=a", "a\u{7}=0", "a=1")
    #expect(shadowed["a"]?.text == "1")
  }

  @Test("S-6.5-1 a value is any octets")
  func opaqueValue() throws {
    for octets in [Array(UInt8.min...127), Array(128...UInt8.max), [0xFF], [0, 0]] {
      let attributes = try TextAttributes([TextAttribute("k", octets: octets)])
      #expect(TextAttributes(try throughTheWire(attributes.data))["k"]?.value == octets)
    }
    #expect(try TextAttribute("k", octets: [0xFF]).text == nil)
    #expect(try TextAttribute("k", "e\u{301}").value == [0x65, 0xCC, 0x81])
  }

  @Test("S-6.5-2 quotes and spaces are part of a value")
  func quotes() throws {
    let attributes = try TextAttributes(["k": #" "x" "#])
    #expect(attributes.data.wireForm == [7] + Array(#"k= "x" "#.utf8))
    #expect(TextAttributes(attributes.data)["k"]?.text == #" "x" "#)
  }

  @Test("S-6.5-3 a value is shown in hexadecimal and as text", arguments: shownValues)
  func display(octets: [UInt8]?, octetText: String, text: String) throws {
    let attribute = try TextAttribute(#"a \b"#, octets: octets)
    #expect(attribute.debugDescription == octetText)
    #expect(attribute.description == text)
  }

  @Test("S-6.6-1 the published example is read")
  func example() throws {
    let octets =
      [9] + Array("key=value".utf8) + [8] + Array("paper=A4".utf8) + [7]
      + Array("passreq".utf8)
    let attributes = TextAttributes(TextData(lenient: octets[...]))
    #expect(
      try Array(attributes) == [
        TextAttribute("key", "value"), TextAttribute("paper", "A4"), TextAttribute("passreq"),
      ])
    #expect(try TextAttributes(Array(attributes)).data.wireForm == octets)
  }

  @Test("S-6.7-1 attributes keep their order, and txtvers comes first")
  func order() throws {
    let attributes = try TextAttributes(["txtvers": "1", "b": "", "a": "2"])
    #expect(attributes.map(\.key) == ["txtvers", "b", "a"])
    #expect(
      try throughTheWire(attributes.data).strings.first.map(Array.init) == Array("txtvers=1".utf8))
    #expect(attributes.advice == [])
    #expect(try TextAttributes(["a": "2", "TXTVERS": "1"]).advice == [.versionNotFirst])
    #expect(try read("=x", "txtvers=1").advice == [.versionNotFirst])
  }

  @Test("S-6.7-2 attributes of an unknown version are disregarded")
  func version() throws {
    #expect(try read("txtvers=2", "a=1").attributes(ifVersion: 1) == [])
    #expect(try read("txtvers", "a=1").attributes(ifVersion: 1) == [])
    #expect(try read("txtvers=1", "a=1").attributes(ifVersion: 1).map(\.key) == ["txtvers", "a"])
    #expect(try read("a=1").attributes(ifVersion: 1).map(\.key) == ["a"])
  }

  @Test("a record of 400 octets is long, and one of 1300 octets too long for a packet")
  func size() throws {
    #expect(try ofLength(400).advice == [])
    #expect(try ofLength(401).advice == [.recordLong(octets: 401)])
    #expect(try ofLength(1_300).advice == [.recordLong(octets: 1_300)])
    #expect(try ofLength(1_301).advice == [.recordTooLongForPacket(octets: 1_301)])
    #expect(try ofLength(65_535).count == 256)
    #expect(throws: TextAttributeError.dataTooLong) { try ofLength(65_536) }
  }

  @Test("no strings, an empty string and no attributes are the same")
  func nothing() throws {
    #expect(TextAttributes.empty.data.wireForm == [0])
    #expect(try TextAttributes([:]) == .empty)
    #expect(TextAttributes(TextData(lenient: [])) == .empty)
    #expect(TextAttributes(TextData(lenient: [0])).isEmpty)
  }

  @Test("random data keeps its strings, and each key it has is found", arguments: 0..<20)
  func randomData(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let octets = (0..<Int.random(in: 0..<300, using: &generator)).map { _ in
        [2, 3, 5, 0x3D, 0x61, 0x41, UInt8.random(in: 0...255, using: &generator)]
          .randomElement(using: &generator) ?? 0
      }
      let data = TextData(lenient: octets[...])
      let attributes = TextAttributes(data)
      #expect(attributes.data == data)
      for attribute in attributes {
        #expect(attributes[attribute.key.uppercased()] == attribute)
        #expect(data.strings.contains { Array($0) == attribute.string })
      }
    }
  }

  private func read(_ strings: String...) throws -> TextAttributes {
    TextAttributes(try TextData(strings: strings.map { Array($0.utf8) }))
  }

  private func throughTheWire(_ data: TextData) throws -> TextData {
    let record = ResourceRecord(name: .local, timeToLive: .other, data: .txt(data))
    guard case .txt(let read) = try roundTrip([record]).first?.data else { return .empty }
    return read
  }

  /// Attributes that take so many octets together: two, and then as many of 255 as are needed.
  private func ofLength(_ octetCount: Int) throws -> TextAttributes {
    var remaining = octetCount
    var attributes: [TextAttribute] = []
    while remaining > 0 {
      let length = remaining > 256 && remaining < 261 ? 6 : min(remaining, 256)
      let key = String(1_000 + attributes.count)
      attributes.append(try TextAttribute(key, String(repeating: "v", count: length - 6)))
      remaining -= length
    }
    return try TextAttributes(attributes)
  }
}

private let spellings = ["PaperSize", "papersize", "PAPERSIZE"]

private let packedStrings: [([String], [UInt8])] = [
  ([], [0]), ([""], [0]), (["a"], [1, 0x61]), (["a", "", "bc"], [1, 0x61, 0, 2, 0x62, 0x63]),
]

private let shownValues: [([UInt8]?, String, String)] = [
  (nil, #"a \\b"#, #"a \\b"#), ([], #"a \\b=<> "#, #"a \\b="#),
  (Array("é 1".utf8), #"a \\b=<c3a92031> é 1"#, #"a \\b=é 1"#),
  ([0x00, 0x41, 0xFF], #"a \\b=<0041ff> \000A\255"#, #"a \\b=\000A\255"#),
  ([0x1B, 0x5B, 0x0A], #"a \\b=<1b5b0a> \027[\010"#, #"a \\b=\027[\010"#),
]
