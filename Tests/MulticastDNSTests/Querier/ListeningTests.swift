import DNSSDWire
import MulticastDNS
import Testing

/// Queries of another host that do not spare us ours.
private let different: [(payload: [UInt8], peer: Peer, destination: Bench.Destination)] = [
  (Packet.query([.ask(http, .ptr)], knownAnswers: [.ptr(http, .instance(9))]), .bravo, .group),
  (Packet.query([.ask(http, .ptr, isUnicast: true)]), .bravo, .group),
  (Packet.query([.ask(http, .txt)]), .bravo, .group),
  (Packet.query([Question(name: http, type: .ptr, recordClass: .any)]), .bravo, .group),
  (Packet.query([.ask("_ipp._tcp.local", .ptr)]), .bravo, .group),
  (Packet.query([.ask(http, .ptr)], isTruncated: true), .bravo, .group),
  (Packet.query([.ask(http, .ptr)]), Peer.bravo.port(40_000), .group),
  (Packet.query([.ask(http, .ptr)]), .bravo, .host),
  (Packet.probe([.ask(http, .ptr)], proposing: [.ptr(http, .instance(9))]), .bravo, .group),
]

/// Queries that cast no doubt on the address of bravo.
private let harmless: [(payload: [UInt8], peer: Peer)] = [
  (
    Packet.query([.ask(bravo, .a)], knownAnswers: [ResourceRecord.a(bravo, 20).knownAnswer()]),
    .carol
  ),
  (Packet.query([.ask(bravo, .a, isUnicast: true)]), .carol),
  (Packet.query([.ask(bravo, .a)]), Peer.carol.port(40_000)),
  (Packet.query([.ask(bravo, .a)], isTruncated: true), .carol),
  (Packet.query([.ask(bravo, .aaaa)]), .carol),
  (Packet.query([.ask("carol.local", .a)]), .carol),
  (Packet.probe([.ask(bravo, .a)], proposing: [.a(bravo, 30)]), .carol),
]

@Suite("What others ask")
struct ListeningTests {
  @Test("M-7.3-1 another host's question counts as ours")
  func suppressed() throws {
    var bench = Bench()
    try bench.ask(http, .ptr, urgency: .prompt)
    bench.mark()
    bench.run(to: 990)
    bench.receive(Packet.query([.ask(http, .ptr)]))
    bench.run(to: 7_500)
    #expect(bench.queryTimes == [3_000, 7_000])
    #expect(bench.engine.counters.duplicateQuestionsSuppressed == 1)
  }

  @Test("M-7.3-1 that holds for the first question and with known answers that we list too")
  func suppressedFirst() throws {
    var bench = Bench(.highest)
    let known = ResourceRecord.ptr(http, .instance(1))
    bench.hear(known)
    bench.mark()
    try bench.ask(http, .ptr)
    bench.run(to: 30)
    bench.receive(Packet.query([.ask(http, .ptr)], knownAnswers: [known]))
    bench.run(to: 1_500)
    #expect(bench.queryTimes == [1_120])
  }

  @Test("M-7.3-2 M-7.3-3 M-6.7-7 other questions do not", arguments: different)
  func unlike(payload: [UInt8], peer: Peer, destination: Bench.Destination) throws {
    var bench = Bench()
    try bench.ask(http, .ptr, urgency: .prompt)
    bench.mark()
    bench.run(to: 990)
    bench.receive(payload, from: peer, by: destination)
    bench.run(to: 1_000)
    #expect(bench.queryTimes == [1_000])
    #expect(bench.engine.counters.duplicateQuestionsSuppressed == 0)
  }

  @Test("M-7.3-1 M-7.3-3 a long question counts with its last packet", arguments: [1, 9])
  func severalPackets(instance: Int) throws {
    var bench = Bench()
    bench.hear(.ptr(http, .instance(1)))
    try bench.ask(http, .ptr, urgency: .prompt)
    bench.mark()
    bench.run(to: 980)
    bench.receive(Packet.query([.ask(http, .ptr)], isTruncated: true))
    bench.receive(Packet.query([], knownAnswers: [.ptr(http, .instance(instance))]))
    bench.run(to: 1_000)
    #expect(bench.queryTimes == (instance == 1 ? [] : [1_000]))
  }

  @Test("of a question too long for any host only the beginning counts")
  func bloated() throws {
    var bench = Bench()
    try bench.ask(http, .ptr, urgency: .prompt)
    try bench.ask(bravo, .a, as: 2, urgency: .prompt)
    bench.mark()
    bench.run(to: 980)
    let questions = Array(repeating: Question.ask(http, .ptr), count: 500) + [.ask(bravo, .a)]
    bench.receive(Packet.query(questions, isTruncated: true))
    bench.receive(Packet.query([]))
    bench.run(to: 1_000)
    #expect(bench.queries.flatMap(\.message.questions).map(\.name) == [bravo])
  }

  @Test("M-7.3-3 packets of other hosts, and late ones, are not the rest of a question")
  func otherPackets() throws {
    var bench = Bench()
    try bench.ask(http, .ptr, urgency: .prompt)
    bench.mark()
    bench.run(to: 400)
    bench.receive(Packet.query([.ask(http, .ptr)], isTruncated: true))
    bench.receive(Packet.query([]), from: .carol)
    bench.run(to: 950)
    bench.receive(Packet.query([]))
    bench.run(to: 1_000)
    #expect(bench.queryTimes == [1_000])
  }

  @Test("M-7.3-2 a question on another link does not")
  func otherLink() throws {
    var bench = Bench(links: [Bench.link1, Bench.link2])
    try bench.ask(http, .ptr, on: .only(1), urgency: .prompt)
    bench.mark()
    bench.run(to: 990)
    bench.receive(Packet.query([.ask(http, .ptr)]), link: 2)
    bench.run(to: 1_000)
    #expect(bench.queryTimes == [1_000])
  }

  @Test("M-7.3-1 our own question brought back by a reflector spares none")
  func reflected() throws {
    var bench = Bench()
    try bench.ask(http, .ptr, urgency: .prompt)
    let payload = try #require(bench.queries.first).datagram.payload
    bench.mark()
    bench.run(to: 200)
    bench.receive(payload, from: .mallory)
    bench.run(to: 1_000)
    #expect(bench.queryTimes == [1_000])
  }

  @Test("M-5.3-2 two questions in one message count as two messages")
  func twoQuestions() throws {
    let questions = [Question.ask(http, .ptr), .ask(bravo, .a)]
    for messages in [[questions], questions.map { [$0] }] {
      var bench = Bench()
      try bench.ask(http, .ptr, urgency: .prompt)
      try bench.ask(bravo, .a, as: 2, urgency: .prompt)
      bench.mark()
      bench.run(to: 990)
      for message in messages { bench.receive(Packet.query(message)) }
      bench.run(to: 2_900)
      #expect(bench.sent.isEmpty && bench.engine.counters.duplicateQuestionsSuppressed == 2)
    }
  }

  @Test("a refresh that another host asks for is not asked for again")
  func refreshSuppressed() throws {
    var bench = Bench(.highest)
    try bench.ask(bravo, .a)
    bench.run(for: 200)
    bench.mark()
    bench.hear(.a(bravo, 20, ttl: 1_000))
    bench.run(to: 810_000)
    bench.receive(Packet.query([.ask(bravo, .a)]))
    bench.run(to: 860_000)
    #expect(bench.sent.isEmpty)
    bench.run(to: 871_000)
    #expect(bench.queryTimes == [870_000])
  }

  @Test("M-10.5-1 M-10.5-2 what two queries of others do not bring forth is gone")
  func silence() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.hear(.a(bravo, 20))
    bench.run(for: 5_000)
    bench.mark()
    bench.receive(Packet.query([.ask(bravo, .a)]), from: .carol)
    bench.run(to: 1_000)
    bench.receive(Packet.query([.ask(bravo, .a)]), from: .carol)
    bench.run(to: 11_500)
    #expect(bench.sent.isEmpty)
    #expect(bench.story(of: id) == ["11000 removed observedFailure"])
  }

  @Test("M-10.5-3 an answer clears the count")
  func answered() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.hear(.a(bravo, 20))
    bench.run(for: 5_000)
    bench.mark()
    bench.receive(Packet.query([.ask(bravo, .a)]), from: .carol)
    bench.run(to: 1_000)
    bench.receive(Packet.query([.ask(bravo, .a)]), from: .carol)
    bench.run(to: 1_500)
    bench.hear(.a(bravo, 20))
    bench.run(to: 3_000)
    bench.receive(Packet.query([.ask(bravo, .a)]), from: .carol)
    bench.run(to: 60_000)
    #expect(bench.changes(of: id).isEmpty)
  }

  @Test("M-10.5-4 M-6.7-7 other queries do not count", arguments: harmless)
  func notCounted(payload: [UInt8], peer: Peer) throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.hear(.a(bravo, 20))
    bench.run(for: 5_000)
    bench.mark()
    for second in 0..<5 {
      bench.run(to: Double(second) * 1_000)
      bench.receive(payload, from: peer)
    }
    bench.run(to: 60_000)
    #expect(bench.changes(of: id).isEmpty)
  }

  @Test(
    "a record that its owner does not repeat yet is not missed, nor is one asked for at once twice")
  func tooSoon() throws {
    for times in [[100.0, 600], [2_000, 2_100]] {
      var bench = Bench()
      let id = try bench.ask(bravo, .a)
      bench.mark()
      bench.hear(.a(bravo, 20))
      for time in times {
        bench.run(to: time)
        bench.receive(Packet.query([.ask(bravo, .a)]), from: .carol)
      }
      bench.run(to: 60_000)
      #expect(bench.story(of: id) == ["0 added"])
    }
  }
}
