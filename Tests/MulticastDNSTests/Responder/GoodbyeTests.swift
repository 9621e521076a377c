import DNSSDWire
import MulticastDNS
import Testing

private let alpha = Fixture.alpha
private let web = Fixture.web
private let records: [ResourceRecord] = [
  .ptr(Fixture.types, Fixture.http), .ptr(Fixture.http, web), .srv(web, alpha, port: 8080),
  .txt(web, "path=/"),
]

@Suite("Withdrawing")
struct GoodbyeTests {
  @Test("M-10.1-1 a service that goes says goodbye at once and once more, in one message each")
  func service() throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    try bench.perform(.withdraw(Fixture.webID))
    bench.run(to: 10_000)
    #expect(bench.responses.map(\.time) == [0, 1_000])
    for response in bench.responses { #expect(response.answers == records.map(\.goodbye)) }
    #expect(bench.changes(of: Fixture.webID).map(\.time) == [1_000])
    #expect(bench.told(Fixture.webID) == [.withdrawn])
    #expect(bench.answers(to: alpha, .a) == [.a(alpha, 10)])
  }

  @Test("M-10.1-6 what was never announced needs no goodbye")
  func early() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    try bench.publish(Fixture.service(), as: Fixture.webID)
    bench.run(to: 700)
    bench.mark()
    try bench.perform(.withdraw(Fixture.webID))
    try bench.perform(.withdraw(Fixture.hostID))
    bench.run(to: 10_000)
    #expect(bench.sent.isEmpty)
    #expect(bench.events.map(\.time) == [0, 0])
    #expect(bench.told() == [.withdrawn] && bench.told(Fixture.webID) == [.withdrawn])
    #expect(bench.engine.nextDeadline == nil)
  }

  @Test(
    "M-10.1-7 what is withdrawn is not answered for; published again, no goodbye is due any more")
  func again() throws {
    let pointer = records[1]
    var bench = try Bench.established(Fixture.plain(pointer, as: .shared))
    try bench.perform(.withdraw(Fixture.hostID))
    #expect(bench.answers(to: Fixture.http).filter { $0.timeToLive != .goodbye }.isEmpty)
    bench.run(to: 300)
    #expect(bench.goodbyes.count == 1)
    try bench.publish(Fixture.plain(pointer, as: .shared))
    bench.run(to: 10_000)
    #expect(bench.goodbyes.count == 1)
    #expect(bench.announced(pointer) == [300, 1_300, 3_300])
    #expect(bench.told() == [.withdrawn, .established(name: Fixture.http)])
  }

  @Test("M-10.1-7 a name published again is probed for, and its goodbye is not repeated")
  func unique() throws {
    var bench = try Bench.established(Fixture.host())
    try bench.perform(.withdraw(Fixture.hostID))
    bench.run(to: 300)
    try bench.publish(Fixture.host(), as: Fixture.plainID)
    bench.run(to: 10_000)
    #expect(bench.goodbyes.allSatisfy { $0.time == 0 } && bench.goodbyes.count == 2)
    #expect(bench.probes.map(\.time) == [300, 550, 800])
    #expect(bench.announced(.a(alpha, 10)) == [1_050, 2_050, 4_050])
    #expect(bench.told() == [.withdrawn])
    #expect(bench.told(Fixture.plainID) == [.established(name: alpha)])
  }

  @Test("M-10.1-5 a peer's goodbye for a record of ours is answered by announcing it")
  func foreignGoodbye() throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    bench.receive(Packet.response([records[1].goodbye]))
    bench.run(to: 1_000)
    #expect(bench.announced.map(\.record).contains(records[1]))
    #expect(bench.told(Fixture.webID).isEmpty && bench.probes.isEmpty)
  }

  @Test("goodbyes are said on each link, and a link that is gone hears none")
  func links() throws {
    var bench = try Bench.established(
      Fixture.host(), Fixture.service(), links: [Bench.link1, Bench.link2])
    try bench.perform(.withdraw(Fixture.webID))
    bench.run(to: 500)
    #expect(bench.responses(on: 1).count == 1 && bench.responses(on: 2).count == 1)
    bench.setLinks([])
    bench.run(to: 10_000)
    #expect(bench.responses.count == 2)
    #expect(bench.changes(of: Fixture.webID).map(\.time) == [500])
  }

  @Test("a record challenged at the moment is said goodbye to as well")
  func challenged() throws {
    var bench = try Bench.established(Fixture.host())
    bench.receive(Packet.response([.a(alpha, 20)]))
    try bench.perform(.withdraw(Fixture.hostID))
    bench.run(to: 5_000)
    #expect(
      bench.goodbyes.filter { $0.time == 0 }.map(\.record).says(.a(alpha, 10), .aaaa(alpha, 0xA)))
    #expect(bench.probes.filter { $0.time > 0 }.isEmpty)
  }

  @Test("a set that another registration has too is announced instead of a goodbye")
  func reverseNames() throws {
    var bench = try Bench.established(
      Fixture.host(hasReverseNames: true), Fixture.host("omega.local", hasReverseNames: true))
    let reverse = DNSName(reverse: Bench.link1.addresses[0].address)
    #expect(bench.answers(to: reverse, .ptr).count == 2)
    try bench.perform(.withdraw(Fixture.hostID))
    bench.run(to: 10_000)
    #expect(bench.goodbyes.allSatisfy { $0.record.name == alpha })
    let left = bench.announced.map(\.record).filter { $0.name == reverse }
    #expect(left.count == 3 && left.allSatisfy { $0.data == .ptr("omega.local") })
  }
}
