import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

@Suite("Stories of names")
struct NameTests {
  @Test("M-8.2-4 M-9-6 hosts that claim one name at a time end with one each", arguments: 1...10)
  func oneName(seed: UInt64) throws {
    var world = World(seed: seed)
    let lan = world.addLink()
    let hosts = try ["alpha", "bravo", "carol"].map {
      try world.addHost($0, called: "pi", on: [lan])
    }
    for host in hosts { try world.publish("Web", "_http._tcp", on: host) }
    try world.browse("_http._tcp", on: hosts[0])
    world.run(for: .seconds(15))
    #expect(Set(world.hostNames(of: hosts)) == ["pi.local.", "pi-2.local.", "pi-3.local."])
    #expect(
      world.instances(of: "_http._tcp", seenBy: hosts[0]) == ["Web", "Web (2)", "Web (3)"])
    #expect(world.complaints == "")
  }

  @Test(
    "a duplicate of a healed partition is settled soon after a packet shows it", arguments: 1...20)
  func healedPartition(seed: UInt64) throws {
    var world = World(seed: seed, keeping: .everything)
    let lan = world.addLink()
    let alpha = try world.addHost("alpha", called: "pi", on: [lan])
    let carol = try world.addHost("carol", on: lan)
    world.cut([alpha])
    let bravo = try world.addHost("bravo", called: "pi", on: [lan])
    try world.ask("pi.local.", .a, on: carol)
    world.run(for: .seconds(20))
    #expect(world.hostNames(of: [alpha, bravo]) == ["pi.local.", "pi.local."])
    world.heal()
    let healed = world.elapsed
    while world.hostName(of: alpha) == world.hostName(of: bravo), world.elapsed < .seconds(300) {
      world.run(for: .milliseconds(50))
    }
    let shown = try #require(world.firstAnswer(naming: "pi.local.", after: healed))
    #expect(world.elapsed - shown <= .seconds(10))
    world.run(for: .seconds(10))
    #expect(Set(world.hostNames(of: [alpha, bravo])) == ["pi.local.", "pi-2.local."])
    #expect(world.complaints == "")
  }

  @Test("known answers of a stranger show a duplicate that nobody asks for", arguments: 1...20)
  func strangersKnowledge(seed: UInt64) throws {
    var world = World(seed: seed)
    let lan = world.addLink()
    let alpha = try world.addHost("alpha", on: lan)
    let bravo = try world.addHost("bravo", on: lan)
    let carol = try world.addHost("carol", on: lan)
    world.cut([alpha])
    for host in [alpha, bravo] { try world.publish("Web", "_http._tcp", on: host) }
    try world.browse("_http._tcp", on: carol)
    world.run(for: .seconds(12))
    #expect(world.instances(of: "_http._tcp", seenBy: carol) == ["Web"])
    world.heal()
    // Carol asks 15 seconds after her first question, and knows the one service.
    world.run(for: .seconds(13))
    #expect(world.instances(of: "_http._tcp", seenBy: carol) == ["Web", "Web (2)"])
    #expect(world.complaints == "")
  }

  @Test(
    "M-15-4 two cards on one link cause no rename, however late the echo",
    arguments: [0, 1, 10, 50])
  func twoCards(milliseconds: Int) throws {
    var world = World(seed: UInt64(milliseconds))
    let delay = Duration.milliseconds(milliseconds)
    world.inflict(.weather(Weather(delay: delay...delay)))
    let lan = world.addLink()
    let pi = try world.addHost("pi", on: lan, lan)
    let other = try world.addHost("other", on: lan)
    try world.publish("Web", "_http._tcp", on: pi)
    try world.browse("_http._tcp", on: other)
    world.run(for: .seconds(60))
    let datagrams = world.traffic.datagrams
    #expect(world.hostNames(of: [pi]) == ["pi.local."])
    #expect(world.renames(of: pi) == 0)
    #expect(world.instances(of: "_http._tcp", seenBy: other) == ["Web"])
    world.run(for: .seconds(600))
    // The cards do not answer each other for ever (RFC 6762 §10.2).
    #expect(world.traffic.datagrams - datagrams < 60)
    #expect(world.complaints == "")
  }

  @Test("M-9-3 a reflector causes no rename, however late it is", arguments: [5, 50, 300, 1_500])
  func reflector(milliseconds: Int) throws {
    var world = World(seed: UInt64(milliseconds))
    world.inflict(.reflector(Reflector(delay: .milliseconds(1)...(.milliseconds(milliseconds)))))
    let lan = world.addLink()
    let hosts = try ["alpha", "bravo"].map { try world.addHost($0, on: lan) }
    for host in hosts {
      try world.publish("on \(world.name(of: host))", "_http._tcp", on: host)
      try world.browse("_http._tcp", on: host)
    }
    world.run(for: .seconds(60))
    #expect(world.hostNames(of: hosts) == ["alpha.local.", "bravo.local."])
    #expect(hosts.map { world.renames(of: $0) } == [0, 0])
    for host in hosts {
      #expect(world.instances(of: "_http._tcp", seenBy: host) == ["on alpha", "on bravo"])
    }
    #expect(world.complaints == "")
  }
}

extension World {
  /// When a response first had an address of a name after a moment.
  fileprivate func firstAnswer(naming name: DNSName, after moment: Duration) -> Duration? {
    transcript.ordered.first { line in
      guard line.time > moment, case .packet(let packet) = line.happening else { return false }
      return packet.content.isResponse && packet.content.records.contains { $0.name == name }
    }?.time
  }
}
