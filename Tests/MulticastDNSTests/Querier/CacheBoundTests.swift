import DNSSDWire
import MulticastDNS
import Testing

@Suite("The bounds of the cache")
struct CacheBoundTests {
  private static let bound = 16_384

  /// Lets a bench hear addresses of one name, a hundred in a message.
  private func fill(
    _ bench: inout Bench, with numbers: Range<Int>, of name: DNSName, ttl: UInt32 = 4_500
  ) {
    for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 100) {
      let end = min(start + 100, numbers.upperBound)
      bench.receive(
        Packet.response(
          (start..<end).map { number in
            ResourceRecord(
              name: name, timeToLive: TimeToLive(seconds: ttl),
              data: .a(IPv4Address(10, 0, UInt8(number / 256), UInt8(number % 256))))
          }))
    }
  }

  @Test("what nobody asks for goes first, then what ends first, and that is told")
  func eviction() throws {
    var bench = Bench()
    let id = try bench.ask(bravo, .a)
    bench.hear(.a(bravo, 1, ttl: 1_000).shared, .a(bravo, 2, ttl: 100).shared)
    fill(&bench, with: 0..<Self.bound - 2, of: "carol.local", ttl: 10)
    #expect(bench.engine.counters.recordsEvicted == 0)
    fill(&bench, with: 0..<Self.bound - 2, of: bravo)
    #expect(bench.engine.counters.recordsEvicted == Self.bound - 2)
    #expect(bench.changes(of: id).count == Self.bound)
    bench.mark()
    fill(&bench, with: 0..<100, of: "carol.local")
    #expect(bench.events.isEmpty)
    bench.hear(.a(bravo, 3))
    #expect(bench.story(of: id) == ["0 removed evicted", "0 added"])
    let gone = bench.changes(of: id).first?.change.answer?.record
    #expect(gone == .a(bravo, 2, ttl: 100).shared)
  }

  @Test("large records count for more")
  func octets() throws {
    var bench = Bench()
    let data = RecordData(.txt, octets: [UInt8](repeating: 0, count: 8_800))
    for number in 0..<2_000 {
      bench.hear(
        ResourceRecord(name: "large \(number).local".asName, timeToLive: .other, data: data))
    }
    #expect(100...400 ~= bench.engine.counters.recordsEvicted)
    let first = try bench.ask("large 0.local", .txt)
    let last = try bench.ask("large 1999.local", .txt, as: 2)
    #expect(bench.changes(of: first).isEmpty && bench.changes(of: last).count == 1)
  }
}
