import DNSSDWire
import MulticastDNS
import Testing

private let alpha = Fixture.alpha
private let link1 = Bench.link1
private let link2 = Bench.link2
private let bare = Link(index: 1, mtu: 1500, addresses: [])

/// Ways in which the engine hears that it was not connected for a while.
private let interruptions: [@Sendable (inout Bench) -> Void] = [
  { bench in
    bench.setLinks([])
    bench.run(for: 5_000)
    bench.setLinks([link1])
  },
  { bench in
    bench.setLinks([bare])
    bench.run(for: 5_000)
    bench.setLinks([link1])
  },
  { $0.changeConnectivity() },
]

@Suite("Links that come and go")
struct LinkTests {
  @Test(
    "M-8-2 M-10.2-1 after an interruption: probe, then announce", arguments: interruptions.indices)
  func interruption(place: Int) throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    interruptions[place](&bench)
    let start = bench.time
    #expect(bench.sent.allSatisfy { !$0.isResponse })
    bench.run(to: start + 10_000)
    #expect(bench.probes(for: alpha).map(\.time) == [start, start + 250, start + 500])
    #expect(bench.responses.map(\.time) == [start + 750, start + 1_750, start + 3_750])
    #expect(bench.responses.first?.answers.count == 6)
    #expect(bench.told() == [.established(name: alpha)])
    #expect(bench.goodbyes.isEmpty)
  }

  @Test("M-10.2-1 after an interruption a name can be lost to who took it meanwhile")
  func takenMeanwhile() throws {
    var bench = try Bench.established(Fixture.host())
    bench.changeConnectivity()
    bench.run(to: 300)
    bench.receive(Packet.response([.a(alpha, 20)]), by: .host)
    bench.run(to: 5_000)
    #expect(bench.told().last == .established(name: "alpha-2.local"))
    #expect(bench.announced.allSatisfy { $0.record.name != alpha })
  }

  @Test("M-8-2 what is registered without a link is established when one comes")
  func laterLink() throws {
    var bench = Bench(links: [])
    try bench.publish(Fixture.host())
    try bench.publish(
      Fixture.plain(.ptr(Fixture.http, Fixture.web), as: .shared), as: Fixture.webID)
    bench.run(to: 60_000)
    #expect(bench.sent.isEmpty && bench.events.isEmpty && bench.engine.nextDeadline == nil)
    bench.mark()
    bench.setLinks([link1])
    bench.run(to: 5_000)
    #expect(bench.probes.map(\.time) == [0, 250, 500])
    #expect(bench.changes(of: Fixture.hostID).map(\.time) == [750])
    #expect(bench.told(Fixture.webID) == [.established(name: Fixture.http)])
  }

  @Test("M-8.1-17 a second link is probed when it comes, and the first is left alone")
  func secondLink() throws {
    var bench = try Bench.established(Fixture.host())
    bench.setLinks([link1, link2])
    bench.run(to: 10_000)
    #expect(bench.probes(on: 2).count == 3 && bench.responses(on: 2).count == 3)
    #expect(bench.sent.allSatisfy { $0.datagram.linkIndex == 2 })
    #expect(bench.told() == [.established(name: alpha)])
    bench.mark()
    bench.setLinks([link1])
    bench.run(to: 5_000)
    #expect(bench.sent.isEmpty && bench.told().isEmpty)
    #expect(bench.answers(to: alpha, .a) == [.a(alpha, 10)])
  }

  @Test("a link without addresses hears nothing, and one of one family only that")
  func noAddress() throws {
    var bench = Bench(links: [bare, link2])
    try bench.publish(Fixture.host(alpha, .listed([.v4(IPv4Address(192, 0, 2, 91))])))
    bench.run(to: 10_000)
    #expect(bench.sent.allSatisfy { $0.datagram.destination == .group(.v4) })
    #expect(bench.sent.allSatisfy { $0.datagram.linkIndex == 2 })
    #expect(bench.responses.count == 3)
  }

  @Test("a registration for one link is on that link alone, and can move to another")
  func scope() throws {
    var bench = try Bench.established(Fixture.host(links: .only(2)), links: [link1, link2])
    #expect(bench.answers(to: alpha, .a, on: 1).isEmpty)
    try bench.perform(.update(Fixture.hostID, to: Fixture.host(links: .only(1))))
    bench.run(to: 10_000)
    #expect(bench.goodbyes.count == 2)
    #expect(
      bench.responses(on: 2).allSatisfy { $0.answers.allSatisfy { $0.timeToLive == .goodbye } })
    #expect(bench.probes(for: alpha, on: 1).count == 3)
    #expect(bench.answers(to: alpha, .a, on: 2).isEmpty)
    #expect(bench.answers(to: alpha, .a, on: 1) == [.a(alpha, 10)])
  }

  @Test("M-8.4-5 addresses that change while probing are proposed and announced")
  func earlyAddress() throws {
    let moved = Link(
      index: 1, mtu: 1500,
      addresses: [LinkAddress(.v4(IPv4Address(192, 0, 2, 40)), prefixLength: 24)])
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.run(to: 300)
    bench.setLinks([moved])
    bench.run(to: 1_000)
    #expect(bench.probes.map(\.time) == [0, 250, 500])
    #expect(bench.probes.last?.proposals == [ResourceRecord.a(alpha, 40).knownAnswer()])
    #expect(bench.announced.map(\.record) == [.a(alpha, 40)])
  }
}
