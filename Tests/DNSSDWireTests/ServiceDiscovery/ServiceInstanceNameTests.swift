import DNSSDWire
import Testing

@Suite("RFC 6763 §4 service instance names")
struct ServiceInstanceNameTests {
  let http = Result { try ServiceType("_http._tcp") }

  @Test("S-4.1-2 a name is one label, a type, and a domain")
  func parts() throws {
    let name = try ServiceInstanceName(DNSName("Web 1._http._tcp.local."))
    #expect(name.instance.text == "Web 1")
    #expect(try name.type == http.get())
    #expect(name.domain == .local)
    #expect(try name == ServiceInstanceName(instance: "Web 1", type: http.get()))
    #expect(try ServiceInstanceName("x._a._udp.b.c.example").domain == DNSName("b.c.example"))
  }

  @Test("S-4.1-2 what is no name of an instance is refused", arguments: refusedNames)
  func refused(text: String, reason: ServiceNameError) {
    #expect(throws: reason) { try ServiceInstanceName(text) }
  }

  @Test("S-4.1.1-1 D5198-2-1 an instance has no control characters", arguments: controls)
  func controlCharacters(control: Unicode.Scalar) throws {
    #expect(throws: ServiceNameError.controlCharacter) {
      try ServiceInstanceName(instance: "a\(Character(control))b", type: http.get())
    }
    let octets = Array("a\(Character(control))b".utf8)
    let received = try http.get().name(in: .local).prepending(DNSLabel(octets: octets))
    let name = try ServiceInstanceName(received)
    #expect(name.instance.octets == octets)
    #expect(!name.description.unicodeScalars.contains(control))
    #expect(try ServiceInstanceName(name.description).name.wireForm == received.wireForm)
  }

  @Test("S-4.1.1-2 S-4.3-1 an instance may hold anything else", arguments: richTexts)
  func richText(text: String) throws {
    let name = try ServiceInstanceName(instance: text, type: http.get())
    #expect(name.instance.octets == Array(text.utf8))
    #expect(name.instance.text == text)
    #expect(try roundTrip(name.name)?.wireForm == name.name.wireForm)
    let again = try ServiceInstanceName(name.description)
    #expect(again.instance.octets == name.instance.octets)
    #expect(again.type == name.type)
    #expect(again.domain == name.domain)
  }

  @Test("S-4.1.3-2 the labels of a domain may be rich text too")
  func richDomain() throws {
    let domain = try DNSName("Building 2, 1st Floor.例.example.com.")
    let name = try ServiceInstanceName(instance: "Web", type: http.get(), domain: domain)
    #expect(
      try roundTrip(name.name)?.labels.dropFirst(3).map(\.octets)
        == ["Building 2, 1st Floor", "例", "example", "com"].map { Array($0.utf8) })
    #expect(try ServiceInstanceName(name.description).domain.wireForm == domain.wireForm)
  }

  @Test("S-4.3-2 dots and backslashes of an instance are behind a backslash")
  func escaping() throws {
    let name = try ServiceInstanceName(instance: #"A.B\C"#, type: http.get())
    #expect(name.description == #"A\.B\\C._http._tcp.local."#)
    #expect(try ServiceInstanceName(#"A\.B\\C._http._tcp.local."#).instance.text == #"A.B\C"#)
  }

  @Test("S-4.1.1-4 an instance has 1 to 63 octets")
  func bounds() throws {
    let kanji = String(repeating: "漢", count: 22)
    #expect(throws: ServiceNameError.instanceTooLong) {
      try ServiceInstanceName(instance: kanji, type: http.get())
    }
    #expect(throws: ServiceNameError.instanceEmpty) {
      try ServiceInstanceName(instance: "", type: http.get())
    }
    let cut = ServiceInstanceName.truncated(kanji)
    #expect(cut == String(repeating: "漢", count: 21))
    #expect(try ServiceInstanceName(instance: cut, type: http.get()).instance.octets.count == 63)
  }

  @Test("S-4.1.1-4 cutting never splits a character", arguments: cuts)
  func truncation(text: String, limit: Int, expected: String) {
    let cut = ServiceInstanceName.truncated(text, toOctets: limit)
    #expect(Array(cut.utf8) == Array(expected.utf8))
  }

  @Test("M-16-1 S-4.1.1-4 an instance is measured and cut precomposed")
  func precomposedLength() throws {
    let text = String(repeating: "e\u{301}", count: 31)
    #expect(text.utf8.count == 93)
    let composed = Array(String(repeating: "\u{E9}", count: 31).utf8)
    #expect(try ServiceInstanceName(instance: text, type: http.get()).instance.octets == composed)
    #expect(Array(ServiceInstanceName.truncated(text).utf8) == composed)
  }

  @Test("S-7.2-1 composed names fit 256 octets with the ending zero")
  func composedLength() throws {
    let instance = String(repeating: "i", count: 63)
    let type = try ServiceType("_fifteen-letters._tcp")
    let room = 256 - 64 - 17 - 5
    let longest = try ServiceInstanceName(
      instance: instance, type: type, domain: name(ofLength: room))
    #expect(longest.name.wireForm.count == 256)
    #expect(try roundTrip(longest.name) == longest.name)
    #expect(throws: ServiceNameError.notAName(.nameTooLong)) {
      try ServiceInstanceName(instance: instance, type: type, domain: name(ofLength: room + 1))
    }
  }

  @Test("equal names are equal whatever their case, and a domain is needed")
  func identity() throws {
    let name = try ServiceInstanceName("Web._HTTP._tcp.LOCAL")
    #expect(try name == ServiceInstanceName("web._http._tcp.local"))
    #expect(try name.hashValue == ServiceInstanceName("web._http._tcp.local").hashValue)
    #expect(throws: ServiceNameError.domainMissing) {
      try ServiceInstanceName(instance: "Web", type: http.get(), domain: .root)
    }
  }
}

private let refusedNames: [(String, ServiceNameError)] = [
  ("", .notAName(.labelEmpty)), (".", .labelsTooFew), ("_http._tcp", .labelsTooFew),
  ("Web._http._tcp", .domainMissing), ("Web.http._tcp.local", .notAServiceType(.underscoreMissing)),
  ("Web._http._sctp.local", .notAServiceType(.transportUnknown)),
  ("_printer._sub._http._tcp.local", .notAServiceType(.transportUnknown)),
  (#"Web\._http._tcp.local"#, .notAServiceType(.transportUnknown)),
  (#"Web\300._http._tcp.local"#, .notAName(.escapeMalformed)),
]

private let controls: [Unicode.Scalar] =
  ([0x00...0x1F, 0x7F...0x9F] as [ClosedRange<UInt32>]).flatMap {
    $0.compactMap(Unicode.Scalar.init)
  }

private let richTexts = [
  #"A.B \ "c" 日本 😀"#, " ", "...", "UPPER lower", "a\u{A0}b", "\u{202E}abc", "👨‍👩‍👧‍👦", "٣", "'&<>;|`$(x)",
]

private let cuts: [(String, Int, String)] = [
  ("short", 63, "short"), ("", 63, ""), ("abc", 2, "ab"), ("日本", 5, "日"), ("日本", 2, ""),
  ("a👨‍👩‍👧‍👦", 25, "a"), ("a👨‍👩‍👧‍👦", 26, "a👨‍👩‍👧‍👦"), ("👨‍👩‍👧‍👦", 13, "👨‍👩"),
  ("🇩🇪🇫🇷", 12, "🇩🇪"), ("abc", 0, ""), ("abc", -1, ""), ("abc", .min, ""),
]
