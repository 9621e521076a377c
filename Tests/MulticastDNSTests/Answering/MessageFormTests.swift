import DNSSDWire
import MulticastDNS
import Testing

/// The form and size of responses (RFC 6762 §6, §17, §18).
@Suite("The form of responses")
struct MessageFormTests {
  private static let ignored: [UInt16] = [0x0080, 0x0040, 0x0020, 0x0010, 0x0100, 0x0400, 0x05F0]
  private static let refused: [UInt16] = (1...15).flatMap { [$0 << 11, $0] }

  private func text(_ name: DNSName, _ count: Int) -> ResourceRecord {
    let string = [UInt8(99)] + [UInt8](repeating: 0x78, count: 99)
    return ResourceRecord(
      name: name, isCacheFlush: true, timeToLive: .other,
      data: RecordData(.txt, octets: (0..<count).flatMap { _ in string }))
  }

  @Test(
    "M-18.8-1 M-18.4-1 M-18.1-4 M-6-7 header bits and the ID of a query mean nothing",
    arguments: ignored)
  func ignoredBits(bits: UInt16) {
    var bench = AnswerBench.host()
    bench.receive(
      Packet.query([.ask(Own.alpha, .a)], id: 0xBEEF, flags: MessageFlags(rawValue: bits)))
    #expect(bench.responses.map(\.answers) == [[Own.a]])
    #expect(bench.responses[0].message.header.id == 0)
    #expect(bench.responses[0].message.header.flags.rawValue == 0x8400)
    #expect(bench.responses[0].message.questions.isEmpty)
  }

  @Test("M-18.3-2 M-18.11-2 other operations and response codes are ignored", arguments: refused)
  func refusedBits(bits: UInt16) {
    for peer in [Peer.bravo, .bravo.port(40_000)] {
      var bench = AnswerBench.host()
      bench.receive(
        Packet.query([.ask(Own.alpha, .a)], flags: MessageFlags(rawValue: bits)), from: peer)
      bench.run(to: 2000)
      #expect(bench.sent.isEmpty)
    }
  }

  @Test("M-17-1 M-18.4-2 M-18.5-1 many answers fill messages up to the MTU, never truncated")
  func manyAnswers() {
    let records = (0..<300).map { number in
      ResourceRecord.ptr(Own.http, DNSName(stringLiteral: "Service\(number)._http._tcp.local"))
    }
    var bench = AnswerBench.host()
    bench.own(records, as: .shared)
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.run(to: 2000)
    #expect(bench.responses.flatMap(\.answers).says([Own.ptr] + records))
    #expect(bench.responses.count > 2)
    for response in bench.responses.dropLast() {
      #expect((1380...1452).contains(response.datagram.payload.count))
    }
  }

  @Test("M-17-2 M-17-3 a record longer than the MTU goes alone")
  func oversized() {
    let long = text("long.local", 30)
    var bench = AnswerBench()
    bench.own(long, .a("long.local", 10))
    bench.receive(Packet.query([.ask("long.local", .any)]))
    #expect(bench.responses.flatMap(\.answers).says(long, .a("long.local", 10)))
    let alone = bench.responses.filter { $0.datagram.payload.count > 1452 }
    #expect(alone.map { Array($0.message.records) } == [[long]])
  }

  @Test("M-17-4 what fits no packet cannot be registered")
  func unsendable() throws {
    _ = try RecordRegistration([text("long.local", 88)], ownership: .unique)
    #expect(throws: RegistrationError.recordTooLarge(.txt)) {
      try RecordRegistration([text("long.local", 90)], ownership: .unique)
    }
  }
}
