import DNSSDWire
import MulticastDNS
import Testing

/// When answers go out (RFC 6762 §6, §6.3, §6.4).
@Suite("When answers go out")
struct AnswerTimingTests {
  private static let ends: [(RandomSource.Pin, Double)] = [(.lowest, 20), (.highest, 120)]

  @Test("M-6-9 what is ours alone is answered at once", arguments: ends)
  func unique(pin: RandomSource.Pin, delay: Double) {
    var bench = AnswerBench.host(pin)
    bench.receive(Packet.query([.ask(Own.alpha, .a)]))
    #expect(bench.responses.map(\.time) == [0])
    #expect(bench.responses[0].answers == [Own.a])
  }

  @Test("M-6-10 M-5.4-11 what others may have too waits 20 to 120 ms", arguments: ends)
  func shared(pin: RandomSource.Pin, delay: Double) {
    for isUnicast in [false, true] {
      var bench = AnswerBench.host(pin)
      bench.receive(Packet.query([.ask(Own.http, .ptr, isUnicast: isUnicast)]))
      bench.run(to: 2000)
      #expect(bench.responses.map(\.time) == [delay])
      bench.mark()
      bench.receive(Packet.query([.ask(Own.http, .ptr, isUnicast: isUnicast)]))
      bench.run(to: 2000)
      #expect((isUnicast ? bench.unicasts : bench.responses).map(\.time) == [delay])
    }
  }

  @Test("M-6-10 M-6.3-2 several questions wait, whoever may answer", arguments: ends)
  func several(pin: RandomSource.Pin, delay: Double) {
    for other in [Question.ask("other.local", .a), .ask(Own.alpha, .aaaa)] {
      var bench = AnswerBench.host(pin)
      bench.receive(Packet.query([.ask(Own.alpha, .a), other]))
      bench.run(to: 2000)
      #expect(bench.responses.map(\.time) == [delay])
    }
  }

  @Test("M-6-11 delays are spread evenly over 20 to 120 ms")
  func spread() {
    var random = RandomSource(seed: 11)
    var quarters = [0, 0, 0, 0]
    for _ in 0..<10_000 {
      let delay = random.sharedAnswerDelay()
      #expect(Duration.milliseconds(20) <= delay && delay <= .milliseconds(120))
      quarters[min(3, Int((delay - .milliseconds(20)) / .milliseconds(25)))] += 1
    }
    #expect(quarters.allSatisfy { (2300...2700).contains($0) })

    var bench = AnswerBench(RandomSource(seed: 11))
    bench.own(Own.ptr, as: .shared)
    for _ in 0..<100 {
      bench.receive(Packet.query([.ask(Own.http, .ptr)]))
      bench.run(to: bench.time + 2000)
    }
    let delays = bench.responses.map { $0.time.truncatingRemainder(dividingBy: 2000) }
    #expect(delays.count == 100 && Set(delays).count > 90)
    #expect(delays.allSatisfy { (20...120).contains($0) })
  }

  @Test("M-6-12 M-6.3-2 a truncated query waits 400 to 500 ms", arguments: ends)
  func truncated(pin: RandomSource.Pin, delay: Double) {
    for questions in [[Question.ask(Own.alpha, .a)], [.ask(Own.alpha, .a), .ask(Own.http, .ptr)]] {
      var bench = AnswerBench.host(pin)
      bench.receive(Packet.query(questions, isTruncated: true))
      #expect(bench.nextDeadline?.reason == .knownAnswers)
      bench.run(to: 2000)
      #expect(bench.responses.map(\.time) == [delay == 20 ? 400 : 500])
    }
  }

  @Test("M-6-13 M-6-14 M-6.3-3 a probe for a name of ours is answered at once", arguments: ends)
  func probe(pin: RandomSource.Pin, delay: Double) {
    let questions = [Question.ask(Own.alpha, .any), .ask("free.local", .any)]
    let proposed = [ResourceRecord.a(Own.alpha, 99), .a("free.local", 99)]
    var bench = AnswerBench.host(pin)
    bench.receive(Packet.probe(questions, proposing: proposed))
    #expect(bench.responses.map(\.time) == [0])
    #expect(bench.responses[0].answers.says(Own.a, Own.aaaa))

    bench = AnswerBench.host(pin)
    bench.receive(Packet.probe(questions, proposing: [.a("free.local", 99)]))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == [delay])
  }

  @Test("M-6.3-3 other questions beside a probe are answered later")
  func probeAmongQuestions() {
    var bench = AnswerBench.host()
    bench.receive(
      Packet.probe(
        [.ask(Own.alpha, .any), .ask(Own.http, .ptr)], proposing: [.a(Own.alpha, 99)]))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == [0, 20])
    #expect(bench.responses[1].answers.says(Own.ptr))
  }

  @Test("M-6.4-1 answers that are due together go together")
  func merged() {
    var bench = AnswerBench.host()
    bench.own(.ptr("_ssh._tcp.local", "Shell._ssh._tcp.local"), as: .shared)
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.run(to: 10)
    bench.receive(Packet.query([.ask("_ssh._tcp.local", .ptr)]), from: .carol)
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == [30])
    #expect(bench.responses[0].answers.count == 2)
    #expect(bench.counters.answersAggregated == 1)
  }

  @Test("M-6.4-2 an answer waits for a later one, but at most 500 ms", arguments: [true, false])
  func aggregated(isWithinLimit: Bool) {
    var bench = AnswerBench.host()
    bench.own(.a("other.local", 11))
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.receive(Packet.query([.ask("other.local", .a)], isTruncated: true), from: .carol)
    bench.run(to: 200)
    #expect(bench.sent.isEmpty)
    if !isWithinLimit { bench.receive(Packet.query([], isTruncated: true), from: .carol) }
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == (isWithinLimit ? [400] : [200, 600]))
  }
}
