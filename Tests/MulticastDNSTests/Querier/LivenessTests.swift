import DNSSDWire
import MulticastDNS
import Testing

private let web = DNSName.instance(1)

@Suite("Watching for life")
struct LivenessTests {
  private func watching(_ interval: Duration = .seconds(10)) throws -> (Bench, QueryID) {
    var bench = Bench()
    let id = try bench.ask(web, .srv, urgency: .prompt, livenessInterval: interval)
    bench.mark()
    bench.hear(.srv(web, bravo, port: 80))
    return (bench, id)
  }

  @Test("a living owner is asked once each interval")
  func alive() throws {
    var (bench, id) = try watching()
    for check in 1...5 {
      bench.run(to: Double(check) * 10_000 + 50)
      #expect(bench.queryTimes == (1...check).map { Double($0) * 10_000 })
      bench.receive(Packet.response([.srv(web, bravo, port: 80)]), by: .host)
    }
    #expect(bench.queries.allSatisfy { $0.message.questions.allSatisfy(\.prefersUnicastResponse) })
    #expect(bench.story(of: id) == ["0 added"])
  }

  @Test("an owner that is gone is found out within 15 s, and its service is doubted")
  func gone() throws {
    var (bench, id) = try watching()
    let browse = try bench.ask(http, .ptr, as: 2)
    let text = try bench.ask(web, .txt, as: 3)
    let host = try bench.ask(bravo, .a, as: 4)
    bench.run(to: 10_100)
    bench.hear(
      .srv(web, bravo, port: 80), .ptr(http, web), .txt(web, "x"), .a(bravo, 20),
      .ptr(http, .instance(2)))
    bench.mark()
    bench.run(to: 15_000)
    #expect(bench.story(of: id) == ["13650 removed unresponsive"])
    let checks = bench.queries.filter { $0.message.questions.contains { $0.type == .srv } }
    #expect(checks.map(\.time) == [9_900, 11_150, 12_400, 14_650])
    #expect(checks[1].message.questions.allSatisfy { !$0.prefersUnicastResponse })
    bench.run(to: 30_000)
    for query in [browse, text, host] {
      #expect(bench.story(of: query).suffix(1) == ["23650 removed reconfirmFailed"])
    }
    #expect(bench.story(of: browse).count == 1)
  }

  @Test("an answer to the last question keeps it")
  func lastMoment() throws {
    var (bench, id) = try watching()
    for time in [13_700.0, 13_740] {
      bench.run(to: time)
      bench.hear(.srv(web, bravo, port: 80))
    }
    bench.run(to: 21_000)
    #expect(bench.story(of: id) == ["0 added"])
  }

  @Test("known answers are not listed, so that shared ones are heard too")
  func shared() throws {
    var bench = Bench()
    try bench.ask(http, .ptr, livenessInterval: .seconds(10))
    bench.run(for: 4_000)
    bench.hear(.ptr(http, web))
    bench.run(for: 6_500)
    #expect(bench.queries.last?.message.answers.isEmpty == true)
    #expect(bench.queries.last?.message.questions.first?.prefersUnicastResponse == true)
  }

  @Test("no interval leads to more than a question a second, and none is asked without answers")
  func bounds() throws {
    var (bench, _) = try watching(.zero)
    bench.run(to: 3_000)
    #expect(zip(bench.queryTimes.dropFirst(), bench.queryTimes).allSatisfy { $0 - $1 >= 1_000 })
    var idle = Bench()
    try idle.ask(web, .srv, urgency: .prompt, livenessInterval: .seconds(1))
    idle.mark()
    idle.run(to: 6_900)
    #expect(idle.queryTimes == [1_000, 3_000])
  }

  @Test("the shortest interval of all who ask counts, and cancel ends the watch")
  func intervals() throws {
    var (bench, _) = try watching(.seconds(100))
    let eager = try bench.ask(web, .srv, as: 2, livenessInterval: .seconds(5))
    bench.run(to: 5_000)
    #expect(bench.queryTimes == [5_000])
    bench.hear(.srv(web, bravo, port: 80, ttl: 4_500))
    try bench.perform(.cancel(eager))
    try bench.perform(.cancel(QueryID(rawValue: 1)))
    bench.run(to: 1_000_000)
    #expect(bench.queries.count == 1)
  }

  @Test("many watched services share messages")
  func many() throws {
    var bench = Bench()
    for number in 1...200 as ClosedRange<UInt64> {
      let name = DNSName.instance(Int(number))
      try bench.ask(name, .srv, as: number, urgency: .prompt, livenessInterval: .seconds(10))
      bench.hear(.srv(name, bravo, port: 80))
      bench.run(for: 37)
    }
    bench.mark()
    bench.run(to: 10_000)
    #expect(bench.queries.count < 30)
    #expect(Set(bench.queries.flatMap(\.questionNames)).count == 200)
  }
}
