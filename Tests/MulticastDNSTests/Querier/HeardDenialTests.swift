import DNSSDWire
import MulticastDNS
import Testing

@Suite("Negative answers")
struct HeardDenialTests {
  @Test("M-6.1-13 D2308-5-3 an NSEC record ends the query for its time to live")
  func denied() throws {
    var bench = Bench()
    bench.mark()
    let id = try bench.ask(bravo, .aaaa)
    bench.run(to: 50)
    bench.hear(.nsec(bravo, .a))
    bench.run(to: 60_000)
    let later = try bench.ask(bravo, .aaaa, as: 2)
    bench.run(to: 61_000)
    #expect(bench.story(of: id) == ["50 denied"] && bench.story(of: later) == ["60000 denied"])
    #expect(bench.queryTimes == [20])
    try bench.perform(.cancel(id))
    try bench.perform(.cancel(later))
    bench.run(to: 121_000)
    try bench.ask(bravo, .aaaa, as: 3)
    bench.run(to: 121_500)
    #expect(bench.queryTimes == [20, 121_020] && bench.events.count == 2)
  }

  @Test("M-6.1-13 a query that goes on asks again after that, and is not told twice")
  func deniedAgain() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .aaaa)
    bench.run(for: 50)
    bench.mark()
    bench.hear(.nsec(bravo, .a))
    bench.run(to: 121_000)
    #expect(bench.queryTimes == [121_000])
    bench.hear(.nsec(bravo, .a))
    bench.run(to: 200_000)
    #expect(bench.queryTimes == [121_000] && bench.story(of: id) == ["0 denied"])
  }

  @Test("M-6.1-14 it denies neither the types it names, nor aliases, nor other names")
  func limits() throws {
    var bench = Bench()
    let ids = [
      try bench.ask(bravo, .a), try bench.ask("carol.local", .aaaa, as: 2),
      try bench.ask(bravo, .any, as: 3), try bench.ask("dora.local", .aaaa, as: 4),
    ]
    bench.run(for: 50)
    bench.mark()
    bench.hear(.nsec(bravo, .a), .nsec("dora.local", .cname))
    bench.run(to: 1_500)
    #expect(ids.allSatisfy { !bench.story(of: $0).contains("0 denied") })
    #expect(bench.queries.map(\.message.questions.count) == [4])
  }

  @Test("M-6.1-15 a record that comes later cancels the denial at once")
  func cancelled() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .aaaa)
    bench.run(for: 50)
    bench.mark()
    bench.hear(.nsec(bravo, .a))
    bench.run(to: 10_000)
    bench.hear(.aaaa(bravo, 2, ttl: 10))
    bench.run(to: 20_000)
    let later = try bench.ask(bravo, .aaaa, as: 2)
    bench.run(to: 22_000)
    #expect(bench.story(of: id) == ["0 denied", "10000 added", "20000 removed expired"])
    #expect(bench.changes(of: later).isEmpty && bench.queryTimes.last == 21_000)
  }

  @Test("a record that goes while an NSEC record denies its type is denied then")
  func goneAndDenied() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .aaaa)
    bench.mark()
    bench.hear(.aaaa(bravo, 2))
    bench.run(to: 2_000)
    bench.hear(.nsec(bravo, .a))
    bench.hear(.aaaa(bravo, 2, ttl: 0))
    bench.run(to: 10_000)
    #expect(
      bench.story(of: id) == ["0 added", "2000 leaving", "3000 removed goodbye", "3000 denied"])
    #expect(bench.queries.isEmpty)
  }

  @Test("M-6.1-7 the next domain name does not matter")
  func nextName() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .aaaa)
    let record = ResourceRecord(
      name: bravo, isCacheFlush: true, timeToLive: .hostName,
      data: .nsec(NextSecureData(nextName: "carol.local", types: TypeBitmap([.a]))))
    bench.hear(record)
    #expect(bench.changes(of: id).map(\.change.word) == ["denied"])
  }

  @Test("M-6.1-8 several blocks are read, and broken ones spoil only their record")
  func blocks() throws {
    let name = bravo.wireForm
    let far = ResourceRecord.nsec(bravo, .a, RecordType(rawValue: 257))
    let broken = [[UInt8](name + [0, 0]), name + [0, 33] + [UInt8](repeating: 1, count: 33)]
    for data in broken {
      var bench = Bench()
      let id = try bench.ask(bravo, .aaaa)
      let record = ResourceRecord(
        name: bravo, timeToLive: .hostName, data: .unknown(.nsec, data))
      bench.hear(record, .a(bravo, 20))
      #expect(bench.changes(of: id).isEmpty && bench.engine.counters.responsesReceived == 1)
      bench.hear(far)
      #expect(bench.changes(of: id).map(\.change.word) == ["denied"])
    }
  }

  @Test("D2308-5-3 neither RCODE nor SOA says that there is nothing")
  func otherNegatives() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .aaaa)
    bench.run(for: 50)
    let authority = ResourceRecord(
      name: "local", timeToLive: .hostName,
      data: .soa(
        AuthorityData(
          primaryServer: bravo, mailbox: bravo, serial: 1, refresh: 1, retry: 1, expire: 1,
          minimum: 600)))
    bench.receive(
      Packet.response([.nsec(bravo, .a)], flags: MessageFlags(rawValue: 0x8403)))
    bench.receive(Packet.response([], authorities: [authority]))
    bench.mark()
    bench.run(to: 1_500)
    #expect(bench.changes(of: id).isEmpty && bench.queries.count == 1)
  }
}
