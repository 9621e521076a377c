import DNSSDWire
import MulticastDNS
import Testing

/// Answers that the asker knows already (RFC 6762 §7.1, §7.2).
@Suite("Known answers")
struct KnownAnswerTests {
  private static let second = ResourceRecord.ptr(Own.http, "Web\\0322._http._tcp.local")
  private static let known: [(ResourceRecord, Bool)] = [
    (Own.ptr.knownAnswer(ttl: 2250), true), (Own.ptr.knownAnswer(ttl: 2249), false),
    (Own.ptr.knownAnswer(), true), (Own.ptr.knownAnswer(ttl: 0), false),
    (.ptr("_HTTP._tcp.LOCAL", Own.web), true), (second, false),
    (.ptr("_ssh._tcp.local", Own.web), false),
    (
      ResourceRecord(
        name: Own.http, recordClass: RecordClass(rawValue: 3), timeToLive: .other,
        data: .ptr(Own.web)), false
    ),
    (ResourceRecord(name: Own.http, timeToLive: .other, data: .cname(Own.web)), false),
  ]

  private let question = Question.ask(Own.http, .ptr)

  /// Owns two services of a type.
  private func bench(_ pin: RandomSource.Pin = .lowest) -> AnswerBench {
    var bench = AnswerBench.host(pin)
    bench.own(Self.second, as: .shared)
    return bench
  }

  @Test("M-7.1-1 M-7.1-2 M-7.1-3 suppress the same record with half of its life", arguments: known)
  func suppression(record: ResourceRecord, suppresses: Bool) {
    var bench = AnswerBench.host()
    bench.receive(Packet.query([question], knownAnswers: [record]))
    bench.run(to: 2000)
    #expect(bench.responses.isEmpty == suppresses)
    #expect(bench.counters.knownAnswersSuppressed == (suppresses ? 1 : 0))
  }

  @Test("M-7.1-1 the others are given")
  func oneOfTwo() {
    var bench = bench()
    bench.receive(Packet.query([question], knownAnswers: [Own.ptr.knownAnswer()]))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.answers) == [[Self.second]])
  }

  @Test("M-10.2-6 a set that is ours alone is known as a whole or not at all")
  func wholeSets() {
    let other = ResourceRecord.a(Own.alpha, 11)
    for isTruncated in [false, true] {
      var bench = bench()
      bench.own(other)
      let query = { (known: [ResourceRecord]) in
        Packet.query([.ask(Own.alpha, .a)], knownAnswers: known, isTruncated: isTruncated)
      }
      bench.receive(query([other.knownAnswer()]))
      bench.run(to: 2000)
      #expect(bench.responses.map(\.answers) == [[Own.a, other]])
      bench.receive(query([other.knownAnswer(), Own.a.knownAnswer(ttl: 60)]))
      bench.run(to: 5000)
      #expect(bench.responses.count == 1)
      #expect(bench.counters.knownAnswersSuppressed >= 2)
    }
  }

  @Test("M-7.1-1 a known NSEC is not repeated")
  func denial() {
    var bench = bench()
    bench.receive(
      Packet.query(
        [.ask(Own.alpha, .srv)], knownAnswers: [.nsec(Own.alpha, .a, .aaaa).knownAnswer()]))
    bench.run(to: 2000)
    #expect(bench.sent.isEmpty)
  }

  @Test("M-7.2-4 more known answers of the asker drop answers from the plan")
  func continued() {
    var bench = bench()
    bench.receive(Packet.query([question], isTruncated: true))
    bench.run(to: 100)
    bench.receive(Packet.query([], knownAnswers: [Own.ptr.knownAnswer()]))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == [400])
    #expect(bench.responses.map(\.answers) == [[Self.second]])
  }

  @Test("M-7.2-4 nothing is sent, and nothing waits, when all are known")
  func allKnown() {
    var bench = bench()
    bench.receive(
      Packet.query([question], knownAnswers: [Own.ptr.knownAnswer()], isTruncated: true))
    bench.receive(
      Packet.query(
        [], knownAnswers: [Self.second.knownAnswer(ttl: 2249), Own.ptr], isTruncated: true))
    #expect(bench.nextDeadline?.reason == .knownAnswers)
    bench.receive(Packet.query([], knownAnswers: [Self.second.knownAnswer()]))
    #expect(bench.nextDeadline == nil)
    bench.run(to: 2000)
    #expect(bench.sent.isEmpty)
    #expect(bench.counters.knownAnswersSuppressed == 2)
  }

  @Test("M-7.2-5 not when another host waits for the record", arguments: [true, false])
  func otherWaits(isTruncated: Bool) {
    var bench = bench()
    bench.receive(Packet.query([question], isTruncated: true))
    bench.run(to: 50)
    bench.receive(Packet.query([question], isTruncated: isTruncated), from: .carol)
    bench.run(to: 60)
    bench.receive(Packet.query([], knownAnswers: [Own.ptr.knownAnswer()]))
    bench.run(to: 2000)
    #expect(bench.responses.flatMap(\.answers).says(Own.ptr, Self.second))
  }

  @Test("M-7.2-6 each further truncated message begins the wait again")
  func longerWait() {
    for (pin, time) in [(RandomSource.Pin.lowest, 700.0), (.highest, 800)] {
      var bench = bench(pin)
      bench.receive(Packet.query([question], isTruncated: true))
      bench.run(to: 300)
      bench.receive(Packet.query([], knownAnswers: [Own.ptr.knownAnswer()], isTruncated: true))
      bench.run(to: 2000)
      #expect(bench.responses.map(\.time) == [time])
    }
  }

  @Test("M-7.2-7 M-7.2-8 known answers of others, or without a question, change nothing")
  func otherSource() {
    var bench = bench()
    bench.receive(Packet.query([question], isTruncated: true))
    bench.run(to: 100)
    bench.receive(Packet.query([], knownAnswers: [Own.ptr.knownAnswer()]), from: .carol)
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == [400])
    #expect(bench.responses[0].answers.says(Own.ptr, Self.second))
    bench.mark()
    bench.receive(
      Packet.query([], knownAnswers: [Own.ptr.knownAnswer(ttl: 1)], isTruncated: true))
    #expect(bench.nextDeadline == nil)
    bench.run(to: 2000)
    #expect(bench.sent.isEmpty)
  }

  @Test("M-5.4-6 M-6-12 a truncated question for unicast is answered by unicast after the wait")
  func unicast() {
    var bench = bench()
    bench.announce(Own.ptr, Self.second)
    bench.mark()
    bench.receive(
      Packet.query([.ask(Own.http, .ptr, isUnicast: true)], isTruncated: true))
    bench.run(to: 100)
    bench.receive(Packet.query([], knownAnswers: [Own.ptr.knownAnswer()]))
    bench.run(to: 2000)
    #expect(bench.unicasts.map(\.time) == [400] && bench.responses.isEmpty)
    #expect(bench.unicasts.map(\.answers) == [[Self.second]])
  }
}
