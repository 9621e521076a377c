import DNSSDWire
import MulticastDNS
import Testing

@Suite("Proof that packets flow")
struct TrafficTests {
  private static let noise: [UInt8] = [1, 2, 3]

  private static func heard(_ bench: Bench) -> [String] {
    bench.events.compactMap { told in
      if case .heard(let hearing, let link) = told.event { "\(hearing) on \(link)" } else { nil }
    }
  }

  private static func bench(isTold: Bool) -> Bench {
    var configuration = EngineConfiguration()
    configuration.tellsOfTraffic = isTold
    return Bench(links: [Bench.link1, Bench.link2], configuration: configuration)
  }

  @Test("nothing is told unless it is wanted")
  func silent() {
    var bench = Self.bench(isTold: false)
    bench.receive(Packet.query([.ask(http, .ptr)]))
    #expect(Self.heard(bench) == [])
  }

  @Test("whatever is heard is told once a second, for each link and by whom it was sent")
  func told() {
    var bench = Self.bench(isTold: true)
    for _ in 0..<3 {
      bench.receive(Self.noise)
      bench.receive(Packet.query([.ask(http, .ptr)]), from: .carol)
      bench.receive(Self.noise, link: 2)
    }
    bench.receive(Self.noise, from: Peer(address: .v4(IPv4Address(192, 0, 2, 10))))
    #expect(
      Self.heard(bench) == ["otherHost on 1", "otherHost on 2", "ownHost on 1"])
    bench.mark()
    bench.run(to: 990)
    bench.receive(Self.noise)
    #expect(Self.heard(bench) == [])
    bench.run(to: 1_000)
    bench.receive(Self.noise)
    #expect(Self.heard(bench) == ["otherHost on 1"])
  }
}
