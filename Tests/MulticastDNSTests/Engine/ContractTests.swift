import DNSSDWire
import MulticastDNS
import Testing

private let seeds = 1...40 as ClosedRange<UInt64>

@Suite("The contract of the engine")
struct ContractTests {
  @Test("P8882-3-1 an idle engine has no deadline and no output")
  func idle() {
    var bench = Bench()
    bench.run(for: 86_400_000)
    #expect(bench.sent.isEmpty && bench.engine.nextDeadline == nil)
  }

  @Test("S-11-5 link-local addresses alone bring about no domain enumeration")
  func linkLocalAddresses() {
    let linkLocal = LinkAddress(.v4(IPv4Address(169, 254, 7, 1)), prefixLength: 16)
    var bench = Bench(links: [Link(index: 1, mtu: 1500, addresses: [linkLocal])])
    bench.run(for: 3_600_000)
    #expect(bench.sent.isEmpty)
  }

  @Test("after advancing nothing is due, and advancing again gives nothing", arguments: seeds)
  func advanced(seed: UInt64) {
    var run = ScriptedRun(seed: seed)
    while run.step() {
      let deadline = run.engine.nextDeadline
      #expect(deadline.map { $0.instant > run.now } ?? true, "\(String(describing: deadline))")
      var again = run.engine
      again.advance(to: run.now)
      #expect(again.nextOutput() == nil)
      #expect(again == run.engine)
    }
  }

  @Test("equal inputs give equal engines and outputs", arguments: seeds)
  func repeatable(seed: UInt64) {
    var (one, other) = (ScriptedRun(seed: seed), ScriptedRun(seed: seed))
    while one.step(), other.step() {}
    #expect(one.outputs == other.outputs)
    #expect(one.engine == other.engine)
    #expect(!one.outputs.isEmpty)
  }

  @Test("calls before the deadline change nothing", arguments: seeds)
  func early(seed: UInt64) {
    var (plain, restless) = (ScriptedRun(seed: seed), ScriptedRun(seed: seed))
    restless.callsEarly = true
    while plain.step(), restless.step() {}
    #expect(plain.outputs == restless.outputs)
  }

  @Test("time never runs back: an earlier moment counts as the latest seen", arguments: seeds)
  func backwards(seed: UInt64) {
    var run = ScriptedRun(seed: seed)
    while run.step() {
      var moved = run.engine
      moved.advance(to: Instant(nanoseconds: 1))
      #expect(moved.nextOutput() == nil)
      #expect(moved == run.engine)
    }
  }

  @Test("an engine called late skips no step of probing")
  func late() throws {
    var engine = MulticastDNSEngine(random: RandomSource(pinnedTo: .lowest))
    engine.setLinks([Bench.link1], at: Instant(nanoseconds: 1))
    let host = try Registration(.host(HostRegistration(name: "alpha.local")))
    try engine.perform(
      .publish(host, as: RegistrationID(rawValue: 1)), at: Instant(nanoseconds: 1))
    var probes = 0
    for second in 1...40 as ClosedRange<UInt64> {
      engine.advance(to: Instant(nanoseconds: second * 1_000_000_000))
      while let output = engine.nextOutput() {
        guard case .send(let datagram) = output, datagram.destination == .group(.v4) else {
          continue
        }
        let message = try Message(decoding: datagram.payload)
        if message.header.flags.isResponse { #expect(probes == 3) } else { probes += 1 }
      }
    }
    #expect(probes == 3)
  }
}
