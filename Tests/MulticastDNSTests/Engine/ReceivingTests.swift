import DNSSDWire
import MulticastDNS
import Testing

private let answer = ResourceRecord.a("bravo.local", 20)
private let code3 = MessageFlags(rawValue: 0x8403)
private let operation1 = MessageFlags(rawValue: 0x8C00)
private let extendedCode = ExtendedDNS(payloadSize: 1440, extendedResponseCode: 1).record

/// Responses that are not used, why, and how they come in.
private let unused: [(payload: [UInt8], peer: Peer, reason: DiscardReason)] = [
  (Packet.response([answer], flags: operation1), .bravo, .otherOperation),
  (Packet.response([answer], flags: code3), .bravo, .otherResponseCode),
  (Packet.response([answer], additionals: [extendedCode]), .bravo, .otherResponseCode),
  (Packet.response([answer]), Peer.bravo.port(5354), .otherSourcePort),
  ([0, 1, 2], .bravo, .malformed(WireError(.headerTruncated, at: 3))),
]

@Suite("What the engine takes in")
struct ReceivingTests {
  @Test("M-6-16 M-18.3-2 M-18.11-2 D6891-6.1-4 unusable responses are told", arguments: unused)
  func unusable(payload: [UInt8], peer: Peer, reason: DiscardReason) throws {
    var bench = Bench()
    let id = QueryID(rawValue: 1)
    try bench.perform(.ask(Query(name: "bravo.local", type: .a), as: id))
    bench.receive(payload, from: peer)
    let source = TransportAddress(peer.address, portNumber: peer.portNumber)
    #expect(bench.changes(of: id).isEmpty)
    #expect(bench.events.map(\.event) == [.discarded(reason, source: source, linkIndex: 1)])
    #expect(bench.engine.counters.discarded == [reason.kind: 1])
  }

  @Test("M-11-7 a lower hop limit is refused only when the user wants it")
  func hopLimit() throws {
    var strict = EngineConfiguration()
    strict.requiresFullHopLimit = true
    for (configuration, isUsed) in [(EngineConfiguration(), true), (strict, false)] {
      var bench = Bench(configuration: configuration)
      bench.receive(Packet.response([answer]), hopLimit: 64)
      #expect(bench.engine.counters.responsesReceived == (isUsed ? 1 : 0))
      bench.receive(Packet.response([answer]), hopLimit: 255)
      #expect(bench.engine.counters.responsesReceived == (isUsed ? 2 : 1))
    }
  }

  @Test("M-6-18 M-11-2 unicast responses from elsewhere or unasked are told, not used")
  func unicast() {
    var bench = Bench()
    bench.receive(Packet.response([answer]), from: .mallory, by: .host)
    bench.receive(Packet.response([answer]), from: .bravo, by: .host)
    #expect(
      bench.events.map(\.event) == [
        .discarded(
          .offLink, source: TransportAddress(Peer.mallory.address, portNumber: 5353), linkIndex: 1),
        .discarded(
          .unsolicited, source: TransportAddress(Peer.bravo.address, portNumber: 5353), linkIndex: 1
        ),
      ])
  }

  @Test("a datagram on an interface that is no link is told, not used")
  func unknownLink() {
    var bench = Bench()
    bench.receive(Packet.response([answer]), link: 7)
    #expect(bench.engine.counters.discarded == [.unknownLink: 1])
    #expect(bench.engine.counters.responsesReceived == 0)
  }

  @Test("M-15-4 own datagrams coming back are dropped once a link; the same from others counts")
  func echoes() throws {
    var bench = Bench()
    try bench.perform(
      .ask(Query(name: "bravo.local", type: .a, urgency: .prompt), as: QueryID(rawValue: 1)))
    let own = Peer(address: Bench.link1.addresses[0].address)
    let payload = try #require(bench.queries.first).datagram.payload
    bench.receive(payload, from: own)
    #expect(bench.engine.counters.discarded == [.echo: 1])
    #expect(bench.engine.counters.queriesReceived == 0)
    bench.receive(payload, from: own)
    bench.receive(payload, from: .bravo)
    #expect(bench.engine.counters.discarded == [.echo: 1])
    #expect(bench.engine.counters.queriesReceived == 2)
  }
}
