import DNSSDWire
import MulticastDNS
import Testing

private let refreshes: [(pin: RandomSource.Pin, seconds: [Double])] = [
  (.lowest, [800, 850, 900, 950]), (.highest, [820, 870, 920, 970]),
]

@Suite("The cache")
struct CacheTests {
  @Test("M-5.2-6 a record ends with its time to live")
  func end() throws {
    var bench = Bench()
    let id = try bench.ask(http, .ptr)
    bench.run(for: 100)
    bench.mark()
    bench.hear(.ptr(http, .instance(1), ttl: 10))
    bench.run(to: 9_999)
    #expect(bench.story(of: id) == ["0 added"])
    bench.run(to: 10_000)
    #expect(bench.story(of: id) == ["0 added", "10000 removed expired"])
  }

  @Test("M-5.2-8 M-5.2-10 M-5.2-12 four refreshes, then it is gone", arguments: refreshes)
  func refreshed(pin: RandomSource.Pin, seconds: [Double]) throws {
    var bench = Bench(pin)
    let id = try bench.ask(bravo, .a)
    bench.run(for: 200)
    bench.mark()
    bench.hear(.a(bravo, 20, ttl: 1_000))
    bench.run(to: 1_000_000)
    #expect(bench.queryTimes == seconds.map { $0 * 1_000 })
    #expect(bench.story(of: id) == ["0 added", "1000000 removed expired"])
  }

  @Test("M-5.2-9 any answer begins a new life")
  func answered() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.run(for: 200)
    bench.mark()
    bench.hear(.a(bravo, 20, ttl: 1_000))
    bench.run(to: 805_000)
    bench.hear(.a(bravo, 20, ttl: 1_000), from: .carol)
    bench.run(to: 1_700_000)
    #expect(bench.queryTimes == [800_000, 1_605_000, 1_655_000])
    #expect(bench.story(of: id) == ["0 added"])
  }

  @Test("a refresh of many records of one question is one question")
  func refreshedTogether() throws {
    var bench = Bench(RandomSource(seed: 3))
    try bench.ask(http, .ptr)
    bench.run(for: 3_000)
    for number in 0..<50 { bench.hear(.ptr(http, .instance(number), ttl: 1_000)) }
    bench.mark()
    bench.run(to: 849_000)
    #expect(bench.queryTimes.filter { $0 >= 800_000 }.count == 1)
  }

  @Test("M-5.2-11 M-18.1-2 what nobody asks for is kept, never asked for, and answers later")
  func unasked() throws {
    var bench = Bench()
    bench.hear(.a(bravo, 20, ttl: 1_000), .ptr(http, .instance(1), ttl: 1_000))
    bench.mark()
    bench.run(to: 500_000)
    #expect(bench.sent.isEmpty)
    let id = try bench.ask(bravo, .a)
    bench.run(to: 700_000)
    #expect(bench.story(of: id) == ["500000 added"] && bench.sent.isEmpty)
    try bench.perform(.cancel(id))
    bench.run(to: 2_000_000)
    #expect(bench.sent.isEmpty && bench.events.count == 1)
    #expect(bench.engine.nextDeadline == nil)
  }

  @Test("a record near its end answers at once and is asked for as well")
  func nearEnd() throws {
    var bench = Bench()
    bench.hear(.a(bravo, 20, ttl: 1_000))
    bench.mark()
    bench.run(to: 960_000)
    let id = try bench.ask(bravo, .a)
    bench.run(to: 960_500)
    #expect(bench.story(of: id) == ["960000 added"])
    #expect(bench.queryTimes == [960_020])
    bench.hear(.a(bravo, 20, ttl: 1_000))
    bench.run(to: 1_700_000)
    #expect(bench.queryTimes == [960_020] && bench.story(of: id).count == 1)
  }

  @Test("D2181-8-2 a time to live is capped, and the largest harms no schedule")
  func capped() throws {
    var configuration = EngineConfiguration()
    configuration.longestTimeToLive = 3_600
    for (engine, hours) in [(configuration, 1.0), (EngineConfiguration(), 168)] {
      var bench = Bench(configuration: engine)
      let id = try bench.ask(bravo, .a)
      bench.run(for: 100)
      bench.mark()
      bench.hear(.a(bravo, 20, ttl: 0x7FFF_FFFF))
      bench.run(to: hours * 3_600_000)
      #expect(bench.queries.count == 4)
      #expect(bench.story(of: id) == ["0 added", "\(Int(hours) * 3_600_000) removed expired"])
    }
  }

  @Test("D2181-5-1 D2181-5.2-2 one record for equal data, each shared one with its own time")
  func sets() throws {
    var bench = Bench()
    let id = try bench.ask(http, .ptr)
    bench.run(for: 100)
    bench.mark()
    bench.hear(
      .ptr(http, .instance(1), ttl: 10), .ptr("_HTTP._tcp.local", .instance(1), ttl: 10),
      .ptr(http, .instance(2), ttl: 20))
    bench.run(to: 20_000)
    #expect(
      bench.story(of: id) == [
        "0 added", "0 added", "10000 removed expired", "20000 removed expired",
      ])
  }

  @Test("M-14-3 each link has its own cache")
  func links() throws {
    var bench = Bench(links: [Bench.link1, Bench.link2])
    let id = try bench.ask(bravo, .a)
    bench.hear(.a(bravo, 20), link: 1)
    bench.run(for: 5_000)
    bench.hear(.a(bravo, 30), link: 2)
    bench.run(for: 5_000)
    let answers = bench.changes(of: id).map(\.change)
    #expect(answers.map(\.word) == ["added", "added"])
    #expect(answers.map { $0.answer?.linkIndex } == [1, 2])
  }

  @Test("M-10.3-1 a link that goes down takes its records with it, and no other's")
  func linkDown() throws {
    var bench = Bench(links: [Bench.link1, Bench.link2])
    let id = try bench.ask(bravo, .a)
    bench.hear(.a(bravo, 20), link: 1)
    bench.hear(.a(bravo, 20), link: 2)
    bench.mark()
    bench.setLinks([Bench.link2])
    bench.run(for: 5_000)
    #expect(bench.story(of: id) == ["0 removed linkDown"])
    #expect(bench.changes(of: id).first?.change.answer?.linkIndex == 1)
  }

  @Test("a link whose addresses change keeps its records; one more family asks again")
  func addresses() throws {
    let half = Link(index: 1, mtu: 1500, addresses: [Bench.link1.addresses[0]])
    var bench = Bench(links: [half])
    let id = try bench.ask(http, .ptr)
    bench.run(for: 10_000)
    bench.hear(.ptr(http, .instance(1)))
    bench.mark()
    bench.setLinks([Bench.link1])
    bench.run(to: 500)
    #expect(bench.queryTimes == [20] && bench.events.isEmpty)
    bench.mark()
    bench.setLinks([half])
    bench.run(to: 500)
    #expect(bench.sent.isEmpty && bench.changes(of: id).isEmpty)
  }

  @Test("an ANY query has all records of its name, and an alias answers every type")
  func wildcards() throws {
    var bench = Bench()
    let all = try bench.ask(bravo, .any)
    let one = try bench.ask(bravo, .aaaa, as: 2)
    bench.run(for: 100)
    let alias = ResourceRecord(
      name: bravo, isCacheFlush: true, timeToLive: .hostName, data: .cname("carol.local"))
    bench.hear(.a(bravo, 20), .txt(bravo, "x"), alias)
    #expect(bench.changes(of: all).map { $0.change.answer?.record.type } == [.a, .txt, .cname])
    #expect(bench.changes(of: one).map { $0.change.answer?.record.type } == [.cname])
    let later = try bench.ask(bravo, .any, as: 3)
    #expect(bench.changes(of: later).count == 3)
  }
}
