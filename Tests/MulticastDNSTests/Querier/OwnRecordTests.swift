import DNSSDWire
import MulticastDNS
import Testing

private let alpha: DNSName = "alpha.local"
private let registration = RegistrationID(rawValue: 1)

@Suite("Records of our own as answers")
struct OwnRecordTests {
  private func publishing(
    _ record: ResourceRecord, _ ownership: Ownership
  ) throws -> EngineCommand {
    let content = Registration.Content.records(
      try RecordRegistration([record], ownership: ownership))
    return .publish(Registration(content, verification: .verified), as: registration)
  }

  @Test("a unique record of our own answers at once, without a packet, until it is withdrawn")
  func unique() throws {
    var bench = Bench()
    try bench.perform(publishing(.a(alpha, 10), .unique))
    bench.run(for: 10_000)
    bench.mark()
    let id = try bench.ask(alpha, .a, urgency: .hurried, livenessInterval: .seconds(10))
    let once = try bench.ask(alpha, .a, as: 2, span: .oneShot())
    #expect(bench.story(of: id) == ["0 added"])
    #expect(bench.story(of: once) == ["0 added", "0 finished"])
    let answer = try #require(bench.changes(of: id).first?.change.answer)
    #expect(answer.source == nil && answer.expiry == nil)
    try bench.perform(.reconfirm(answer))
    bench.run(to: 86_400_000)
    #expect(bench.queries.isEmpty && bench.changes(of: id).count == 1)
    try bench.perform(.withdraw(registration))
    bench.run(for: 500)
    #expect(bench.changes(of: id).map(\.change.word) == ["added", "removed goodbye"])
    bench.run(for: 2_000)
    #expect(!bench.queries.isEmpty)
  }

  @Test("a record of our own that comes later ends the question")
  func later() throws {
    var bench = Bench()
    let id = try bench.ask(alpha, .a)
    bench.run(for: 500)
    bench.mark()
    try bench.perform(publishing(.a(alpha, 10), .unique))
    bench.run(to: 60_000)
    #expect(bench.changes(of: id).map(\.change.word) == ["added"] && bench.queries.isEmpty)
  }

  @Test("a shared record of our own is a known answer, as we do not answer ourselves")
  func shared() throws {
    var bench = Bench()
    try bench.perform(publishing(.ptr(http, .instance(1)), .shared))
    bench.run(for: 10_000)
    bench.mark()
    let id = try bench.ask(http, .ptr, urgency: .prompt)
    bench.hear(.ptr(http, .instance(1)), .ptr(http, .instance(2)))
    bench.run(to: 1_500)
    #expect(bench.story(of: id) == ["0 added", "0 added"])
    let known = bench.queries.map { Set($0.message.answers.map(\.data)) }
    #expect(known == [[.ptr(.instance(1))], [.ptr(.instance(1)), .ptr(.instance(2))]])
  }

  @Test("a record that others have too stays when ours is withdrawn, and the other way round")
  func both() throws {
    for isOursFirst in [true, false] {
      var bench = Bench()
      let id = try bench.ask(http, .ptr)
      if !isOursFirst { bench.hear(.ptr(http, .instance(1), ttl: 100)) }
      try bench.perform(publishing(.ptr(http, .instance(1)), .shared))
      bench.run(for: 1_000)
      if isOursFirst { bench.hear(.ptr(http, .instance(1), ttl: 100)) }
      bench.run(for: 9_000)
      #expect(bench.changes(of: id).map(\.change.word) == ["added"])
      try bench.perform(.withdraw(registration))
      bench.run(for: 200_000)
      #expect(bench.changes(of: id).map(\.change.word) == ["added", "removed expired"])
    }
    var bench = Bench()
    let id = try bench.ask(http, .ptr)
    try bench.perform(publishing(.ptr(http, .instance(1)), .shared))
    bench.hear(.ptr(http, .instance(1), ttl: 100))
    bench.run(for: 10_000)
    bench.hear(.ptr(http, .instance(1), ttl: 0))
    bench.run(for: 200_000)
    #expect(bench.changes(of: id).map(\.change.word) == ["added"])
  }

  @Test("a link that goes down takes our records from the queries, and gives them back")
  func linkDown() throws {
    var bench = Bench()
    let id = try bench.ask(alpha, .a)
    try bench.perform(publishing(.a(alpha, 10), .unique))
    bench.run(for: 5_000)
    bench.setLinks([])
    bench.run(for: 1_000)
    bench.setLinks([Bench.link1])
    bench.run(for: 5_000)
    #expect(bench.changes(of: id).map(\.change.word) == ["added", "removed linkDown", "added"])
  }
}
