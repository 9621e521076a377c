import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

private let browsing: DNSName = "_a._tcp.local."
private let shared = ResourceRecord.ptr(browsing, "b._a._tcp.local.", ttl: 100)

@Suite("What a host says against what it heard")
struct HostInspectorTests {
  private let link = VirtualLinkID(place: 0)

  private func flight(_ payload: [UInt8]) -> Flight {
    Flight(
      content: SentMessage(payload),
      source: TransportAddress(.v4(IPv4Address(10, 0, 0, 2)), portNumber: 5353),
      destination: MulticastGroup.address(of: .v4), link: 0, sender: nil, author: nil, side: nil)
  }

  private func rules(
    _ payload: [UInt8], at milliseconds: Int, in inspector: inout HostInspector
  ) -> [Rule] {
    inspector.send(
      SentMessage(payload), in: .multicast(payload), at: .milliseconds(milliseconds)
    ) { _ in false }.map(\.rule)
  }

  @Test("a known answer has half of its life left, and no more than is left")
  func knownAnswers() {
    var inspector = HostInspector(.everything)
    inspector.hear(flight(Packet.response([shared])), as: 0, on: 1, at: .milliseconds(0))
    func known(_ seconds: UInt32, at milliseconds: Int) -> [Rule] {
      let listed = ResourceRecord.ptr(browsing, "b._a._tcp.local.", ttl: seconds)
      return rules(
        Packet.query([Question(name: browsing, type: .ptr)], known: [listed]), at: milliseconds,
        in: &inspector)
    }
    #expect(known(100, at: 0) == [])
    #expect(known(50, at: 50_000) == [])
    #expect(known(49, at: 50_500) == [])
    #expect(known(48, at: 52_000) == [.knownAnswers])
    #expect(known(100, at: 10_000) == [.knownAnswers])
  }

  @Test("the cache-flush bit is that of the kind of record")
  func cacheFlush() {
    var inspector = HostInspector(.everything)
    let flushed = ResourceRecord(
      name: browsing, isCacheFlush: true, timeToLive: .other, data: shared.data)
    #expect(rules(Packet.response([shared]), at: 0, in: &inspector) == [])
    #expect(rules(Packet.response([flushed]), at: 2_000, in: &inspector) == [.cacheFlush])
    let unique = ResourceRecord.a("x.local.", 1, isCacheFlush: false)
    #expect(
      rules(Packet.response([unique]), at: 4_000, in: &inspector) == [.cacheFlush, .probedFirst])
  }

  @Test("a client is told of nothing that was not heard or has ended")
  func told() {
    var inspector = HostInspector(.everything)
    let id = QueryID(rawValue: 1)
    func added(expiring milliseconds: Int, at now: Int) -> [Rule] {
      let answer = Answer(
        record: shared, linkIndex: 1, source: .v4(IPv4Address(10, 0, 0, 2)),
        expiry: .milliseconds(milliseconds))
      return inspector.told(.answer(id, .added(answer)), at: .milliseconds(now)).map(\.rule)
    }
    #expect(added(expiring: 100_000, at: 0) == [.expiry])
    inspector.hear(flight(Packet.response([shared])), as: 0, on: 1, at: .milliseconds(0))
    #expect(added(expiring: 100_000, at: 0) == [])
    #expect(added(expiring: 100_000, at: 100_000) == [.expiry])
  }

  @Test("what a client still has after its end is found")
  func overdue() {
    var inspector = HostInspector(.everything)
    let query = Query(name: browsing, type: .ptr)
    var observations = Observations()
    observations.note(.ask(query, as: QueryID(rawValue: 1)))
    inspector.hear(flight(Packet.response([shared])), as: 0, on: 1, at: .milliseconds(0))
    let answer = Answer(
      record: shared, linkIndex: 1, source: .v4(IPv4Address(10, 0, 0, 2)),
      expiry: .milliseconds(100_000))
    let isInOrder = observations.note(.answer(QueryID(rawValue: 1), .added(answer)))
    #expect(isInOrder)
    func overdue(at milliseconds: Int) -> [Rule] {
      inspector.overdue(observations, at: .milliseconds(milliseconds)).map(\.rule)
    }
    #expect(overdue(at: 4_000) == [])
    let goodbye = ResourceRecord.ptr(browsing, "b._a._tcp.local.", ttl: 0)
    inspector.hear(flight(Packet.response([goodbye])), as: 0, on: 1, at: .milliseconds(5_000))
    #expect(overdue(at: 5_999) == [])
    #expect(overdue(at: 6_000) == [.expiry])
  }
}
