import DNSSDWire
import Testing

@Suite("RFC 1035 §3.3 and other standards: record data")
struct RFC1035DataTests {
  /// Data under the owner `a.b.`, which begins at offset 12.
  static func message(_ type: RecordType, _ data: String) throws -> [UInt8] {
    try Handmade.response(
      Handmade.record(name: [1, 0x61, 1, 0x62, 0], type: type, data: octets(data)))
  }

  static func roundTrip(_ data: RecordData, _ hexadecimal: String) throws {
    let message = try Self.message(data.type, hexadecimal)
    #expect(try Message(decoding: message).answerData == [data])
    let record = ResourceRecord(
      name: try DNSName("a.b"), timeToLive: TimeToLive(seconds: 120), data: data)
    #expect(try MessageWriter.message(answers: [record]).hexadecimal == message.hexadecimal)
  }

  @Test("D1035-3.3-1 NS, CNAME, PTR, SOA, MX, HINFO, TXT and A read and write")
  func formats() throws {
    let name = try DNSName("c.b")
    try Self.roundTrip(.ns(name), "0163 c00e")
    try Self.roundTrip(.cname(name), "0163 c00e")
    try Self.roundTrip(.ptr(name), "0163 c00e")
    try Self.roundTrip(
      .soa(
        AuthorityData(
          primaryServer: name, mailbox: try DNSName("d.c.b"), serial: 1, refresh: 0x0203_0405,
          retry: 6, expire: 7, minimum: 0xFFFF_FFFF)),
      "0163 c00e 0164 c01b 00000001 02030405 00000006 00000007 ffffffff")
    try Self.roundTrip(.mx(MailExchangeData(preference: 0x0A0B, exchange: name)), "0a0b 0163 c00e")
    try Self.roundTrip(
      .hinfo(HostData(processor: [0x41, 0xFF], operatingSystem: [])), "02 41ff 00")
    try Self.roundTrip(.txt(try TextData(strings: [[0x61], [], [0x62, 0x63]])), "0161 00 026263")
    try Self.roundTrip(.a(IPv4Address(192, 0, 2, 10)), "c000020a")
  }

  @Test("D2782-3-1 SRV is priority, weight, port and target")
  func service() throws {
    let data = ServiceData(
      priority: 0x0102, weight: 0x0304, portNumber: 8080, target: try DNSName("c.b"))
    try Self.roundTrip(.srv(data), "0102 0304 1f90 0163 c00e")
    for length in 0..<7 {
      let octets = [UInt8](repeating: 0, count: length)
      let message = Handmade.response(Handmade.record(type: .srv, data: octets))
      #expect(try Message(decoding: message).answerData == [.malformed(.srv, octets)])
    }
  }

  @Test("D3596-2-1 AAAA is type 28 and sixteen octets")
  func ipv6() throws {
    #expect(RecordType.aaaa.rawValue == 28)
    try Self.roundTrip(
      .aaaa(IPv6Address(high: 0x2001_0DB8_0102_0304, low: 0x0506_0708_090A_0B0C)),
      "20010db8010203040506070809 0a0b0c")
    for length in 0...20 where length != 16 {
      let octets = [UInt8](repeating: 1, count: length)
      let message = Handmade.response(Handmade.record(type: .aaaa, data: octets))
      #expect(try Message(decoding: message).answerData == [.malformed(.aaaa, octets)])
    }
  }

  @Test(
    "D2181-8-1 a time to live with the top bit set counts as zero",
    arguments: [
      (UInt32(0x8000_0001), UInt32(0)), (0xFFFF_FFFF, 0), (0x8000_0000, 0),
      (0x7FFF_FFFF, 0x7FFF_FFFF), (0, 0), (120, 120),
    ])
  func timeToLive(field: UInt32, seconds: UInt32) throws {
    let record = Handmade.record(type: .a, timeToLive: field, data: [192, 0, 2, 10])
    let message = try Message(decoding: Handmade.response(record))
    #expect(try message.firstAnswer.timeToLive.seconds == seconds)
  }

  @Test("D4343-4-1 case is kept, except where a pointer leads to another spelling")
  func casePreservation() throws {
    let host = try DNSName("MyHost.local")
    let record = ResourceRecord(
      name: host, timeToLive: .hostName, data: .a(IPv4Address(192, 0, 2, 10)))
    let announcement = try Message(decoding: MessageWriter.message(answers: [record]))
    #expect(try announcement.firstAnswer.name.wireForm == host.wireForm)

    let asked = try DNSName("MYHOST.Local")
    let reply = try MessageWriter.message(
      questions: [Question(name: asked, type: .a)], answers: [record])
    let message = try Message(decoding: reply)
    #expect(message.questions[0].name.wireForm == asked.wireForm)
    #expect(try message.firstAnswer.name.wireForm == asked.wireForm)
    #expect(try message.firstAnswer.name == host)
  }
}
