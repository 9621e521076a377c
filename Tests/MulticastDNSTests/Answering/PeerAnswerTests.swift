import DNSSDWire
import MulticastDNS
import Testing

/// What others answer of our records (RFC 6762 §6.6, §7.4, §10.1).
@Suite("Answers of others")
struct PeerAnswerTests {
  private static let peers: [(ResourceRecord, Bool)] = [
    (Own.ptr, true), (Own.ptr.knownAnswer(ttl: 9000), true),
    (Own.ptr.knownAnswer(ttl: 4499), false),
    (.ptr(Own.http, "Other._http._tcp.local"), false),
    (.ptr("_ssh._tcp.local", Own.web), false),
    (
      ResourceRecord(
        name: Own.http, recordClass: RecordClass(rawValue: 3), timeToLive: .other,
        data: .ptr(Own.web)), false
    ),
  ]

  @Test("M-7.4-1 M-7.4-2 M-6.6-1 the same record with no shorter life is enough", arguments: peers)
  func duplicate(record: ResourceRecord, suppresses: Bool) {
    for isTruncated in [false, true] {
      var bench = AnswerBench.host(.highest)
      bench.receive(Packet.query([.ask(Own.http, .ptr)], isTruncated: isTruncated))
      bench.run(to: 50)
      bench.receive(Packet.response([record]), from: .carol)
      #expect((bench.nextDeadline == nil) == suppresses)
      bench.run(to: 2000)
      #expect(bench.responses.map(\.time) == (suppresses ? [] : [isTruncated ? 500 : 120]))
      #expect(bench.counters.duplicateAnswersSuppressed == (suppresses ? 1 : 0))
    }
  }

  @Test("M-7.4-1 it does not end what comes after it, nor announcements")
  func later() {
    var bench = AnswerBench.host()
    bench.receive(Packet.response([Own.ptr]), from: .carol)
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.run(to: 1500)
    #expect(bench.responses.map(\.time) == [20])
    bench.announce(Own.ptr)
    bench.run(to: 2000)
    bench.announce(Own.ptr)
    bench.receive(Packet.response([Own.ptr]), from: .carol)
    bench.run(to: 9000)
    #expect(bench.responses.map(\.time) == [20, 1500, 2500])
  }

  @Test(
    "M-6.6-2 M-6.6-3 a record of ours with less than half its life is announced",
    arguments: [0, 59, 60, 119, 120])
  func shortLife(seconds: UInt32) {
    var bench = AnswerBench.host()
    bench.receive(Packet.response([Own.a.knownAnswer(ttl: seconds)]), from: .carol)
    bench.run(to: 2000)
    #expect(bench.responses.map(\.answers) == (seconds < 60 ? [[Own.a]] : []))
  }

  @Test("M-6.6-3 M-10.1-5 as soon as the limit allows, goodbyes of others too")
  func limited() {
    var bench = AnswerBench.host()
    bench.announce(Own.ptr)
    bench.mark()
    bench.run(to: 300)
    bench.receive(Packet.response([Own.ptr.knownAnswer(ttl: 0)]), from: .carol)
    bench.run(to: 600)
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.receive(Packet.response([Own.ptr.knownAnswer(ttl: 0)]), from: .carol)
    bench.run(to: 5000)
    #expect(bench.responses.map(\.time) == [1000])
    #expect(bench.responses[0].answers == [Own.ptr])
  }

  @Test("M-15-4 the echo of a response of ours changes nothing")
  func echo() {
    var bench = AnswerBench.host()
    bench.announce(Own.ptr)
    bench.run(to: 1500)
    let octets = bench.responses[0].datagram.payload
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.receive(octets, from: .mallory)
    bench.run(to: 5000)
    #expect(bench.responses.map(\.time) == [0, 1520])

    bench.disown(Own.ptr)
    bench.announce(Own.ptr.knownAnswer(ttl: 0))
    bench.own(Own.ptr, as: .shared)
    bench.receive(bench.responses[2].datagram.payload, from: .mallory)
    bench.run(to: 9000)
    #expect(bench.responses.count == 3)
  }

  @Test("M-8.1-5 a probe of ours that a reflector brings back is not answered")
  func ownProbe() {
    let probe = Packet.probe([.ask(Own.alpha, .any)], proposing: [.txt(Own.alpha, "x")])
    var bench = AnswerBench.host()
    bench.pretendSent(probe)
    bench.receive(probe, from: .mallory)
    bench.run(to: 2000)
    #expect(bench.sent.isEmpty)
  }
}
