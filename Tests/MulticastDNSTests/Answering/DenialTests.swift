import DNSSDWire
import MulticastDNS
import Testing

/// Saying that a name has no records of a type (RFC 6762 §6.1).
@Suite("Saying what there is not")
struct DenialTests {
  private static let reverse: DNSName = "10.2.0.192.in-addr.arpa"
  private static let lives: [(DNSName, RecordType, UInt32)] = [
    (Own.alpha, .srv, 120), (Own.alpha, .hinfo, 120), (Own.alpha, .txt, 4500),
    (Own.web, .aaaa, 120), (Own.web, .a, 120), (Own.web, .ptr, 4500), (reverse, .a, 120),
    (reverse, .txt, 4500), (Own.alpha, .nsec, 4500), (Own.alpha, RecordType(rawValue: 300), 4500),
  ]

  private func bench() -> AnswerBench {
    var bench = AnswerBench.host()
    bench.own(.ptr(Self.reverse, Own.alpha, ttl: 120), as: .knownUnique)
    return bench
  }

  @Test("M-6.1-1 M-6.1-11 M-6.1-12 M-20-2 NSEC for a type that is not there", arguments: lives)
  func denial(name: DNSName, type: RecordType, life: UInt32) {
    var bench = bench()
    bench.receive(Packet.query([.ask(name, type)]))
    let types: [DNSName: [RecordType]] = [
      Own.alpha: [.a, .aaaa], Own.web: [.txt, .srv], Self.reverse: [.ptr],
    ]
    let expected = ResourceRecord(
      name: name, isCacheFlush: true, timeToLive: TimeToLive(seconds: life),
      data: .nsec(NextSecureData(nextName: name, types: TypeBitmap(types[name] ?? []))))
    #expect(bench.responses.map(\.answers) == [[expected]])
  }

  @Test("M-6.1-10 M-6.1-16 the bitmap is of the types there, on that link")
  func bitmap() {
    var bench = AnswerBench(links: [Bench.link1, Bench.link2])
    bench.own(Own.a, Own.aaaa, .nsec(Own.alpha, .a))
    bench.own(.txt(Own.alpha, "x"))
    bench.own(Own.a, link: 2)
    for link in [1, 2] { bench.receive(Packet.query([.ask(Own.alpha, .hinfo)]), link: link) }
    #expect(
      bench.responses.map(\.answers) == [
        [.nsec(Own.alpha, .a, .aaaa, .txt)], [.nsec(Own.alpha, .a)],
      ])
  }

  @Test("M-6.1-6 no NSEC for a name with a type above 255")
  func highType() {
    var bench = AnswerBench()
    bench.own(
      Own.a,
      ResourceRecord(
        name: Own.alpha, timeToLive: .other, data: .unknown(RecordType(rawValue: 300), [1])))
    bench.receive(Packet.query([.ask(Own.alpha, .aaaa)]))
    bench.run(to: 2000)
    #expect(bench.sent.isEmpty)
    bench.receive(Packet.query([.ask(Own.alpha, .a)]))
    #expect(bench.responses.map(\.answers) == [[Own.a]])
    #expect(bench.responses[0].additionals.isEmpty)
  }

  @Test("M-6.1-12 a name that is shared is not denied anything")
  func shared() {
    var bench = bench()
    bench.receive(Packet.query([.ask(Own.http, .txt)]))
    bench.run(to: 2000)
    #expect(bench.sent.isEmpty)
  }

  @Test("M-6.1-1 what came meanwhile is not denied")
  func cameMeanwhile() {
    var bench = bench()
    bench.receive(Packet.query([.ask(Own.alpha, .txt), .ask("x.local", .a)]))
    bench.own(.txt(Own.alpha, "x"))
    bench.run(to: 2000)
    #expect(
      bench.responses.map(\.answers) == [[.nsec(Own.alpha, .a, .aaaa, .txt, ttl: 4500)]])
  }

  @Test("M-6.1-2 M-6.2-4 M-6.2-5 NSEC goes beside addresses where a family is missing")
  func missingFamily() {
    for own in [Own.a, Own.aaaa] {
      var bench = AnswerBench()
      bench.own(own, Own.srv)
      bench.receive(Packet.query([.ask(Own.alpha, own.type)]))
      #expect(bench.responses[0].additionals == [.nsec(Own.alpha, own.type)])
      bench.run(to: 1000)
      bench.receive(Packet.query([.ask(Own.web, .srv)]))
      #expect(bench.responses[1].additionals == [own, .nsec(Own.alpha, own.type)])
    }
    var bench = bench()
    for type in [RecordType.a, .aaaa] {
      bench.receive(Packet.query([.ask(Own.alpha, type)]))
      bench.run(for: 1000)
    }
    #expect(bench.responses.allSatisfy { $0.message.records.allSatisfy { $0.type != .nsec } })
  }
}

extension AnswerBench {
  mutating func run(for milliseconds: Double) {
    run(to: time + milliseconds)
  }
}
