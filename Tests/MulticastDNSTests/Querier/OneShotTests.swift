import DNSSDWire
import MulticastDNS
import Testing

@Suite("One-shot questions and hints")
struct OneShotTests {
  /// A reply to the first one-shot question that was sent.
  private func reply(
    _ bench: Bench, _ records: [ResourceRecord], to question: Question, idOffset: UInt16 = 0
  ) throws -> [UInt8] {
    let sent = try #require(bench.queries.first { $0.datagram.localPort == .oneShot })
    return Packet.response(
      records, questions: [question], id: sent.message.header.id &+ idOffset)
  }

  @Test("M-5.1-2 M-5.1-1 a one-shot query comes from a port of its own and ends after 3 s")
  func timeout() throws {
    var bench = Bench(RandomSource(seed: 4))
    bench.mark()
    let id = try bench.ask(bravo, .a, span: .oneShot())
    let other = try bench.ask(bravo, .a, as: 2, span: .oneShot(timeout: .milliseconds(500)))
    bench.run(to: 10_000)
    #expect(bench.sent.count == 4)
    #expect(
      bench.sent.allSatisfy { $0.datagram.localPort == .oneShot && $0.isMulticast && $0.time == 0 })
    #expect(Set(bench.sent.map(\.message.header.id)).count == 2)
    #expect(bench.story(of: id) == ["3000 finished"])
    #expect(bench.story(of: other) == ["500 finished"])
  }

  @Test("M-5.1-3 it ends with the first reply")
  func firstReply() throws {
    var bench = Bench(RandomSource(seed: 4))
    bench.mark()
    let id = try bench.ask(bravo, .a, span: .oneShot())
    let first = try reply(
      bench, [.a(bravo, 20), .a(bravo, 20), .a(bravo, 21)], to: .ask(bravo, .a))
    bench.run(to: 10)
    bench.receive(first, by: .host, localPort: .oneShot)
    bench.run(to: 20)
    bench.receive(first, from: .carol, by: .host, localPort: .oneShot)
    bench.run(to: 60_000)
    #expect(bench.story(of: id) == ["10 added", "10 added", "10 finished"])
  }

  @Test("M-5.1-1 who gathers hears everybody until the time is over, and none of its own records")
  func gathering() throws {
    var bench = Bench(RandomSource(seed: 4))
    try bench.publish(Fixture.host(bravo), as: Fixture.hostID)
    bench.run(for: 5_000)
    bench.mark()
    let id = try bench.ask(bravo, .a, span: .gathering(timeout: .milliseconds(800)))
    let first = try reply(bench, [.a(bravo, 20)], to: .ask(bravo, .a))
    bench.receive(first, by: .host, localPort: .oneShot)
    bench.receive(first, by: .host, localPort: .oneShot)
    let second = try reply(bench, [.a(bravo, 30)], to: .ask(bravo, .a))
    bench.receive(second, from: .carol, by: .host, localPort: .oneShot)
    #expect(bench.story(of: id) == ["0 added", "0 added", "0 added"])
    bench.run(to: 5_000)
    #expect(bench.story(of: id).last == "800 finished")
    bench.receive(second, from: .carol, by: .host, localPort: .oneShot)
    #expect(bench.story(of: id).count == 4)
  }

  @Test("M-5.1-4 D1035-7.3-1 a reply has the ID and the question, and comes to that port")
  func matching() throws {
    var bench = Bench(RandomSource(seed: 4))
    let id = try bench.ask(bravo, .a, span: .oneShot())
    let records = [ResourceRecord.a(bravo, 20)]
    let question = Question.ask(bravo, .a)
    let right = try reply(bench, records, to: question)
    let wrong = [
      try reply(bench, records, to: question, idOffset: 1),
      try reply(bench, records, to: .ask("carol.local", .a)),
      try reply(bench, records, to: .ask(bravo, .aaaa)),
      try reply(bench, [.a("carol.local", 20)], to: question),
    ]
    for payload in wrong { bench.receive(payload, by: .host, localPort: .oneShot) }
    bench.receive(right, by: .host)
    bench.receive(right, from: Peer.bravo.port(5354), by: .host, localPort: .oneShot)
    bench.receive(right, from: .mallory, by: .host, localPort: .oneShot)
    #expect(bench.changes(of: id).isEmpty)
    bench.receive(right, by: .host, localPort: .oneShot)
    #expect(bench.changes(of: id).map(\.change.word) == ["added", "finished"])
  }

  @Test("a denial ends it too, and cancel ends it silently")
  func denied() throws {
    var bench = Bench(RandomSource(seed: 4))
    let id = try bench.ask(bravo, .a, span: .oneShot())
    let denial = try reply(bench, [.nsec(bravo, .aaaa)], to: .ask(bravo, .a))
    let other = try bench.ask(bravo, .a, as: 2, span: .oneShot())
    try bench.perform(.cancel(other))
    bench.receive(denial, by: .host, localPort: .oneShot)
    bench.run(for: 10_000)
    #expect(bench.changes(of: id).map(\.change.word) == ["denied", "finished"])
    #expect(bench.changes(of: other).isEmpty)
  }

  @Test("a one-shot query that waits for a link asks when it is there")
  func noLink() throws {
    var bench = Bench(links: [])
    bench.mark()
    let id = try bench.ask(bravo, .a, span: .oneShot())
    bench.run(to: 1_000)
    bench.setLinks([Bench.link1])
    #expect(bench.queryTimes == [1_000])
    bench.run(to: 3_000)
    #expect(bench.story(of: id) == ["3000 finished"])
  }

  @Test("a hurried query asks in both ways at once, and goes on as any other")
  func hurried() throws {
    var bench = Bench(RandomSource(seed: 4))
    bench.mark()
    try bench.ask(http, .ptr, urgency: .hurried)
    bench.run(to: 3_500)
    #expect(
      bench.queries.map(\.datagram.localPort)
        == [.oneShot, .multicastDNS, .multicastDNS, .multicastDNS])
    #expect(bench.queryTimes == [0, 0, 1_000, 3_000])
  }

  /// A hurried browse that has a hint of one instance after 2 ms.
  private func hinted() throws -> (Bench, QueryID) {
    var bench = Bench(RandomSource(seed: 4))
    bench.mark()
    let id = try bench.ask(http, .ptr, urgency: .hurried)
    bench.run(to: 2)
    let hint = try reply(bench, [.ptr(http, .instance(1), ttl: 4_500)], to: .ask(http, .ptr))
    bench.receive(hint, by: .host, localPort: .oneShot)
    return (bench, id)
  }

  @Test("a hint lives ten seconds, and is no known answer")
  func hint() throws {
    var (bench, id) = try hinted()
    #expect(bench.story(of: id) == ["2 added"])
    bench.run(to: 20_000)
    #expect(bench.queries.allSatisfy { $0.message.answers.isEmpty })
    #expect(bench.story(of: id) == ["2 added", "10002 removed expired"])
  }

  @Test("a hint that multicast confirms stays without a word")
  func confirmed() throws {
    var (bench, id) = try hinted()
    bench.run(to: 100)
    bench.hear(.ptr(http, .instance(1), ttl: 4_500))
    let hint = try reply(bench, [.ptr(http, .instance(1), ttl: 10)], to: .ask(http, .ptr))
    bench.receive(hint, from: .carol, by: .host, localPort: .oneShot)
    bench.run(to: 1_000)
    #expect(bench.queries.last?.message.answers.map(\.timeToLive.seconds) == [4_499])
    bench.run(to: 3_000_000)
    #expect(bench.story(of: id) == ["2 added"])
  }

  @Test("a hint flushes nothing and ends no series; a goodbye in it says nothing")
  func harmless() throws {
    var bench = Bench(RandomSource(seed: 4))
    let id = try bench.ask(bravo, .a, urgency: .hurried)
    bench.hear(.a(bravo, 20).shared)
    bench.run(for: 1_900)
    bench.mark()
    let hint = Packet.response(
      [.a(bravo, 21), .a(bravo, 20, ttl: 0)], questions: [.ask(bravo, .a)])
    bench.receive(hint, by: .host, localPort: .oneShot)
    #expect(bench.changes(of: id).isEmpty)
    try bench.ask(bravo, .a, as: 2, urgency: .hurried)
    let id2 = try #require(bench.queries.first { $0.datagram.localPort == .oneShot }).message.header
      .id
    bench.receive(
      Packet.response(
        [.a(bravo, 21), .a(bravo, 20, ttl: 0)], questions: [.ask(bravo, .a)], id: id2),
      by: .host, localPort: .oneShot)
    bench.run(to: 9_000)
    #expect(bench.story(of: id) == ["0 added"])
    #expect(bench.queries.contains { $0.time > 1_000 && $0.datagram.localPort == .multicastDNS })
  }

  @Test("a hint between questions far apart is asked for in time")
  func refreshed() throws {
    var bench = Bench(RandomSource(seed: 4))
    try bench.ask(http, .ptr)
    bench.run(for: 600_000)
    bench.mark()
    let id = try bench.ask(http, .ptr, as: 2, urgency: .hurried)
    let hint = try reply(bench, [.ptr(http, .instance(1))], to: .ask(http, .ptr))
    bench.receive(hint, by: .host, localPort: .oneShot)
    bench.run(to: 2_000)
    #expect(bench.queryTimes == [0, 2_000])
    bench.hear(.ptr(http, .instance(1)))
    bench.run(to: 300_000)
    #expect(bench.queryTimes == [0, 2_000] && bench.story(of: id) == ["0 added"])
  }

  @Test("replies to a hurried question count for two seconds")
  func window() throws {
    var bench = Bench(RandomSource(seed: 4))
    let id = try bench.ask(bravo, .a, urgency: .hurried)
    let payload = try reply(bench, [.a(bravo, 20, ttl: 10)], to: .ask(bravo, .a))
    bench.run(for: 2_001)
    bench.receive(payload, by: .host, localPort: .oneShot)
    #expect(bench.changes(of: id).isEmpty)
  }
}
