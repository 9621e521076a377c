import DNSSDWire
import MulticastDNS
import Testing

private let firstDelays: [(pin: RandomSource.Pin, delay: Double)] = [
  (.lowest, 20), (.highest, 120),
]
private let linkLocal: [DNSName] = [
  "x.local", "7.1.254.169.in-addr.arpa",
  DNSName(reverse: .v6(IPv6Address(high: 0xFE80 << 48, low: 1))),
  DNSName(reverse: .v6(IPv6Address(high: 0xFEBF << 48, low: 1))),
]
private let elsewhere: [DNSName] = [
  "www.example.com", "www.example", "notlocal", "7.2.0.192.in-addr.arpa",
  DNSName(reverse: .v6(IPv6Address(high: 0xFEC0 << 48, low: 1))),
]

@Suite("Continuous queries")
struct SeriesTests {
  @Test("M-5.2-5 M-5.2-14 M-18.1-3 M-18.4-1 the first query waits a little", arguments: firstDelays)
  func first(pin: RandomSource.Pin, delay: Double) throws {
    var bench = Bench(pin)
    bench.mark()
    try bench.ask(http, .ptr)
    bench.run(to: 900)
    #expect(bench.queryTimes == [delay])
    for sent in bench.sent {
      #expect(sent.datagram.localPort == .multicastDNS && sent.isMulticast)
      #expect(sent.message.header.id == 0 && sent.message.header.flags == .query)
      #expect(Array(sent.message.questions) == [.ask(http, .ptr)])
    }
  }

  @Test("a prompt query goes out at once, and its series is as any other")
  func prompt() throws {
    var bench = Bench(.highest)
    bench.mark()
    try bench.ask(http, .ptr, urgency: .prompt)
    bench.run(to: 4_000)
    #expect(bench.queryTimes == [0, 1_000, 3_000])
  }

  @Test("M-5.2-1 M-5.2-2 M-5.2-4 gaps double from a second to an hour")
  func gaps() throws {
    var bench = Bench()
    bench.mark()
    try bench.ask(http, .ptr)
    bench.run(to: 5 * 3_600_000)
    let gaps = zip(bench.queryTimes.dropFirst(), bench.queryTimes).map { ($0 - $1) / 1_000 }
    let doubling: [Double] = (0...11).map { Double(1 << $0) }
    #expect(gaps == doubling + [3_600, 3_600, 3_600])
  }

  @Test("M-5.2-7 M-5.2-13 a unique answer ends the series; the record is refreshed in time")
  func unique() throws {
    for (pin, refresh) in [(RandomSource.Pin.lowest, 96_000.0), (.highest, 98_400)] {
      var bench = Bench(pin)
      try bench.ask(bravo, .a)
      bench.run(for: 200)
      bench.hear(.a(bravo, 20))
      bench.mark()
      bench.run(to: 99_000)
      #expect(bench.queryTimes == [refresh])
    }
  }

  @Test("a series begins again when its unique answer is lost")
  func resumed() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.run(for: 200)
    bench.hear(.a(bravo, 20))
    bench.mark()
    bench.hear(.a(bravo, 20, ttl: 0))
    bench.run(to: 8_500)
    #expect(bench.story(of: id) == ["0 leaving", "1000 removed goodbye"])
    #expect(bench.queryTimes == [2_000, 4_000, 8_000])
  }

  @Test("M-5.2-16 nothing is sent after cancel, not even the first query")
  func cancel() throws {
    var bench = Bench()
    let id = try bench.ask(http, .ptr)
    bench.run(for: 1_500)
    try bench.perform(.cancel(id))
    try bench.ask(bravo, .a, as: 2, urgency: .hurried)
    bench.mark()
    try bench.perform(.cancel(try bench.ask(bravo, .aaaa, as: 3)))
    try bench.perform(.cancel(QueryID(rawValue: 2)))
    bench.hear(.ptr(http, .instance(1)), .a(bravo, 20))
    bench.run(to: 86_400_000)
    #expect(bench.sent.isEmpty && bench.events.isEmpty)
    #expect(bench.engine.nextDeadline == nil)
  }

  @Test("M-5.3-1 questions share a message when the times of their delays allow it")
  func together() throws {
    for random in [RandomSource(pinnedTo: .lowest), RandomSource(seed: 5)] {
      var bench = Bench(random)
      bench.mark()
      try bench.ask(http, .ptr)
      try bench.ask(bravo, .a, as: 2)
      try bench.ask(bravo, .aaaa, as: 3)
      bench.run(to: 130)
      #expect(bench.queries.map(\.message.questions.count) == [3])
      #expect(bench.queryTimes.allSatisfy { 20...120 ~= $0 })
    }
  }

  @Test("M-15-5 two queries for one thing share one series and one cache")
  func shared() throws {
    var bench = Bench()
    bench.mark()
    try bench.ask(http, .ptr)
    bench.run(for: 300)
    bench.hear(.ptr(http, .instance(1)))
    bench.run(for: 300)
    let second = try bench.ask("_HTTP._tcp.local", .ptr, as: 2, urgency: .prompt)
    #expect(bench.story(of: second) == ["600 added"])
    try bench.perform(.cancel(QueryID(rawValue: 1)))
    bench.run(to: 8_000)
    #expect(bench.queryTimes == [20, 1_020, 3_020, 7_020])
  }

  @Test("M-14-4 M-20-1 a query is asked on the links that it names, over both families")
  func scope() throws {
    var bench = Bench(links: [Bench.link1, Bench.link2])
    bench.mark()
    let id = try bench.ask(http, .ptr, on: .only(2))
    bench.run(to: 20)
    #expect(bench.sent.map(\.datagram.linkIndex) == [2])
    bench.hear(.ptr(http, .instance(1)), link: 1)
    bench.hear(.ptr(http, .instance(2)), link: 2)
    #expect(bench.changes(of: id).map(\.change.answer?.linkIndex) == [2])
    bench.mark()
    try bench.ask(bravo, .a, as: 2, on: .only(1), urgency: .prompt)
    #expect(bench.sent.map(\.datagram.destination) == [.group(.v4), .group(.v6)])
  }

  @Test(
    "M-3-1 M-3-2 M-4-1 M-22.1-1 names of the link are asked for by multicast", arguments: linkLocal)
  func names(name: DNSName) throws {
    var bench = Bench()
    try bench.ask(name, .ptr)
    bench.run(for: 10_000)
    #expect(!bench.sent.isEmpty && bench.sent.allSatisfy(\.isMulticast))
  }

  @Test("M-13-1 a name of another zone is asked for when the user wants it so")
  func otherZone() throws {
    var bench = Bench()
    let name = DNSName(reverse: .v4(IPv4Address(192, 0, 2, 20)))
    try bench.perform(
      .ask(Query(name: name, type: .ptr, zones: .any), as: QueryID(rawValue: 1)))
    bench.run(to: 20)
    #expect(bench.queries.map { Array($0.message.questions) } == [[.ask(name, .ptr)]])
  }

  @Test("M-4-1 M-13-1 M-21-1 other names are refused, and nothing is sent", arguments: elsewhere)
  func otherNames(name: DNSName) throws {
    var bench = Bench()
    #expect(throws: CommandError.notMulticast) { try bench.ask(name, .a) }
    bench.run(for: 10_000)
    #expect(bench.sent.isEmpty && bench.events.isEmpty)
  }

  @Test("a number names one query at a time, and queries have a bound")
  func numbers() throws {
    var bench = Bench()
    try bench.ask(http, .ptr)
    #expect(throws: CommandError.identifierInUse) { try bench.ask(bravo, .a) }
    try bench.ask(bravo, .a, as: 2, span: .oneShot())
    #expect(throws: CommandError.identifierInUse) { try bench.ask(bravo, .a, as: 2) }
    for number in 3...10_000 as ClosedRange<UInt64> {
      try bench.ask("x\(number).local".asName, .a, as: number)
    }
    #expect(throws: CommandError.tooManyQueries) { try bench.ask(bravo, .a, as: 10_001) }
    try bench.perform(.cancel(QueryID(rawValue: 7)))
    try bench.ask(bravo, .a, as: 10_001)
  }
}

extension String {
  var asName: DNSName { DNSName(stringLiteral: self) }
}
