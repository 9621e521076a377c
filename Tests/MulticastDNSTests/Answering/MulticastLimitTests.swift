import DNSSDWire
import MulticastDNS
import Testing

/// How often records are multicast (RFC 6762 §6).
@Suite("How often records are multicast")
struct MulticastLimitTests {
  private let question = Packet.query([.ask(Own.alpha, .a)])

  @Test("M-6-19 not twice within a second, and again after one")
  func secondPasses() {
    var bench = AnswerBench.host()
    bench.receive(question)
    bench.run(to: 300)
    bench.receive(question, from: .carol)
    bench.run(to: 999)
    #expect(bench.responses.map(\.time) == [0])
    #expect(bench.counters.answersLimited == 1)
    bench.run(to: 1000)
    bench.receive(question)
    bench.run(to: 5000)
    #expect(bench.responses.map(\.time) == [0, 1000])
  }

  @Test("M-6-19 a record given as additional counts as multicast")
  func additionalCounts() {
    var bench = AnswerBench.host()
    bench.receive(Packet.query([.ask(Own.web, .srv)]))
    #expect(bench.responses[0].additionals.says(Own.a, Own.aaaa))
    bench.run(to: 500)
    bench.receive(question)
    bench.run(to: 5000)
    #expect(bench.responses.count == 1)
  }

  @Test(
    "M-6-20 a probe is answered 250 ms after the last multicast",
    arguments: [(100.0, 250.0), (300, 300)])
  func probe(asked: Double, answered: Double) {
    var bench = AnswerBench.host()
    bench.announce(Own.a, Own.aaaa)
    bench.mark()
    bench.run(to: asked)
    bench.receive(Packet.probe([.ask(Own.alpha, .any)], proposing: [.a(Own.alpha, 99)]))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == [answered])
    #expect(bench.responses[0].answers.says(Own.a, Own.aaaa))
  }

  @Test("M-6-20 an ordinary question does not drop the answer to a probe")
  func probeThenQuestion() {
    var bench = AnswerBench.host()
    bench.announce(Own.a, Own.aaaa)
    bench.mark()
    bench.run(to: 100)
    bench.receive(Packet.probe([.ask(Own.alpha, .any)], proposing: [.a(Own.alpha, 99)]))
    bench.run(to: 150)
    bench.receive(question, from: .carol)
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == [250])
  }

  @Test("M-6-21 M-14-1 the limit is one for each record and link")
  func perRecordAndLink() {
    var bench = AnswerBench.host(links: [Bench.link1, Bench.link2])
    let other = ResourceRecord.a("other.local", 11)
    bench.own(other)
    let onLink2 = ResourceRecord(
      name: Own.alpha, isCacheFlush: true, timeToLive: .hostName,
      data: .a(IPv4Address(198, 51, 100, 10)))
    bench.own(onLink2, link: 2)
    bench.receive(question)
    bench.run(to: 100)
    bench.receive(Packet.query([.ask("other.local", .a)]))
    bench.receive(question, link: 2)
    bench.receive(
      Packet.probe([.ask(Own.alpha, .any)], proposing: [.a(Own.alpha, 99)]), link: 2)
    bench.run(to: 2000)
    #expect(bench.responses.map(\.time) == [0, 100, 100, 350])
    #expect(bench.responses.map(\.answers) == [[Own.a], [other], [onLink2], [onLink2]])
    #expect(bench.responses.map(\.datagram.linkIndex) == [1, 1, 2, 2])
  }

  @Test("M-6-19 announcements pass the limit at 1.000 s, and wait for it before")
  func announcements() {
    var bench = AnswerBench.host()
    bench.announce(Own.a)
    bench.run(to: 1000)
    bench.announce(Own.a)
    bench.run(to: 1400)
    bench.announce(Own.a)
    bench.receive(question)
    bench.run(to: 9000)
    #expect(bench.responses.map(\.time) == [0, 1000, 2000])
    #expect(bench.counters.answersLimited == 0)
  }

  @Test("M-10.1-7 a goodbye passes the limit and ends answers that wait")
  func goodbye() {
    var bench = AnswerBench.host()
    bench.announce(Own.ptr)
    bench.run(to: 1500)
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.disown(Own.ptr)
    bench.announce(Own.ptr.knownAnswer(ttl: 0))
    bench.run(to: 1700)
    bench.announce(Own.ptr.knownAnswer(ttl: 0))
    bench.run(to: 9000)
    #expect(bench.responses.map(\.time) == [0, 1500, 1700])
    #expect(bench.responses.map { $0.answers[0].timeToLive.seconds } == [4500, 0, 0])
    #expect(bench.responses[1].additionals.isEmpty)
  }

  @Test("M-10.1-7 a record that is back is announced, and no goodbye follows")
  func returned() {
    var bench = AnswerBench.host()
    bench.announce(Own.ptr)
    bench.run(to: 300)
    bench.disown(Own.ptr)
    bench.announce(Own.ptr.knownAnswer(ttl: 0))
    bench.run(to: 600)
    bench.own(Own.ptr, as: .shared)
    bench.announce(Own.ptr)
    bench.run(to: 800)
    bench.announce(Own.ptr.knownAnswer(ttl: 0))
    bench.run(to: 9000)
    #expect(bench.responses.map(\.time) == [0, 300, 1000])
    #expect(bench.responses.map { $0.answers[0].timeToLive.seconds } == [4500, 0, 4500])
  }

  @Test("M-2-1 only what is in the zone at the moment of sending is sent")
  func withdrawn() {
    var bench = AnswerBench.host()
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.disown(Own.ptr)
    bench.run(to: 9000)
    #expect(bench.sent.isEmpty)
  }

  @Test("a link that comes back has not forgotten when records were multicast")
  func linkReturns() {
    var bench = AnswerBench.host()
    bench.receive(question)
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.setLinks([])
    bench.setLinks([Bench.link1])
    bench.run(to: 500)
    bench.receive(question)
    bench.run(to: 1000)
    #expect(bench.responses.map(\.time) == [0])
    bench.receive(Packet.query([.ask(Own.alpha, .a, isUnicast: true)]))
    #expect(bench.responses.map(\.time) == [0, 1000])
  }
}
