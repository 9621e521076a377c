import DNSSDWire
import Testing

@testable import MulticastDNS

/// Floods cost service, never memory, and never break a limit.
@Suite("Floods of questions")
struct FloodTests {
  @Test("M-6-19 a thousand questions a second bring one multicast a second")
  func sameQuestion() {
    var bench = AnswerBench(RandomSource(seed: 3))
    bench.own(Own.a)
    bench.own(Own.ptr, as: .shared)
    for number in 0..<2500 {
      bench.run(to: Double(number))
      for question in [Question.ask(Own.http, .ptr), .ask(Own.alpha, .a)] {
        bench.receive(Packet.query([question]), from: .host(number))
      }
    }
    for type in [RecordType.a, .ptr] {
      let times = bench.responses.filter { $0.answers.contains { $0.type == type } }.map(\.time)
      #expect((2...3).contains(times.count))
      #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 1000 })
    }
  }

  @Test("M-7.4-1 a question repeated after another host answered is answered")
  func repeatedAfterAnswer() {
    var bench = AnswerBench.host(.highest)
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.run(to: 50)
    bench.receive(Packet.response([Own.ptr]), from: .carol)
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == [170])
  }

  @Test("what is over the bounds is dropped and counted", arguments: [true, false])
  func bounds(isTruncated: Bool) {
    var bench = AnswerBench()
    bench.own(
      (0..<100).map {
        ResourceRecord.ptr(Own.http, DNSName(stringLiteral: "S\($0)._http._tcp.local"))
      }, as: .shared)
    bench.announceAll()
    bench.run(to: 10)
    bench.mark()
    let query = Packet.query([.ask(Own.http, .ptr, isUnicast: true)], isTruncated: isTruncated)
    for number in 0..<200 { bench.receive(query, from: .host(number)) }
    let fitting = Limits.scheduledAnswers / 100 + 1
    #expect(bench.counters.queriesDropped == 200 - fitting)
    bench.run(to: 2000)
    let destinations = bench.unicasts.map(\.datagram.destination)
    #expect(Set(destinations).count == fitting)
    bench.receive(query)
    #expect(bench.counters.queriesDropped == 200 - fitting)
  }

  @Test("askers who never finish are bounded")
  func waitingAskers() {
    var bench = AnswerBench.host()
    let query = Packet.query([.ask(Own.http, .ptr)], isTruncated: true)
    for number in 0..<400 {
      let address = IPv6Address(high: 0xFE80 << 48, low: UInt64(number + 100))
      bench.receive(query, from: Peer(address: .v6(address)))
    }
    #expect(bench.counters.queriesDropped == 400 - Limits.waitingAskers)
    bench.run(to: 2000)
    #expect(bench.responses.map(\.answers) == [[Own.ptr]])
  }
}

extension AnswerBench {
  /// Announces all records of link 1 that are shared.
  mutating func announceAll() {
    for own in zones[1]?.records(of: Own.http) ?? [] { announce(own.record) }
  }
}
