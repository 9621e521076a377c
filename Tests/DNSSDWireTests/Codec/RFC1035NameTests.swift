import DNSSDWire
import Testing

@Suite("RFC 1035 §3.1 and §4.1.4: names")
struct RFC1035NameTests {
  @Test("D1035-3.1-1 a label has 1 to 63 octets of any value")
  func labels() throws {
    for length in 1...63 {
      for octet: UInt8 in [0x00, 0x2E, 0x41, 0xC0, 0xFF] {
        let octets = [UInt8](repeating: octet, count: length)
        let name = try DNSName(labels: [DNSLabel(octets: octets), DNSLabel(text: "local")])
        let message = try MessageWriter.message(questions: [Question(name: name, type: .any)])
        #expect(Array(message[12...].prefix(length + 1)) == [UInt8(length)] + octets)
        #expect(try Message(decoding: message).questions[0].name.wireForm == name.wireForm)
      }
    }
    #expect(throws: DNSNameError.labelTooLong) {
      try DNSLabel(octets: [UInt8](repeating: 0x61, count: 64))
    }
    #expect(throws: DNSNameError.labelEmpty) { try DNSLabel(octets: []) }
  }

  @Test("D1035-4.1.4-1 a pointer of 14 bits ends a name, and the next field follows it")
  func pointers() throws {
    let message = try Message(
      decoding: octets(
        """
        0000 0000 0003 0000 0000 0000
        05 6c6f63616c 00 00ff 0001
        c00c 000c 0001
        01 61 c00c 0010 00ff
        """))
    #expect(
      Array(message.questions) == [
        Question(name: .local, type: .any), Question(name: .local, type: .ptr),
        Question(name: try DNSName("a.local"), type: .txt, recordClass: .any),
      ])
  }

  @Test("D1035-4.1.4-1 all 14 bits of a pointer count")
  func highPointer() throws {
    let filler = [UInt8](repeating: 0, count: WireLimits.pointerReach - 12 - 11)
    let message = Handmade.response(
      Handmade.record(type: RecordType(rawValue: 65_280), data: filler),
      Handmade.record(name: [1, 0x62, 0], type: .ptr, data: [0xFF, 0xFF]))
    #expect(try Message(decoding: message).answerData[1] == .ptr(DNSName("b")))
  }

  @Test(
    "D1035-4.1.4-2 label types 01 and 10 are refused",
    arguments: [UInt8(0x40), 0x41, 0x7F, 0x80, 0xBF])
  func reservedLabels(octet: UInt8) {
    let names: [[UInt8]] = [[octet, 0, 0], [1, 0x61, octet, 0, 0]]
    for name in names {
      let message = Handmade.header(questions: 1) + Handmade.question(name: name)
      #expect(refusal(of: message) == WireError(.labelTypeReserved, at: 12 + name.count - 3))
    }
  }

  @Test(
    "D1035-4.1.4-3 pointer loops and forward or self pointers are refused",
    arguments: [
      ("c00c", WireError(.pointerNotBackward, at: 12)),
      ("c00e c00c", WireError(.pointerNotBackward, at: 12)),
      ("0161 c00c", WireError(.pointerNotBackward, at: 14)),
      ("c0ff", WireError(.pointerNotBackward, at: 12)),
      ("ffff", WireError(.pointerNotBackward, at: 12)),
      ("c000", WireError(.pointerIntoHeader, at: 12)),
      ("c00b", WireError(.pointerIntoHeader, at: 12)),
      ("0161 0162 c00e", WireError(.pointerNotBackward, at: 16)),
      ("c0", WireError(.nameTruncated, at: 12)),
    ])
  func loops(name: String, error: WireError) throws {
    let fields: [UInt8] = name == "c0" ? [] : [0, 1, 0, 1]
    let message = try Handmade.header(questions: 1) + octets(name) + fields
    #expect(refusal(of: message) == error)
  }

  @Test("D1035-4.1.4-3 a loop of two pointers in different records is refused")
  func loopOfTwo() {
    // The data is a pointer to the second owner, and that owner a pointer to the data.
    let first = Handmade.record(type: RecordType(rawValue: 65_280), data: Handmade.pointer(to: 25))
    let message = Handmade.response(
      first, Handmade.record(name: Handmade.pointer(to: 23), type: .a, data: [192, 0, 2, 10]))
    #expect(refusal(of: message) == WireError(.pointerNotBackward, at: 23))
  }

  @Test("D1035-4.1.4-4 a name grown by pointers is refused above 256 octets")
  func growth() {
    // Each name is a label of 62 octets before the last one: 64, 127, 190 and 253 octets spelled out.
    var message = Handmade.header(questions: 5)
    var last: [UInt8] = [0]
    for length in [62, 62, 62, 62] {
      let offset = message.count
      message += Handmade.question(
        name: [UInt8(length)] + [UInt8](repeating: 0x61, count: length) + last)
      last = Handmade.pointer(to: offset)
    }
    let end = message.count
    #expect(refusal(of: message + Handmade.question(name: [2, 0x62, 0x62] + last)) == nil)
    #expect(
      refusal(of: message + Handmade.question(name: [3, 0x62, 0x62, 0x62] + last))
        == WireError(.nameTooLong, at: end))
  }

  @Test("D1035-4.1.4-5 no pointer leads above 0x3FFF")
  func reach() throws {
    let far = try DNSName("far.example")
    let filler = RecordData.unknown(
      RecordType(rawValue: 65_280), [UInt8](repeating: 0x78, count: 20_000))
    let message = try MessageWriter.message(answers: [
      ResourceRecord(name: .local, timeToLive: .other, data: filler),
      ResourceRecord(name: far, timeToLive: .other, data: .ptr(far)),
      ResourceRecord(name: far, timeToLive: .other, data: .ptr(.local)),
    ])
    let tail = Array(message[(12 + 7 + 10 + 20_000)...])
    let fixed = "000c 0001 00001194"
    #expect(
      try tail.hexadecimal
        == (far.wireForm + octets(fixed + "000d") + far.wireForm + far.wireForm
        + octets(fixed + "0002 c00c")).hexadecimal)
  }

  @Test("D1035-4.1.4-6 the data length counts compressed octets")
  func dataLength() throws {
    let type = try DNSName("_http._tcp.local")
    let instance = try DNSName("Web 1._http._tcp.local")
    let message = try MessageWriter.message(answers: [
      ResourceRecord(name: type, timeToLive: .other, data: .ptr(instance))
    ])
    #expect(
      try message
        == octets(
          """
          0000 8400 0000 0001 0000 0000
          05 5f68747470 04 5f746370 05 6c6f63616c 00 000c 0001 00001194 0008
          05 5765622031 c00c
          """))
  }
}
