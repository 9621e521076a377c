import DNSSDWire
import MulticastDNS
import Testing

/// What goes along with answers (RFC 6762 §6.2, RFC 6763 §12).
@Suite("Additional records")
struct AdditionalRecordTests {
  private static let subtype: DNSName = "_printer._sub._http._tcp.local"
  private static let reverse = ResourceRecord.ptr("10.2.0.192.in-addr.arpa", Own.alpha, ttl: 120)
  private static let cases: [(Question, [ResourceRecord])] = [
    (.ask(Own.http, .ptr), [Own.srv, Own.txt, Own.a, Own.aaaa]),
    (.ask(subtype, .ptr), [Own.srv, Own.txt, Own.a, Own.aaaa]),
    (.ask(Own.web, .srv), [Own.a, Own.aaaa]),
    (.ask(Own.web, .any), [Own.a, Own.aaaa]),
    (.ask(Own.web, .txt), []),
    (.ask(Own.alpha, .a), [Own.aaaa]),
    (.ask(Own.alpha, .aaaa), [Own.a]),
    (.ask(Own.alpha, .any), []),
    (.ask(reverse.name, .ptr), []),
  ]

  private func bench() -> AnswerBench {
    var bench = AnswerBench.host()
    bench.own(.ptr(Self.subtype, Own.web), as: .shared)
    bench.own(Self.reverse, as: .knownUnique)
    bench.own(.txt(Own.alpha, "of the host"))
    bench.disown(.txt(Own.alpha, "of the host"))
    return bench
  }

  @Test("S-12.1-1 S-12.2-1 S-12.3-1 M-6.2-3 what goes with which answer", arguments: cases)
  func additionals(question: Question, expected: [ResourceRecord]) {
    var bench = bench()
    bench.receive(Packet.query([question]))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.additionals) == [expected])
    bench.mark()
    bench.receive(Packet.query([question]), from: .bravo.port(40_000))
    #expect(bench.unicasts[0].additionals.says(expected))
  }

  @Test("M-6.2-1 M-6.2-2 M-10.2-6 all addresses of the link, and none of another")
  func allAddresses() {
    var bench = AnswerBench(links: [Bench.link1, Bench.link2])
    let (second, third) = (ResourceRecord.a(Own.alpha, 11), ResourceRecord.aaaa(Own.alpha, 0xB))
    bench.own(Own.a, Own.aaaa, second, third)
    let away = ResourceRecord(
      name: Own.alpha, isCacheFlush: true, timeToLive: .hostName,
      data: .a(IPv4Address(198, 51, 100, 10)))
    bench.own(away, link: 2)
    for link in [1, 2] { bench.receive(Packet.query([.ask(Own.alpha, .a)]), link: link) }
    #expect(bench.responses.map(\.answers) == [[Own.a, second], [away]])
    #expect(bench.responses[0].additionals == [Own.aaaa, third])
    bench.run(to: 1000)
    bench.receive(Packet.query([.ask(Own.alpha, .aaaa)]))
    #expect(bench.responses[2].answers == [Own.aaaa, third])
  }

  @Test("S-12-3 additional records repeat no answer")
  func noRepetition() {
    var bench = bench()
    bench.receive(
      Packet.query([.ask(Own.http, .ptr), .ask(Self.subtype, .ptr), .ask(Own.alpha, .a)]))
    bench.run(to: 2000)
    #expect(bench.responses[0].answers.count == 3)
    #expect(bench.responses[0].additionals == [Own.srv, Own.txt, Own.aaaa])
  }

  @Test(
    "S-12-3 additional records give way as whole sets", arguments: [1000, 1350])
  func giveWay(length: Int) {
    var bench = AnswerBench()
    let text = ResourceRecord(
      name: Own.web, isCacheFlush: true, timeToLive: .other,
      data: RecordData(
        .txt,
        octets: (0..<(length / 250)).flatMap { _ in
          [249] + [UInt8](repeating: 0x78, count: 249)
        } + [UInt8(length % 250)] + [UInt8](repeating: 0x78, count: length % 250)))
    let addresses = (0..<4).map { ResourceRecord.a(Own.alpha, $0) }
    bench.own([text, Own.srv] + addresses)
    bench.receive(Packet.query([.ask(Own.web, .any)]))
    #expect(bench.responses.count == 1)
    #expect(bench.responses[0].answers == [text, Own.srv])
    let found = bench.responses[0].additionals.filter { $0.type == .a }
    #expect(found.isEmpty || found == addresses)
    #expect(found.isEmpty == (length > 1000))
    // What found no room was not multicast, and may be at once.
    bench.receive(Packet.query([.ask(Own.alpha, .a)]))
    #expect(bench.responses.count == (found.isEmpty ? 2 : 1))
  }
}
