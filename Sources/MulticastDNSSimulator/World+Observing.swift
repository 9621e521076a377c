public import DNSSDWire
public import MulticastDNS

/// What can be seen of a world from outside.
extension World {
  /// All hosts, in the order in which they were added.
  public var hostIDs: [HostID] { hosts.map(\.id) }

  /// What the transcript calls a host.
  public func name(of host: HostID) -> String { hosts[host.place].plan.name }

  /// Whether a host runs: it is neither off nor suspended.
  public func isRunning(_ host: HostID) -> Bool { hosts[host.place].power == .running }

  /// What became of a registration; nil when there is none of that number.
  public func registration(_ id: RegistrationID, on host: HostID) -> ObservedRegistration? {
    hosts[host.place].observations.registrations[id]
  }

  /// The name that a host won for itself; nil while it has none.
  public func hostName(of host: HostID) -> DNSName? {
    registration(.hostName, on: host)?.establishedName
  }

  /// The answers to a query that are there now, in the order of the records' text.
  public func answers(to id: QueryID, on host: HostID) -> [Answer] {
    hosts[host.place].observations.queries[id]?.answers ?? []
  }

  /// The instances of a service that a host sees now, each once, sorted.
  ///
  /// Empty when the host does not browse for the type.
  public func instances(of type: String, seenBy host: HostID) -> [String] {
    guard let name = try? Self.browsingName(type) else { return [] }
    var seen: Set<DNSName> = []
    for (_, observed) in hosts[host.place].observations.orderedQueries
    where observed.query.name == name && observed.query.type == .ptr {
      for answer in observed.answers {
        if case .ptr(let target) = answer.record.data { seen.insert(target) }
      }
    }
    return seen.compactMap { $0.firstLabel?.text }.sorted()
  }

  /// What the engine of a host counted since it started.
  public func counters(of host: HostID) -> EngineCounters { hosts[host.place].engine.counters }

  /// The engine of a host, to be looked at.
  public func engine(of host: HostID) -> MulticastDNSEngine { hosts[host.place].engine }

  /// The application of a host, when it is of that type.
  public func application<Application: EngineApplication>(
    of host: HostID, as type: Application.Type
  ) -> Application? {
    hosts[host.place].application as? Application
  }

  /// Lets something happen to the application of a host, as its user would, and lets the host do what
  /// follows; nothing happens when the application is not of that type or the host does not run.
  public mutating func change<Application: EngineApplication>(
    _ type: Application.Type, on host: HostID, _ change: (inout Application, Instant) -> Void
  ) {
    guard hosts[host.place].power == .running,
      var application = hosts[host.place].application as? Application
    else { return }
    hosts[host.place].application = nil
    change(&application, hosts[host.place].time(at: clock.now))
    hosts[host.place].application = application
    settle(host.place)
  }
}
