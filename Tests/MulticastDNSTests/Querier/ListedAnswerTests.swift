import DNSSDWire
import MulticastDNS
import Testing

@Suite("Known answers")
struct ListedAnswerTests {
  /// A query that has heard `records`, and the next query after `seconds`.
  private func nextQuery(knowing records: [ResourceRecord], after seconds: Double) throws -> Sent? {
    var bench = Bench()
    bench.receive(Packet.response(records))
    bench.run(for: seconds * 1_000)
    try bench.ask(http, .ptr, urgency: .prompt)
    return bench.queries.first
  }

  @Test("M-5.2-3 M-10.2-9 a query that is repeated lists the shared answers, without bits")
  func repeated() throws {
    var bench = Bench()
    bench.mark()
    try bench.ask(http, .ptr)
    bench.run(to: 520)
    bench.hear(.ptr(http, .instance(1), ttl: 4_500))
    bench.run(to: 1_020)
    #expect(bench.queries.map { $0.message.answers.count } == [0, 1])
    let known = try #require(bench.queries.last?.message.answers.first)
    #expect(known == .ptr(http, .instance(1), ttl: 4_499))
  }

  @Test("M-7.1-4 nothing beyond half of its life is listed")
  func half() throws {
    let record = ResourceRecord.ptr(http, .instance(1), ttl: 4_500)
    for (seconds, count) in [(2_249.0, 1), (2_250, 1), (2_251, 0)] {
      #expect(try nextQuery(knowing: [record], after: seconds)?.message.answers.count == count)
    }
  }

  @Test("M-7.1-4 a life that was capped is measured by what its owner said")
  func cappedHalf() throws {
    let record = ResourceRecord.ptr(http, .instance(1), ttl: 0x7FFF_FFFF)
    #expect(try nextQuery(knowing: [record], after: 1)?.message.answers.count == 0)
  }

  @Test("M-7.1-5 M-10.2-9 unique records are not listed")
  func unique() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.hear(.a(bravo, 20), .a(bravo, 21), .a(bravo, 22).shared)
    let answer = try #require(bench.changes(of: id).first?.change.answer)
    bench.mark()
    try bench.perform(.reconfirm(answer))
    let listed = try #require(bench.queries.first).message.answers
    #expect(Array(listed) == [.a(bravo, 22).shared])
  }

  @Test("M-7.1-6 the time to live of a known answer is what is left")
  func rest() throws {
    let sent = try nextQuery(knowing: [.ptr(http, .instance(1), ttl: 4_500)], after: 1_000)
    #expect(sent?.message.answers.first?.timeToLive.seconds == 3_500)
  }

  @Test("M-7.1-7 M-7.2-8 known answers of others are not kept")
  func others() throws {
    var bench = Bench()
    let id = try bench.ask(http, .ptr)
    bench.run(for: 100)
    bench.mark()
    bench.receive(Packet.query([], knownAnswers: [.ptr(http, .instance(1))]))
    bench.receive(Packet.query([.ask(bravo, .a)], knownAnswers: [.ptr(http, .instance(2))]))
    bench.run(to: 900)
    #expect(bench.changes(of: id).isEmpty && bench.sent.isEmpty)
    let later = try bench.ask(http, .ptr, as: 2)
    #expect(bench.changes(of: later).isEmpty)
  }

  @Test("M-7.2-1 M-7.2-2 M-7.2-3 M-17-1 what does not fit follows at once, with TC before it")
  func series() throws {
    let records = (0..<100).map { ResourceRecord.ptr(http, .instance($0)) }
    var bench = Bench()
    for record in records { bench.hear(record) }
    bench.mark()
    try bench.ask(http, .ptr, urgency: .prompt)
    let sent = bench.queries
    #expect(sent.count > 1 && sent.allSatisfy { $0.time == 0 })
    #expect(sent.map { $0.message.questions.count } == [1] + sent.dropFirst().map { _ in 0 })
    #expect(
      sent.map { $0.message.header.flags.isTruncated }
        == sent.dropLast().map { _ in true } + [false])
    #expect(sent.allSatisfy { $0.datagram.payload.count <= 1_452 })
    #expect(sent.flatMap { $0.message.answers.map(\.data) } == records.map(\.data))
  }
}
