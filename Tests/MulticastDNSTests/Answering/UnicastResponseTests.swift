import DNSSDWire
import MulticastDNS
import Testing

/// Questions that ask for unicast, and questions that come by unicast (RFC 6762 §5.4, §5.5, §11).
@Suite("Unicast responses")
struct UnicastResponseTests {
  private let unicastQuestion = Packet.query([.ask(Own.alpha, .a, isUnicast: true)])
  private let question = Packet.query([.ask(Own.alpha, .a)])
  private let probe = Packet.probe(
    [.ask(Own.alpha, .any, isUnicast: true)], proposing: [.a(Own.alpha, 99)])

  /// A host whose records were multicast so many seconds ago.
  private func bench(announced seconds: Double) -> AnswerBench {
    var bench = AnswerBench.host()
    bench.announce(Own.a, Own.aaaa, Own.ptr)
    bench.run(to: seconds * 1000)
    bench.mark()
    return bench
  }

  @Test("M-5.4-6 M-5.4-10 a fresh record goes by unicast, as a multicast would")
  func fresh() {
    var bench = bench(announced: 5)
    bench.own(.a(Own.alpha, 11))
    bench.announce(.a(Own.alpha, 11))
    bench.run(to: 5000)
    bench.mark()
    bench.receive(unicastQuestion)
    bench.run(to: 5000)
    #expect(bench.responses.isEmpty && bench.unicasts.count == 1)
    #expect(
      bench.unicasts[0].datagram.destination
        == .unicast(TransportAddress(Peer.bravo.address, portNumber: 5353)))
    #expect(bench.unicasts[0].answers == [Own.a, .a(Own.alpha, 11)])
    #expect(bench.unicasts[0].additionals == [Own.aaaa])
    #expect(bench.counters.unicastResponsesSent == 1)
  }

  @Test("M-5.4-7 older than a quarter of its life it is multicast", arguments: [29.0, 30, 31])
  func quarter(seconds: Double) {
    var bench = bench(announced: seconds)
    bench.receive(unicastQuestion)
    #expect(bench.unicasts.count == (seconds > 30 ? 0 : 1))
    #expect(bench.responses.count == (seconds > 30 ? 1 : 0))
  }

  @Test("M-5.4-7 a record never multicast is multicast")
  func neverMulticast() {
    var bench = AnswerBench.host()
    bench.receive(unicastQuestion)
    #expect(bench.unicasts.isEmpty && bench.responses.map(\.answers) == [[Own.a]])
  }

  @Test("M-5.4-7 a record others were told to forget is multicast")
  func afterGoodbye() {
    var bench = bench(announced: 5)
    bench.disown(Own.ptr)
    bench.announce(Own.ptr.knownAnswer(ttl: 0))
    bench.own(Own.ptr, as: .shared)
    bench.mark()
    bench.receive(Packet.query([.ask(Own.http, .ptr, isUnicast: true)]))
    bench.run(to: 2000)
    #expect(bench.unicasts.isEmpty && bench.responses.count == 1)
  }

  @Test("M-5.4-8 M-5.4-12 each record and link is judged by itself, each question by its bit")
  func perRecord() {
    var bench = AnswerBench.host(links: [Bench.link1, Bench.link2])
    let ssh = ResourceRecord.ptr("_ssh._tcp.local", "Shell._ssh._tcp.local")
    bench.own(ssh, as: .shared)
    bench.own(Own.ptr, as: .shared, link: 2)
    bench.announce(Own.ptr, ssh)
    bench.run(to: 40_000)
    bench.mark()
    bench.receive(
      Packet.query([
        .ask(Own.http, .ptr, isUnicast: true), .ask(ssh.name, .ptr),
        .ask(Own.alpha, .a, isUnicast: true),
      ]))
    bench.receive(Packet.query([.ask(Own.http, .ptr, isUnicast: true)]), link: 2)
    bench.run(to: 2000)
    #expect(bench.unicasts.map(\.answers) == [[Own.ptr]])
    #expect(bench.responses.map(\.answers) == [[ssh, Own.a], [Own.ptr]])
    #expect(bench.responses.map(\.datagram.linkIndex) == [1, 2])
  }

  @Test("M-5.4-9 a probe that wants unicast gets it, and multicast too where others may lack it")
  func probes() {
    var bench = bench(announced: 5)
    bench.receive(probe)
    bench.run(to: 2000)
    #expect(bench.unicasts.map(\.time) == [0] && bench.responses.isEmpty)
    #expect(bench.unicasts[0].answers == [Own.a, Own.aaaa])
    bench = self.bench(announced: 31)
    bench.receive(probe)
    bench.run(to: 2000)
    #expect(bench.unicasts.map(\.time) == [0] && bench.responses.map(\.time) == [0])
  }

  @Test("M-5.5-1 a query sent to our address is answered by unicast")
  func direct() {
    var bench = bench(announced: 5)
    bench.receive(question, by: .host)
    #expect(bench.unicasts.map(\.answers) == [[Own.a]] && bench.responses.isEmpty)
    bench = self.bench(announced: 31)
    bench.receive(question, by: .host)
    #expect(bench.unicasts.isEmpty && bench.responses.map(\.answers) == [[Own.a]])
  }

  @Test(
    "M-5.5-2 one from off the link is not answered",
    arguments: [Peer.mallory, .mallory.port(40_000)])
  func offLink(peer: Peer) {
    var bench = bench(announced: 5)
    bench.receive(question, from: peer, by: .host)
    bench.receive(probe, from: peer, by: .host)
    bench.run(to: 2000)
    #expect(bench.sent.isEmpty)
  }

  @Test("M-5.5-3 on request it is, and never by multicast")
  func offLinkWanted() {
    var configuration = EngineConfiguration()
    configuration.answersOffLink = true
    var bench = AnswerBench(configuration: configuration)
    bench.own(Own.a)
    bench.receive(question, from: .mallory, by: .host)
    bench.receive(probe, from: .mallory, by: .host)
    bench.receive(question, from: .mallory.port(40_000), by: .host)
    bench.run(to: 2000)
    #expect(bench.responses.isEmpty && bench.unicasts.count == 3)
  }

  @Test("M-11-6 a multicast query from another subnet is answered by multicast")
  func otherSubnet() {
    var bench = bench(announced: 5)
    bench.receive(unicastQuestion, from: .mallory)
    bench.run(to: 2000)
    #expect(bench.unicasts.isEmpty && bench.responses.map(\.answers) == [[Own.a]])
    bench.receive(question, from: .mallory.port(40_000))
    #expect(bench.unicasts.isEmpty)
  }

  @Test("M-15-4 M-11-7 a query from an own address is answered")
  func ownAddress() {
    var bench = bench(announced: 5)
    bench.receive(question, from: Peer(address: Bench.link1.addresses[0].address))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.answers) == [[Own.a]])
  }

  @Test("M-6-17 unicast goes only to those who asked for it")
  func attribution() {
    var bench = bench(announced: 5)
    for (place, isUnicast) in [true, false, true, false].enumerated() {
      bench.receive(
        Packet.query([.ask(Own.http, .ptr, isUnicast: isUnicast)]),
        from: Peer(address: .v4(IPv4Address(192, 0, 2, UInt8(100 + place)))))
    }
    bench.run(to: 2000)
    let destinations = bench.unicasts.map(\.datagram.destination)
    #expect(
      destinations
        == [100, 102].map {
          .unicast(TransportAddress(.v4(IPv4Address(192, 0, 2, $0)), portNumber: 5353))
        })
    #expect(bench.responses.count == 1)
  }
}
