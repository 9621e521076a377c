import DNSSDWire
import MulticastDNS
import Testing

private let answer = ResourceRecord.a(bravo, 20)

/// Responses with oddities that change nothing.
private let odd: [(words: String, payload: [UInt8], peer: Peer)] = [
  ("a question", Packet.response([answer], questions: [.ask("other.local", .ptr)]), .bravo),
  ("an ID", Packet.response([answer], id: 0xBEEF), .bravo),
  ("TC", Packet.response([answer], flags: MessageFlags(rawValue: 0x8600)), .bravo),
  ("no AA", Packet.response([answer], flags: MessageFlags(rawValue: 0x8000)), .bravo),
  ("RD", Packet.response([answer], flags: MessageFlags(rawValue: 0x8500)), .bravo),
  ("RA", Packet.response([answer], flags: MessageFlags(rawValue: 0x8480)), .bravo),
  ("Z", Packet.response([answer], flags: MessageFlags(rawValue: 0x8440)), .bravo),
  ("AD", Packet.response([answer], flags: MessageFlags(rawValue: 0x8420)), .bravo),
  ("CD", Packet.response([answer], flags: MessageFlags(rawValue: 0x8410)), .bravo),
  ("additional", Packet.response([], additionals: [answer]), .bravo),
  ("authority", Packet.response([], authorities: [answer]), .bravo),
  ("a source elsewhere", Packet.response([answer]), .mallory),
  ("our own address", Packet.response([answer]), Peer(address: Bench.link1.addresses[0].address)),
]

/// What is no answer, in sound messages.
private let unusable: [(payload: [UInt8], peer: Peer)] = [
  (Packet.response([answer], flags: MessageFlags(rawValue: 0x8403)), .bravo),
  (Packet.response([answer], flags: MessageFlags(rawValue: 0x8C00)), .bravo),
  (Packet.response([answer]), Peer.bravo.port(5354)),
]

@Suite("What responses may look like")
struct ToleranceTests {
  @Test("M-6-8 M-11-3 M-15-4 M-18.1-1 M-18.5-2 M-18.8-1 oddities change nothing", arguments: odd)
  func tolerated(words: String, payload: [UInt8], peer: Peer) throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.receive(payload, from: peer)
    bench.run(for: 60_000)
    #expect(bench.changes(of: id).map(\.change.word) == ["added"], "\(words)")
    #expect(bench.sent.isEmpty && bench.unicasts.isEmpty)
  }

  @Test("M-6-16 M-18.3-2 M-18.11-2 what is not to be used is not kept", arguments: unusable)
  func ignored(payload: [UInt8], peer: Peer) throws {
    var bench = Bench()
    bench.receive(payload, from: peer)
    let id = try bench.ask(bravo, .a)
    #expect(bench.changes(of: id).isEmpty)
  }

  @Test("M-10.2-14 D6891-6.1-3 pseudo-records are not kept, however many")
  func pseudoRecords() throws {
    var bench = Bench()
    let option = ExtendedDNS(payloadSize: 1_440).record
    let id = try bench.ask(bravo, .any)
    bench.receive(Packet.response([answer], additionals: [option, option]))
    let root = try bench.ask("local", .any, as: 2)
    #expect(bench.changes(of: id).map { $0.change.answer?.record.type } == [.a])
    #expect(bench.changes(of: root).isEmpty)
  }

  @Test("M-6.1-9 a broken record leaves the others of its message")
  func broken() throws {
    var bench = Bench()
    let four = try bench.ask(bravo, .a)
    let six = try bench.ask(bravo, .aaaa, as: 2)
    let cut = ResourceRecord(name: bravo, timeToLive: .hostName, data: .unknown(.nsec, [9]))
    bench.hear(answer, cut, .aaaa(bravo, 2))
    #expect(bench.changes(of: four).count == 1 && bench.changes(of: six).count == 1)
  }
}
