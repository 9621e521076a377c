import DNSSDWire
import MulticastDNS
import Testing

private let inside = Peer(address: .v6(IPv6Address(high: 0xFE80 << 48, low: 0xB)))
private let site = IPv6Address(high: 0x2001_0DB8_0001_0000, low: 0xB)
private let odd = IPv6Address(high: 0x2001_0DB8_0002_0007, low: 0xB)
private let outside = IPv6Address(high: 0x2001_0DB8_0002_0008, low: 0xB)

/// A link with addresses of several prefixes.
private let wide = Link(
  index: 1, mtu: 1500,
  addresses: Bench.link1.addresses + [
    LinkAddress(.v4(IPv4Address(10, 0, 0, 1)), prefixLength: 8),
    LinkAddress(.v6(IPv6Address(high: 0x2001_0DB8_0001_0000, low: 1)), prefixLength: 64),
    LinkAddress(.v6(IPv6Address(high: 0x2001_0DB8_0002_0000, low: 1)), prefixLength: 61),
  ])

/// Who may answer by unicast on which link.
private let senders: [(link: Link, address: IPAddress, isOnLink: Bool)] = [
  (Bench.link1, .v4(IPv4Address(192, 0, 2, 20)), true),
  (Bench.link1, .v4(IPv4Address(192, 0, 3, 1)), false),
  (Bench.link1, .v4(IPv4Address(10, 9, 9, 9)), false),
  (wide, .v4(IPv4Address(10, 9, 9, 9)), true), (Bench.link1, inside.address, true),
  (Bench.link1, .v6(site), false), (wide, .v6(site), true), (wide, .v6(odd), true),
  (wide, .v6(outside), false), (Bench.link1, Peer.mallory.address, false),
]

@Suite("Unicast answers")
struct UnicastTests {
  /// A bench that has just asked for the address of bravo with QU.
  private func askingForUnicast(on link: Link = Bench.link1) throws -> (Bench, QueryID) {
    var configuration = EngineConfiguration()
    configuration.asksFirstForUnicast = true
    var bench = Bench(links: [link], configuration: configuration)
    let id = try bench.ask(bravo, .a, urgency: .prompt)
    #expect(bench.queries.allSatisfy { $0.message.questions.allSatisfy(\.prefersUnicastResponse) })
    bench.mark()
    return (bench, id)
  }

  @Test("M-5.4-3 M-5.4-4 the first questions on a new link prefer unicast, later ones do not")
  func linkUp() throws {
    var bench = Bench(links: [])
    try bench.ask(http, .ptr)
    try bench.ask(bravo, .a, as: 2, urgency: .prompt)
    bench.mark()
    bench.setLinks([Bench.link1])
    bench.run(to: 1_020)
    #expect(bench.queryTimes == [20, 1_020])
    #expect(
      bench.queries.map { $0.message.questions.map(\.prefersUnicastResponse) }
        == [[true, true], [false, false]])
  }

  @Test("M-5.4-5 a query made later asks for multicast, unless the user wants it otherwise")
  func later() throws {
    var configuration = EngineConfiguration()
    for isUnicast in [false, true] {
      configuration.asksFirstForUnicast = isUnicast
      var bench = Bench(configuration: configuration)
      bench.run(for: 10_000)
      bench.mark()
      try bench.ask(http, .ptr)
      bench.run(to: 1_500)
      #expect(
        bench.queries.map { $0.message.questions.map(\.prefersUnicastResponse) }
          == [[isUnicast], [false]])
    }
  }

  @Test("M-15-2 nothing is asked for by unicast that would reach another process")
  func notReceivable() throws {
    var configuration = EngineConfiguration()
    configuration.asksFirstForUnicast = true
    var bench = Bench(links: [], configuration: configuration)
    bench.setUnicastReceivable(false)
    try bench.ask(http, .ptr, livenessInterval: .seconds(2))
    bench.setLinks([Bench.link1])
    bench.hear(.ptr(http, .instance(1)))
    bench.run(for: 20_000)
    #expect(bench.queries.count > 5)
    let questions = bench.sent.flatMap { Array($0.message.questions) }
    #expect(!questions.contains { $0.prefersUnicastResponse })
  }

  @Test("M-5.4-2 both kinds of responses are accepted")
  func both() throws {
    for destination in [Bench.Destination.host, .group] {
      var (bench, id) = try askingForUnicast()
      bench.run(to: 50)
      bench.receive(Packet.response([.a(bravo, 20)]), by: destination)
      #expect(bench.story(of: id) == ["50 added"])
    }
  }

  @Test("M-6-18 a unicast response counts within two seconds after a question that asked for it")
  func window() throws {
    for (time, isUsed) in [(1_900.0, true), (2_100, false)] {
      var (bench, id) = try askingForUnicast()
      bench.run(to: time)
      bench.receive(Packet.response([.a(bravo, 20)]), by: .host)
      #expect(bench.changes(of: id).count == (isUsed ? 1 : 0))
    }
    var bench = Bench()
    let id = try bench.ask(bravo, .a, urgency: .prompt)
    bench.receive(Packet.response([.a(bravo, 20)]), by: .host)
    #expect(bench.changes(of: id).isEmpty)
  }

  @Test("M-6-18 a unicast response must answer the question; a denial does")
  func matching() throws {
    var (bench, id) = try askingForUnicast()
    bench.receive(Packet.response([.aaaa(bravo, 2)]), by: .host)
    bench.receive(Packet.response([.nsec("carol.local", .a)]), by: .host)
    #expect(bench.engine.counters.discarded == [.unsolicited: 2])
    bench.receive(Packet.response([], additionals: [.nsec(bravo, .aaaa)]), by: .host)
    #expect(bench.story(of: id) == ["0 denied"])
  }

  @Test("M-11-2 M-11-4 M-11-5 unicast responses come from the link", arguments: senders)
  func onLink(link: Link, address: IPAddress, isOnLink: Bool) throws {
    var (bench, id) = try askingForUnicast(on: link)
    bench.receive(Packet.response([.a(bravo, 20)]), from: Peer(address: address), by: .host)
    #expect(bench.changes(of: id).count == (isOnLink ? 1 : 0))
  }
}
