import DNSSDWire
import MulticastDNS
import Testing

private let web = Fixture.web
private let knowing = Packet.query(
  [.ask(http, .ptr)], knownAnswers: [.ptr(http, web, ttl: 4_500)])

@Suite("Names that another host may hold unnoticed")
struct DoubtTests {
  /// A bench with an established service, quiet since.
  private static func publishing() throws -> Bench {
    var bench = Bench()
    try bench.publish(Fixture.host(), as: Fixture.hostID)
    try bench.publish(Fixture.service(), as: Fixture.webID)
    bench.run(to: 10_000)
    bench.mark()
    return bench
  }

  /// The names that were asked for since the last mark.
  private static func asked(_ bench: Bench) -> [DNSName] {
    bench.queries.flatMap(\.message.questions).map(\.name)
  }

  @Test("a stranger who knows our service makes us ask for its name, once")
  func stranger() throws {
    var bench = try Self.publishing()
    bench.receive(knowing)
    bench.run(to: 500)
    #expect(Self.asked(bench) == [web])
    bench.receive(knowing)
    bench.run(to: 5_000)
    #expect(Self.asked(bench) == [web])
  }

  @Test("whoever answers that question has our name, by unicast too")
  func answer() throws {
    var bench = try Self.publishing()
    bench.receive(knowing)
    bench.run(to: 200)
    let other = ResourceRecord.srv(web, "bravo.local", port: 1)
    bench.receive(Packet.response([other]), by: .host)
    let conflict = Conflict(record: other, source: Peer.bravo.address, linkIndex: 1)
    #expect(bench.told(Fixture.webID).last == .challenged(conflict))
  }

  @Test("however many strangers there are, we ask for all our names at once and seldom")
  func crowd() throws {
    var bench = try Self.publishing()
    let other: DNSName = "Other._http._tcp.local"
    try bench.publish(Fixture.service(other), as: Fixture.plainID)
    bench.run(for: 10_000)
    bench.mark()
    let known = [web, other].map { ResourceRecord.ptr(http, $0, ttl: 4_500) }
    let both = Packet.query([.ask(http, .ptr)], knownAnswers: known)
    for number in 0..<200 {
      bench.receive(both, from: .host(number))
      bench.run(to: Double(number + 1) * 100)
    }
    #expect(bench.queries.count <= 5)
    #expect(bench.queries.allSatisfy { $0.message.questions.map(\.name) == [web, other] })
  }

  @Test("neighbours, other ports and strangers who know other things make no doubt")
  func neighbours() throws {
    var bench = try Self.publishing()
    bench.receive(Packet.query([.ask(http, .ptr)]))
    bench.receive(knowing)
    bench.receive(knowing, from: .carol.port(40_000))
    bench.receive(Packet.response([.a("carol.local", 30)]), from: .carol)
    bench.receive(knowing, from: .carol)
    bench.run(to: 5_000)
    #expect(Self.asked(bench) == [])
  }
}
