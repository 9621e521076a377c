internal import DNSSDWire
internal import MulticastDNS

/// What runs on the engine of a node: its machine, and the alarms of whoever waits beside it.
struct NodeApplication: EngineApplication {
  var machine: ClusterMachine
  /// The moment of the last turn.
  private(set) var now = Instant(nanoseconds: 0)
  private(set) var links: [Link] = []
  private(set) var selfCheck: SelfCheckReport?
  private var alarms: [Instant] = []

  init(_ machine: ClusterMachine) {
    self.machine = machine
  }

  var snapshot: ClusterSnapshot { ClusterSnapshot(machine, links: links, selfCheck: selfCheck) }

  /// Has a turn at a moment, which is returned.
  mutating func setAlarm(at moment: Instant) -> Instant {
    alarms.append(moment)
    return moment
  }

  /// What should be seen from outside; nil while nothing has to be.
  func expectation(_ mode: SelfCheckExpectation.AddressMode) -> SelfCheckExpectation? {
    let types = machine.configuration.profile.publishedServiceTypes(
      for: machine.configuration.scope)
    guard machine.wantsSelfCheck, let advert = machine.ownAdvert,
      machine.instances.count == types.count
    else { return nil }
    let text = [
      ("cluster", advert.scope.cluster), ("env", advert.scope.environment),
      ("role", advert.role.rawValue), ("phase", advert.phase.rawValue),
    ]
    var expectation = SelfCheckExpectation(
      instances: machine.instances.compactMap { try? ServiceInstanceName($0) },
      host: HostAliases([advert.host]), portNumber: advert.portNumber,
      text: text.map { TextExpectation(key: $0.0, value: $0.1, comparison: .folded) },
      addresses: [advert.ipv4.map { .v4($0) }, advert.ipv6.map { .v6($0) }].compactMap(\.self),
      ownAddresses: links.flatMap(\.addresses).map(\.address))
    expectation.addressMode = mode
    return expectation
  }

  /// Takes the result of the self-check. What could not be checked is no success.
  mutating func selfCheckEnded(_ report: SelfCheckReport, at now: Instant) {
    selfCheck = report
    switch report.result {
    case .ok: machine.selfCheckEnded(nil, at: now)
    case .failed(let failure): machine.selfCheckEnded("\(failure)", at: now)
    case .unknown(let doubt): machine.selfCheckEnded("\(doubt)", at: now)
    }
  }

  mutating func linksChanged(to links: [Link], at now: Instant) {
    self.links = links
    machine.linksChanged(to: links, at: now)
  }

  mutating func handle(_ event: Event, at now: Instant) { machine.handle(event, at: now) }

  mutating func advance(to now: Instant) {
    self.now = now
    alarms.removeAll { $0 <= now }
    machine.advance(to: now)
  }

  mutating func nextCommand() -> EngineCommand? { machine.nextCommand() }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    machine.refused(command, because: error, at: now)
  }

  var nextDeadline: Instant? {
    ([machine.nextDeadline].compactMap(\.self) + alarms).min()
  }
}

extension ClusterMachine {
  /// Whether the node wants to decide, and its advert was not looked at yet.
  var wantsSelfCheck: Bool {
    switch state {
    case .claiming, .electing, .following: selfCheck == .awaited
    case .idle, .discovering, .joining, .bootstrapping, .serving, .leaving, .refused: false
    }
  }

  /// Whether nothing is published any more.
  var hasWithdrawn: Bool { ownAdvert == nil }
}
