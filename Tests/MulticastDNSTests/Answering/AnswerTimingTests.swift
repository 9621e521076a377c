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
}
