import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

private let query = Packet.query([Question(name: "x.local.", type: .a)])

/// Hosts that publish nothing, so that nothing is sent but what a test sends.
private struct Stage {
  var world = World(seed: 1)
  let lan: VirtualLinkID
  var hosts: [HostID] = []

  init(hosts count: Int) throws {
    lan = world.addLink()
    for number in 0..<count { try add(HostPlan("h\(number)", links: [lan])) }
  }

  mutating func add(_ plan: HostPlan) throws {
    var plan = plan
    plan.hostName = .none
    hosts.append(try world.addHost(plan))
  }

  /// How often each host has used a query.
  var heard: [Int] { hosts.map { world.counters(of: $0).queriesReceived } }

  mutating func multicast(
    from host: Int, _ family: AddressFamily = .v4, port: LocalPort = .multicastDNS
  ) {
    world.transmit(.multicast(query, family, from: port), from: host)
    world.run(for: .seconds(5))
  }
}

@Suite("The virtual network")
struct DeliveryTests {
  @Test("a multicast reaches every other host of the link once, and its sender too")
  func multicast() throws {
    var stage = try Stage(hosts: 3)
    let other = stage.world.addLink("other")
    try stage.add(HostPlan("away", links: [other]))
    stage.multicast(from: 0)
    // The engine of the sender did not compose it, and so takes it for another program's.
    #expect(stage.heard == [1, 1, 1, 0])
    #expect(stage.world.traffic.deliveries == 3)
  }

  @Test("a family reaches the cards that have an address of it")
  func families() throws {
    var stage = try Stage(hosts: 2)
    var plan = HostPlan("old", links: [stage.lan])
    plan.families = [.v4]
    try stage.add(plan)
    stage.multicast(from: 0, .v6)
    #expect(stage.heard == [1, 1, 0])
    stage.multicast(from: 2, .v6)
    #expect(stage.heard == [1, 1, 0])
  }

  @Test("both cards of a host on one link hear what the other sends")
  func twoCards() throws {
    var stage = try Stage(hosts: 1)
    try stage.add(HostPlan("two", links: [stage.lan, stage.lan]))
    stage.multicast(from: 1)
    #expect(stage.heard == [1, 2])
  }

  @Test("a one-shot query comes from another port, and its unicast reply goes back to it")
  func oneShot() throws {
    var stage = try Stage(hosts: 2)
    stage.multicast(from: 0, port: .oneShot)
    #expect(stage.heard == [1, 1])
    let address = stage.world.engine(of: stage.hosts[0]).links[0].addresses[0].address
    let asker = TransportAddress(address, portNumber: stage.world.hosts[0].oneShotPort)
    let reply = Packet.response(
      [.a("x.local.", 1, isCacheFlush: false)], questions: [Question(name: "x.local.", type: .a)])
    let before = stage.world.traffic.deliveries
    stage.world.transmit(
      OutgoingDatagram(payload: reply, destination: .unicast(asker), linkIndex: 1), from: 1)
    let nobody = TransportAddress(address, portNumber: 4_444)
    stage.world.transmit(
      OutgoingDatagram(payload: reply, destination: .unicast(nobody), linkIndex: 1), from: 1)
    stage.world.run(for: .seconds(1))
    #expect(stage.world.traffic.deliveries == before + 1)
  }

  @Test("hosts that are cut off, asleep, gone or unplugged hear nothing, and later they do")
  func silence() throws {
    var stage = try Stage(hosts: 5)
    stage.world.cut([stage.hosts[1]])
    stage.world.inflict(.suspend(stage.hosts[2]))
    stage.world.inflict(.linkDown(stage.hosts[3], card: 0))
    stage.world.kill(stage.hosts[4])
    stage.multicast(from: 0)
    #expect(stage.heard == [1, 0, 0, 0, 0])
    stage.world.heal()
    stage.world.inflict(.resume(stage.hosts[2]))
    stage.world.inflict(.linkUp(stage.hosts[3], card: 0))
    stage.world.start(stage.hosts[4])
    stage.multicast(from: 0)
    #expect(stage.heard == [2, 1, 1, 1, 1])
  }

  @Test("weather loses, doubles and delays, each by its share")
  func weather() throws {
    var stage = try Stage(hosts: 2)
    stage.world.inflict(.weather(Weather(loss: 0.3)))
    for _ in 0..<1_000 { stage.multicast(from: 0) }
    #expect((630...770).contains(stage.heard[1]))
    stage.world.inflict(.weather(Weather(duplication: 0.5)))
    let before = stage.heard[1]
    for _ in 0..<1_000 { stage.multicast(from: 0) }
    #expect((1_430...1_570).contains(stage.heard[1] - before))
  }

  @Test("a reflector says again what it hears, once, under another source")
  func reflector() throws {
    var stage = try Stage(hosts: 3)
    stage.world.inflict(.reflector(Reflector(delay: .milliseconds(10)...(.milliseconds(20)))))
    stage.multicast(from: 0)
    #expect(stage.heard == [2, 2, 2])
  }

  @Test("the clocks of hosts differ, and a jump moves one of them")
  func clocks() throws {
    var stage = try Stage(hosts: 2)
    let before = stage.world.hosts.map { $0.time(at: stage.world.clock.now) }
    stage.world.inflict(.clockJump(stage.hosts[0], .seconds(60)))
    let after = stage.world.hosts.map { $0.time(at: stage.world.clock.now) }
    #expect(before[0] != before[1])
    #expect(after[0].duration(since: before[0]) == .seconds(60))
    #expect(after[1] == before[1])
  }
}
