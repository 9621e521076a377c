import DNSSDWire
import MulticastDNS
import Testing

@Suite("Goodbyes and newer sets")
struct DepartureTests {
  @Test("M-10.1-2 a goodbye is told at once, and the record goes a second later")
  func goodbye() throws {
    var bench = Bench()
    let id = try bench.ask(http, .ptr)
    bench.hear(.ptr(http, .instance(1)))
    bench.run(for: 5_000)
    bench.mark()
    bench.hear(.ptr(http, .instance(1), ttl: 0))
    bench.run(to: 600)
    bench.hear(.ptr(http, .instance(1), ttl: 0))
    bench.run(to: 999)
    #expect(bench.story(of: id) == ["0 leaving"])
    let late = try bench.ask(http, .ptr, as: 2)
    bench.run(to: 5_000)
    #expect(bench.story(of: id) == ["0 leaving", "1000 removed goodbye"])
    #expect(bench.story(of: late) == ["999 added", "999 leaving", "1000 removed goodbye"])
  }

  @Test("M-10.1-3 a record that is heard again within that second stays")
  func rescue() throws {
    var bench = Bench()
    let id = try bench.ask(http, .ptr)
    bench.hear(.ptr(http, .instance(1)))
    bench.mark()
    bench.hear(.ptr(http, .instance(1), ttl: 0))
    bench.run(to: 500)
    bench.hear(.ptr(http, .instance(1)))
    bench.run(to: 4_000_000)
    #expect(bench.story(of: id) == ["0 leaving", "500 stayed"])
  }

  @Test("M-10.1-4 a goodbye for what is not known creates nothing")
  func unknown() throws {
    var bench = Bench()
    let id = try bench.ask(http, .ptr)
    bench.hear(.ptr(http, .instance(1), ttl: 0))
    bench.run(for: 5_000)
    #expect(bench.changes(of: id).isEmpty)
  }

  @Test("M-10.2-2 a newer unique record leaves the older ones one second")
  func flushed() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.mark()
    bench.hear(.a(bravo, 20))
    bench.run(to: 2_000)
    bench.hear(.a(bravo, 21))
    bench.run(to: 60_000)
    #expect(bench.story(of: id) == ["0 added", "2000 added", "3000 removed flushed"])
  }

  @Test("M-10.2-3 records of one burst are one set")
  func burst() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.mark()
    bench.hear(.a(bravo, 20))
    bench.run(to: 500)
    bench.hear(.a(bravo, 21))
    bench.run(to: 60_000)
    #expect(bench.story(of: id) == ["0 added", "500 added"])
    bench.hear(.a(bravo, 20), .a(bravo, 21))
    bench.run(to: 120_000)
    #expect(bench.changes(of: id).count == 2)
  }

  @Test("M-10.2-4 only the same name, type, class and link are flushed")
  func limits() throws {
    var bench = Bench(links: [Bench.link1, Bench.link2])
    let ids = [
      try bench.ask(bravo, .aaaa), try bench.ask("carol.local", .a, as: 2),
      try bench.ask(bravo, .a, as: 3, on: .only(2)),
    ]
    bench.hear(.aaaa(bravo, 2), .a("carol.local", 30))
    bench.hear(.a(bravo, 22), link: 2)
    bench.run(for: 5_000)
    bench.mark()
    bench.hear(.a(bravo, 20))
    bench.run(to: 5_000)
    #expect(ids.allSatisfy { bench.changes(of: $0).isEmpty })
  }

  @Test("M-10.2-5 flushing only shortens a life")
  func shortens() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.hear(.a(bravo, 20, ttl: 10))
    bench.mark()
    bench.run(to: 9_700)
    bench.hear(.a(bravo, 21))
    bench.run(to: 20_000)
    #expect(bench.story(of: id) == ["9700 added", "10000 removed expired"])
  }

  @Test("a flush reaches a record once, however many new ones come in a message")
  func flood() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.hear(.a(bravo, 1))
    bench.run(for: 2_000)
    bench.mark()
    bench.receive(Packet.response((2...200).map { .a(bravo, $0) }))
    bench.run(to: 60_000)
    #expect(bench.story(of: id).filter { $0 == "0 added" }.count == 199)
    #expect(bench.story(of: id).last == "1000 removed flushed")
  }
}
