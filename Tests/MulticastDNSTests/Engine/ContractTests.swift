import DNSSDWire
import MulticastDNS
import Testing

@Suite("The contract of the engine")
struct ContractTests {
  @Test("an idle engine has no deadline and no output")
  func idle() {
    var bench = Bench()
    bench.run(for: 86_400_000)
    #expect(bench.sent.isEmpty && bench.engine.nextDeadline == nil)
  }
}
