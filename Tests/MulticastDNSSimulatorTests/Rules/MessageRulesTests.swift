import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

private let question = Question(name: "x.local.", type: .a)
private let record = ResourceRecord.a("x.local.", 1)

/// Datagrams that break one rule each.
private let broken: [(rule: Rule, datagram: OutgoingDatagram)] = [
  (.soundMessages, .multicast([1, 2, 3])),
  (.headers, .multicast(Packet.query([question], id: 7))),
  (.headers, .multicast(Packet.response([record], id: 7))),
  (.headers, .multicast(Packet.response([record], flags: MessageFlags(rawValue: 0x8000)))),
  (.headers, .multicast(Packet.response([record], flags: MessageFlags(rawValue: 0x8600)))),
  (.headers, .multicast(Packet.response([record], flags: MessageFlags(rawValue: 0x8403)))),
  (.headers, .multicast(Packet.query([question], flags: MessageFlags(rawValue: 0x0100)))),
  (.headers, .multicast(Packet.query([question], flags: MessageFlags(rawValue: 0x0200)))),
  (.headers, .multicast(Packet.response([record], questions: [question]))),
  (.headers, .multicast(Packet.response([record], authorities: [record]))),
  (.headers, .multicast(Packet.response([], additionals: [record]))),
  (.headers, .multicast(Packet.response([record]), from: .oneShot)),
  (.headers, .unicast(Packet.response([record.plain]), port: 40_000)),
  (.cacheFlush, .multicast(Packet.query([question], known: [record]))),
  (
    .cacheFlush,
    .unicast(Packet.response([record], questions: [question], id: 9), port: 40_000)
  ),
  (.size, .multicast(Packet.response((0..<200).map { .a("a\($0).local.", 1) }))),
]

/// Datagrams that break none.
private let sound: [OutgoingDatagram] = [
  .multicast(Packet.query([question])),
  .multicast(Packet.query([question], id: 7), from: .oneShot),
  .multicast(Packet.probe("x.local.", [record])),
  .multicast(
    Packet.query(
      [question], known: [.ptr("_a._tcp.local.", "b._a._tcp.local.")],
      flags: MessageFlags(rawValue: 0x0200))),
  .multicast(Packet.response([record])),
  .unicast(Packet.response([record])),
  .unicast(Packet.response([record.plain], questions: [question], id: 9), port: 40_000),
  .multicast(
    Packet.response([
      ResourceRecord(
        name: "x.local.", isCacheFlush: true, timeToLive: .other,
        data: RecordData(.txt, octets: [UInt8](repeating: 0, count: 3_000)))
    ])),
]

@Suite("What a datagram must be by itself")
struct MessageRulesTests {
  @Test("each fault of a datagram is found, and no other", arguments: broken.indices)
  func fault(number: Int) {
    #expect(broken[number].datagram.brokenRules == [broken[number].rule])
  }

  @Test("a sound datagram breaks nothing", arguments: sound)
  func noFault(datagram: OutgoingDatagram) {
    #expect(datagram.brokenRules == [])
  }
}
