internal import DNSSDWire
internal import MulticastDNS

/// A world in the making: its hosts, what they publish and look for, and what befalls them.
struct TrialDrawing {
  var world: World
  let turmoil: Duration
  private let plan: TrialPlan
  private var chance: Chance
  private var publications: [(host: HostID, id: RegistrationID)] = []
  private var cardCounts: [Int] = []
  private var serviceNumber: UInt16 = 0
  private let sharesNames: Bool

  private static let types = ["_k3s._tcp", "_http._tcp"]
  private static let labels = ["pi", "node", "server"]

  init(seed: UInt64, plan: TrialPlan, keeping extent: Transcript.Extent) {
    world = World(seed: seed, keeping: extent)
    chance = Chance(seed: seed, for: .trial)
    turmoil = chance.duration(in: plan.turmoil)
    sharesNames = chance.happens(0.5)
    self.plan = plan
  }

  /// Adds links, hosts and services.
  mutating func populate() {
    let links = (0..<(chance.happens(0.25) ? 2 : 1)).map { world.addLink("lan\($0 + 1)") }
    let families = chance.one(of: [[.v4], [.v6], [.v4, .v6]] as [[AddressFamily]])
    let names = (0..<chance.number(in: plan.hosts)).map { "h\($0 + 1)" }
    for name in names {
      var host = HostPlan(name, links: attachments(to: links))
      host.families = families
      if sharesNames { host.hostName = .label(chance.one(of: Self.labels)) }
      if chance.happens(0.7) { host.application = ServiceWatcher(watchedTypes()) }
      add(host)
    }
  }

  /// One link, both, or two cards on one.
  private mutating func attachments(to links: [VirtualLinkID]) -> [VirtualLinkID] {
    if chance.happens(0.1) { return [links[0], links[0]] }
    return links.count > 1 && chance.happens(0.5) ? links : [chance.one(of: links)]
  }

  private mutating func watchedTypes() -> [DNSName] {
    Self.types.filter { _ in chance.happens(0.8) }.compactMap { try? World.browsingName($0) }
  }

  private mutating func add(_ host: HostPlan) {
    let delay: Duration =
      chance.happens(0.5) ? .zero : chance.duration(in: .zero...(turmoil / 2))
    cardCounts.append(host.links.count)
    guard let id = try? world.addHost(host, startingAfter: delay) else { return }
    for _ in 0..<chance.number(in: 0...2) { publish(on: id) }
  }

  private mutating func publish(on host: HostID) {
    serviceNumber += 1
    let id = RegistrationID(rawValue: world.takeIdentifier())
    let instance = sharesNames ? chance.one(of: Self.labels) : "service \(serviceNumber)"
    let type = chance.one(of: Self.types)
    guard let service = service(instance, type) else { return }
    try? world.perform(.publish(service, as: id), on: host)
    publications.append((host, id))
    if plan.kinds.contains(.churn), chance.happens(0.3) { churn(id, instance, type, on: host) }
  }

  private mutating func service(_ instance: String, _ type: String) -> Registration? {
    try? World.service(
      instance, type, port: UInt16(chance.number(in: 1...9_999)),
      text: ["number=\(chance.number(in: 0...9))"], timeToLive: life(), locationTimeToLive: life())
  }

  private mutating func life() -> TimeToLive {
    TimeToLive(seconds: UInt32(chance.number(in: plan.lives)))
  }

  /// A service is withdrawn, or says something else from some moment on.
  private mutating func churn(
    _ id: RegistrationID, _ instance: String, _ type: String, on host: HostID
  ) {
    let moment = chance.duration(in: .zero...turmoil)
    if chance.happens(0.5) {
      world.schedule(.withdraw(id), on: host, after: moment)
    } else if let changed = service(instance, type) {
      world.schedule(.update(id, to: changed), on: host, after: moment)
    }
  }

  /// Plans the faults: of each kind that may come, about half do.
  mutating func trouble() {
    let kinds = FaultKind.allCases.filter { kind in
      plan.kinds.contains(kind) && chance.happens(0.4)
    }
    let hosts = zip(world.hostIDs, cardCounts).map { (id: $0, cardCount: $1) }
    world.schedule(
      .drawn(from: world.seed, kinds: Set(kinds), for: hosts, until: turmoil))
  }
}
