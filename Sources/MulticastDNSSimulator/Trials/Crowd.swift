public import DNSSDWire

/// Many hosts on one link that all publish services of one type and all browse for it.
public struct Crowd: Hashable, Sendable {
  public var hosts: Int
  public var servicesPerHost: Int
  /// The families of which each host has an address.
  public var families: [AddressFamily]
  /// All hosts start within this time, as after a power cut.
  public var startingWithin: Duration

  public init(
    hosts: Int, servicesPerHost: Int = 1, families: [AddressFamily] = [.v4, .v6],
    startingWithin: Duration = .seconds(1)
  ) {
    self.hosts = hosts
    self.servicesPerHost = servicesPerHost
    self.families = families
    self.startingWithin = startingWithin
  }

  /// The type of all services.
  public static let type = "_sim._tcp"

  /// A world of these hosts, which has not begun.
  ///
  /// Throws when there are so many that numbers make no names any more.
  public func world(
    seed: UInt64, checking thoroughness: Thoroughness = .datagrams,
    keeping extent: Transcript.Extent = .last(200)
  ) throws(ScenarioError) -> World {
    var world = World(seed: seed, checking: thoroughness, keeping: extent)
    var chance = Chance(seed: seed, for: .trial)
    let lan = world.addLink()
    for number in 1...max(hosts, 1) {
      var plan = HostPlan("h\(number)", links: [lan])
      plan.families = families
      let delay = chance.duration(in: .nanoseconds(1)...max(startingWithin, .nanoseconds(1)))
      let host = try world.addHost(plan, startingAfter: delay)
      try world.browse(Self.type, on: host)
      for service in 0..<servicesPerHost {
        try world.publish(
          "service \(service + 1) of \(number)", Self.type, port: UInt16(8_000 + service),
          on: host)
      }
    }
    return world
  }
}
