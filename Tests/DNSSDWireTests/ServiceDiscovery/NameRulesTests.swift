import DNSSDWire
import Testing

@Suite("names: octets, text and comparison")
struct NameRulesTests {
  @Test("M-16-1 text becomes precomposed UTF-8")
  func precomposed() throws {
    let octets: [UInt8] = [0x43, 0x61, 0x66, 0xC3, 0xA9]
    #expect(try DNSLabel(text: "Cafe\u{301}").octets == octets)
    #expect(try DNSName("Cafe\u{301}.local").firstLabel?.octets == octets)
    #expect(try instance("Cafe\u{301}").octets == octets)
  }

  @Test("M-16-2 U+FEFF is a character like others, and none is added")
  func byteOrderMark() throws {
    #expect(try instance("\u{FEFF}a").octets == [0xEF, 0xBB, 0xBF, 0x61])
    #expect(try instance("\u{FEFF}a") != instance("a"))
    #expect(try DNSName("\u{FEFF}a.local") != DNSName("a.local"))
    #expect(try DNSName("a.local").wireForm == [1, 0x61] + DNSName.local.wireForm)
  }

  @Test("M-16-3 a name is UTF-8, not Punycode")
  func noPunycode() throws {
    let name = try DNSName("büro.local.")
    #expect(name.wireForm == [5, 0x62, 0xC3, 0xBC, 0x72, 0x6F] + DNSName.local.wireForm)
    #expect(try roundTrip(name)?.wireForm == name.wireForm)
  }

  @Test("M-16-4 S-7-2 capital letters equal small ones", arguments: equalNames)
  func equality(left: String, right: String) throws {
    #expect(try DNSName(left) == DNSName(right))
    #expect(try DNSName(left).hashValue == DNSName(right).hashValue)
    #expect(try DNSName(left).wireForm != DNSName(right).wireForm)
  }

  @Test("M-16-5 octets from 0x80 up compare exactly", arguments: differentNames)
  func difference(left: String, right: String) throws {
    #expect(try DNSName(left) != DNSName(right))
  }

  @Test("M-16-7 octets that are no UTF-8 are carried, and printed escaped")
  func notUTF8() throws {
    let name = try DNSName.local.prepending(DNSLabel(octets: [0xFF, 0xFE]))
    #expect(try roundTrip(name)?.wireForm == name.wireForm)
    #expect(name.description == #"\255\254.local."#)
    #expect(try DNSName(name.description).wireForm == name.wireForm)
  }

  @Test("D4343-3-1 only ASCII letters fold, and equal labels hash equal")
  func folding() throws {
    let labels = try (UInt8.min...UInt8.max).map { try DNSLabel(octets: [$0]) }
    let isLetter = { (octet: Int) in (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
    }
    for left in 0...255 {
      for right in 0...255 {
        let areEqual = left == right || (left ^ right == 0x20 && isLetter(left) && isLetter(right))
        try #require((labels[left] == labels[right]) == areEqual, "\(left) and \(right)")
        try #require(!areEqual || labels[left].hashValue == labels[right].hashValue)
      }
    }
  }

  @Test("D4343-2-1 what is unsafe in text is escaped")
  func escaping() throws {
    let label = try DNSLabel(octets: [0x00, 0x20, 0x2E, 0x5C, 0xFF])
    #expect(label.description == #"\000\032\.\\\255"#)
  }

  @Test("D1035-5.1-1 escapes are read", arguments: escapedTexts)
  func reading(text: String, octets: [UInt8]) throws {
    let name = try DNSName(text)
    #expect(name.labels.map(\.octets) == [octets])
    #expect(try DNSName(name.description).wireForm == name.wireForm)
  }

  @Test("D1035-5.1-1 malformed escapes are refused", arguments: malformedEscapes)
  func refusal(text: String) {
    #expect(throws: DNSNameError.escapeMalformed) { try DNSName(text) }
  }

  @Test("D1035-3.1-1 a label has 1 to 63 octets of any value")
  func labelLength() throws {
    let octets: [UInt8] = [0x00, 0x2E, 0xFF] + [UInt8](repeating: 0x61, count: 60)
    let name = try DNSName.local.prepending(DNSLabel(octets: octets))
    #expect(name.wireForm == [63] + octets + DNSName.local.wireForm)
    #expect(try roundTrip(name)?.firstLabel?.octets == octets)
    #expect(throws: DNSNameError.labelTooLong) { try DNSLabel(octets: octets + [0]) }
    #expect(throws: DNSNameError.labelEmpty) { try DNSLabel(octets: []) }
  }

  @Test("D1035-3.1-1 D1035-5.1-1 random labels read back from text and wire", arguments: 0..<20)
  func randomLabels(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let name = try randomName(using: &generator)
      #expect(try DNSName(name.description).wireForm == name.wireForm)
      #expect(try roundTrip(name)?.wireForm == name.wireForm)
    }
  }

  @Test("D1123-2.1-1 a host label may start with a digit")
  func digitFirst() throws {
    let name = try DNSName("3com.local.")
    #expect(name.firstLabel?.text == "3com")
    #expect(try roundTrip(name)?.description == "3com.local.")
  }

  @Test("D1123-2.1-2 a host label of 63 characters and a name of 255 octets work")
  func longHost() throws {
    let host = String(repeating: "h", count: 63)
    #expect(try roundTrip(DNSName(host + ".local"))?.description == host + ".local.")
    #expect(try roundTrip(name(ofLength: 255)) == name(ofLength: 255))
  }

  @Test("M-C-1 a name has up to 256 octets with the ending zero")
  func nameLength() throws {
    let longest = try name(ofLength: 256)
    #expect(longest.wireForm.count == 256)
    #expect(try roundTrip(longest)?.wireForm == longest.wireForm)
    #expect(throws: DNSNameError.nameTooLong) { try name(ofLength: 257) }
    #expect(throws: DNSNameError.nameTooLong) { try longest.prepending(DNSLabel(text: "a")) }
    let header: [UInt8] = [0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    let fields: [UInt8] = [0, 1, 0, 1, 0, 0, 0, 120, 0, 4, 192, 0, 2, 1]
    let tooLong = [2, 0x61, 0x61] + (try name(ofLength: 254)).wireForm
    #expect(throws: WireError(.nameTooLong, at: 12)) {
      try Message(decoding: header + tooLong + fields)
    }
  }

  private func instance(_ text: String) throws -> DNSLabel {
    try ServiceInstanceName(instance: text, type: ServiceType("_http._tcp")).instance
  }
}

private let equalNames = [
  ("ALPHA.LOCAL", "alpha.local."), ("_HTTP._TCP.local", "_http._tcp.local"),
  ("ÉCOLE.local", "École.LOCAL"),
]

private let differentNames = [
  ("É.local", "é.local"), ("É.local", "e.local"), ("é.local", "e.local"), ("ß.local", "ss.local"),
  ("K.local", "\u{FF2B}.local"), ("Σ.local", "σ.local"),
]

private let escapedTexts: [(String, [UInt8])] = [
  (#"a\.b"#, [0x61, 0x2E, 0x62]), (#"a\032b"#, [0x61, 0x20, 0x62]), (#"\255"#, [0xFF]),
  (#"\000"#, [0]), (#"\\"#, [0x5C]), (#"\a\é"#, [0x61, 0xC3, 0xA9]),
]

private let malformedEscapes = [#"\256"#, #"\25"#, #"\2"#, #"\999"#, #"\25a"#, #"a\"#]

/// Up to twenty labels of whole precomposed characters, of octets that mean something in text, and of
/// octets that begin no character.
private func randomName(using generator: inout SeededGenerator) throws -> DNSName {
  let characters = [
    "日", "é", "😀", "ß", "가", "\u{200B}", "\u{202E}", "\u{A0}", "\u{85}", "e\u{301}", "\u{301}",
    "\u{212B}", "=\u{338}", "\u{1100}\u{1161}",
  ]
  var labels: [DNSLabel] = []
  for _ in 0...Int.random(in: 0..<20, using: &generator) {
    var octets: [UInt8] = []
    for _ in 0...Int.random(in: 0..<24, using: &generator) {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: octets += Array((characters.randomElement(using: &generator) ?? "").utf8)
      case 1:
        octets += Array((".\\ 0129@;\"".utf8.randomElement(using: &generator)).map { [$0] } ?? [])
      case 2: octets.append(UInt8.random(in: 0x80...0xC1, using: &generator))
      default: octets += [UInt8.random(in: 0...255, using: &generator), 0x2D]
      }
    }
    labels.append(try DNSLabel(octets: octets.prefix(63)))
  }
  while labels.reduce(1, { $0 + $1.octets.count + 1 }) > 256 { labels.removeLast() }
  return try DNSName(labels: labels)
}
