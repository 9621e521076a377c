import DNSSDWire
import Testing

@testable import MulticastDNS

private let seeds = 1...30 as ClosedRange<UInt64>
private let web = Fixture.web

@Suite("Laws of claiming")
struct ClaimLaws {
  @Test(
    "M-8.1-1 M-9-6 hosts that want one name at once end with names of their own", arguments: seeds)
  func race(seed: UInt64) throws {
    let count = 2 + Int(seed % 5)
    var network = SmallNetwork(hostCount: count, seed: seed)
    for number in 0..<count { try network.publish(Fixture.host(), on: number) }
    network.run(for: .milliseconds(2_400))
    let wanted = ["alpha.local"] + (2...count).map { "alpha-\($0).local" }
    #expect(Set(network.hosts.compactMap(\.name)) == Set(try wanted.map { try DNSName($0) }))
    network.run(for: .seconds(20))
    #expect(Set(network.hosts.compactMap(\.name)).count == count)
  }

  @Test("M-8.1-1 M-9-4 the same for services, some later than others", arguments: seeds)
  func services(seed: UInt64) throws {
    var network = SmallNetwork(hostCount: 3, seed: seed)
    var chance = RandomSource(seed: seed)
    for number in 0..<3 {
      let host = try DNSName("host\(number).local")
      try network.publish(Fixture.service(at: .named(host)), on: number)
      network.run(for: .milliseconds(Int.random(in: 0...900, using: &chance)))
    }
    network.run(for: .seconds(8))
    let names = network.hosts.compactMap(\.name)
    #expect(Set(names).count == 3 && names.contains(web))
  }

  @Test("M-8.1-1 M-9-1 with packets getting lost, names end distinct as well", arguments: seeds)
  func losses(seed: UInt64) throws {
    let count = 2 + Int(seed % 2)
    var network = SmallNetwork(hostCount: count, seed: seed)
    network.lossPercent = 40
    for number in 0..<count {
      try network.publish(Fixture.host(), on: number)
      network.run(for: .milliseconds(Int(seed) * 20))
    }
    network.run(for: .seconds(20))
    network.lossPercent = 0
    for _ in 0..<3 {
      for number in 1...6 {
        network.ask(for: number == 1 ? "alpha.local" : try DNSName("alpha-\(number).local"))
      }
      network.run(for: .seconds(10))
    }
    #expect(Set(network.hosts.compactMap(\.name)).count == count)
  }

  @Test("M-10.1-6 whatever happened, withdrawing all leaves nothing behind", arguments: seeds)
  func withdrawal(seed: UInt64) throws {
    var chance = RandomSource(seed: seed)
    var bench = Bench(RandomSource(seed: ~seed), links: [Bench.link1, Bench.link2])
    for _ in 0..<60 {
      bench.act(&chance)
      bench.run(for: Double.random(in: 0...900, using: &chance))
    }
    for number in Bench.numbers { try bench.perform(.withdraw(RegistrationID(rawValue: number))) }
    let responder = bench.engine.responder
    #expect(responder.zones.values.allSatisfy { $0 == Zone() })
    #expect(responder.publications == Publications())
    #expect(responder.claims == Claims())
    bench.run(for: 1_000)
    #expect(bench.engine.responder.nextDeadline == nil)
    bench.run(for: 5_000)
    bench.mark()
    bench.run(for: 100_000)
    #expect(bench.sent.isEmpty)
  }

  @Test("hundreds of services are established in a few seconds, and cost nothing when idle")
  func thousand() throws {
    var bench = Bench(links: [Bench.link1, Bench.link2])
    try bench.publish(Fixture.host())
    for number in 0..<300 as Range<UInt64> {
      bench.publishQuietly(
        Fixture.service(try DNSName("P\(number)._ipp._tcp.local")),
        as: RegistrationID(rawValue: 10 + number))
    }
    bench.run(to: 2_000)
    let established = bench.events.filter {
      if case .registration(_, .established) = $0.event { true } else { false }
    }
    #expect(established.count == 301)
    bench.run(to: 10_000)
    #expect(bench.engine.responder.nextDeadline == nil)
  }
}

extension Bench {
  fileprivate static let numbers = 1...6 as ClosedRange<UInt64>

  /// Gives a command that may be refused, and lets nothing happen by it yet.
  fileprivate mutating func publishQuietly(_ registration: Registration, as id: RegistrationID) {
    do throws(CommandError) {
      try perform(.publish(registration, as: id))
    } catch {
      Issue.record("\(error)")
    }
  }

  /// Lets one thing happen, of those that claims are about.
  fileprivate mutating func act(_ chance: inout RandomSource) {
    let id = RegistrationID(rawValue: Self.numbers.randomElement(using: &chance) ?? 1)
    let names: [DNSName] = ["alpha.local", "alpha-2.local", "omega.local"]
    let name = names.random(&chance)
    let registration = [
      Fixture.host(name, hasReverseNames: true), Fixture.host(name, links: .only(2)),
      Fixture.service(port: UInt16.random(in: 1...3, using: &chance)),
      Fixture.service(subtypes: ["_a"], at: .named(name), policy: .giveUp),
      Fixture.plain(.txt(name, "x"), as: .unique), Fixture.plain(.a(name, 1), as: .shared),
    ].random(&chance)
    switch Int.random(in: 0..<8, using: &chance) {
    case 0, 1: try? perform(.publish(registration, as: id))
    case 2: try? perform(.update(id, to: registration))
    case 3: try? perform(.withdraw(id))
    case 4: receive(Packet.response([.a(name, 20)]))
    case 5: receive(Packet.response([.txt(web, "x"), .txt(name, "y")]))
    case 6: receive(Packet.probe([.ask(name, .any)], proposing: [.srv(name, name, port: 1)]))
    default: setLinks([[Bench.link1], [], [Bench.link1, Bench.link2]].random(&chance))
    }
  }
}
