import DNSSDWire
import MulticastDNS
import Testing

@Suite("Doubted records")
struct ReconfirmTests {
  /// A browse that knows one instance, ten minutes after the last query of its series.
  private func browsing() throws -> (Bench, QueryID, Answer) {
    var bench = Bench()
    let id = try bench.ask(http, .ptr)
    bench.hear(.ptr(http, .instance(1)), .ptr(http, .instance(2)))
    bench.run(for: 600_000)
    let answer = try #require(bench.changes(of: id).first?.change.answer)
    bench.mark()
    return (bench, id, answer)
  }

  @Test("M-10.4-1 M-10.4-2 M-10.4-3 a doubted record is asked for twice, and gone after 10 s")
  func gone() throws {
    var (bench, id, answer) = try browsing()
    try bench.perform(.reconfirm(answer))
    try bench.perform(.reconfirm(answer))
    bench.run(to: 10_500)
    #expect(bench.queryTimes == [0, 1_000])
    for sent in bench.queries {
      #expect(sent.message.questions.map(\.name) == [http])
      #expect(sent.message.answers.map(\.data) == [.ptr(.instance(2))])
    }
    #expect(bench.story(of: id) == ["10000 removed reconfirmFailed"])
    bench.run(to: 11_500)
    #expect(bench.queryTimes == [0, 1_000, 11_000])
  }

  @Test("M-10.4-4 an answer keeps it, with a new life")
  func kept() throws {
    var (bench, id, answer) = try browsing()
    try bench.perform(.reconfirm(answer))
    bench.run(to: 1_200)
    bench.hear(.ptr(http, .instance(1)))
    bench.run(to: 4_400_000)
    #expect(!bench.story(of: id).contains { $0.hasSuffix("reconfirmFailed") })
    let expiry = bench.changes(of: id).compactMap(\.change.answer).first?.expiry
    #expect(bench.changes(of: id).count == 1 && expiry != nil)
    #expect(bench.changes(of: id).first?.change.answer?.record.data == .ptr(.instance(2)))
  }

  @Test("a record that nobody asks for can be doubted, and an unknown one does no harm")
  func unasked() throws {
    var bench = Bench()
    bench.hear(.a(bravo, 20))
    bench.mark()
    let answer = Answer(record: .a(bravo, 20), linkIndex: 1, source: nil, expiry: nil)
    let unknown = Answer(record: .a(bravo, 21), linkIndex: 7, source: nil, expiry: nil)
    try bench.perform(.reconfirm(answer))
    try bench.perform(.reconfirm(unknown))
    bench.run(to: 60_000)
    #expect(bench.queryTimes == [0, 1_000] && bench.engine.nextDeadline == nil)
  }

  @Test("an engine that is called late asks before it removes")
  func late() throws {
    var (bench, _, answer) = try browsing()
    var engine = bench.engine
    try engine.perform(.reconfirm(answer), at: bench.now)
    engine.advance(to: bench.now + .seconds(30))
    var removed = 0
    var sent = 0
    while let output = engine.nextOutput() {
      switch output {
      case .event: removed += 1
      case .send: sent += 1
      }
    }
    #expect(removed == 0 && sent == 2)
    bench.run(to: 0)
  }
}
