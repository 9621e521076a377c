internal import DNSSDWire
internal import MulticastDNS

/// A network interface of a host, and the link that it is attached to.
struct Card: Sendable {
  let virtualLink: Int
  var link: Link
  var isUp = true
}

/// A host: an engine, what runs on it, its cards and its clock.
struct VirtualHost: Sendable {
  enum Power: Sendable {
    case running, suspended, off
  }

  let plan: HostPlan
  let place: Int
  var power = Power.off
  var cards: [Card] = []
  /// Which part of a divided world it is in.
  var side = 0
  /// What its clock shows more than that of the world, in nanoseconds.
  var clockLead: UInt64
  var engine: MulticastDNSEngine
  var application: (any EngineApplication)?
  /// What the scenario asked for, done again after each start.
  var standing = StandingCommands()
  var observations = Observations()
  var inspector: HostInspector
  /// When the world will call it, and the ticket of that call.
  var wake: (instant: Instant, ticket: UInt64)?
  var lastTicket: UInt64 = 0
  /// How often it was called since it was added.
  var turns = 0

  init(_ plan: HostPlan, place: Int, clockLead: UInt64, thoroughness: Thoroughness) {
    self.plan = plan
    self.place = place
    self.clockLead = clockLead
    engine = MulticastDNSEngine(
      configuration: plan.configuration, random: RandomSource(seed: 0))
    inspector = HostInspector(thoroughness)
  }

  var id: HostID { HostID(place: place) }

  /// The moment on its clock when it is `instant` in the world.
  func time(at instant: Instant) -> Instant {
    Instant(nanoseconds: instant.nanoseconds &+ clockLead)
  }

  /// The moment in the world when its clock shows `instant`.
  func worldTime(at instant: Instant) -> Instant {
    Instant(nanoseconds: instant.nanoseconds - min(instant.nanoseconds, clockLead))
  }

  /// The port from which it asks once.
  var oneShotPort: UInt16 { 49_152 + UInt16(place & 0x3FFF) }

  /// What the engine is told of the cards.
  var upLinks: [Link] { cards.filter(\.isUp).map(\.link) }

  /// The card of an interface index that is up.
  func upCard(of linkIndex: Int) -> Int? {
    cards.firstIndex { $0.isUp && $0.link.index == linkIndex }
  }

  /// Whether a datagram that comes to a card now is heard.
  func hears(_ flight: Flight, at card: Int) -> Bool {
    power == .running && cards[card].isUp && (flight.side.map { $0 == side } ?? true)
      && cards[card].link.families.contains(flight.source.address.family)
  }

  /// Begins with an engine and an application that know nothing.
  mutating func start(seed: UInt64, at instant: Instant) {
    power = .running
    engine = MulticastDNSEngine(
      configuration: plan.configuration, random: RandomSource(seed: seed))
    application = plan.application
    observations = Observations()
    inspector.forgetAll()
    let now = time(at: instant)
    let links = upLinks
    engine.setLinks(links, at: now)
    application?.linksChanged(to: links, at: now)
    application?.advance(to: now)
  }
}

/// The commands that make a host what the scenario wants it to be.
struct StandingCommands: Sendable {
  private var registrations: [(id: RegistrationID, registration: Registration)] = []
  private var queries: [(id: QueryID, query: Query)] = []

  /// In the order in which they were given first.
  var commands: [EngineCommand] {
    registrations.map { .publish($0.registration, as: $0.id) }
      + queries.map { .ask($0.query, as: $0.id) }
  }

  mutating func note(_ command: EngineCommand) {
    switch command {
    case .ask(let query, let id): queries.append((id, query))
    case .cancel(let id): queries.removeAll { $0.id == id }
    case .publish(let registration, let id): registrations.append((id, registration))
    case .update(let id, let registration):
      for place in registrations.indices where registrations[place].id == id {
        registrations[place].registration = registration
      }
    case .withdraw(let id): registrations.removeAll { $0.id == id }
    case .reconfirm: break
    }
  }
}
