public import DNSSDWire
public import MulticastDNS

/// Why a scenario cannot be played.
public enum ScenarioError: Error, Hashable, Sendable {
  /// A text is no name of a host.
  case hostName(String)
  /// A text is no service type, or no name of a service.
  case service(String)
  /// The registration makes no sense.
  case registration(RegistrationError)
  /// The engine refused.
  case refused(CommandError)
}

/// The words of a scenario.
extension World {
  /// Adds a link; its name is for people.
  public mutating func addLink(_ name: String = "lan") -> VirtualLinkID {
    links.append(VirtualLink(name: name, place: links.count))
    return VirtualLinkID(place: links.count - 1)
  }

  /// Adds a host that starts at once, or after a while.
  ///
  /// Throws `hostName` when the name it publishes is no label, and `registration` when it is too long.
  @discardableResult
  public mutating func addHost(
    _ plan: HostPlan, startingAfter delay: Duration = .zero
  ) throws(ScenarioError) -> HostID {
    let place = hosts.count
    var host = VirtualHost(
      plan, place: place, clockLead: UInt64(hostChance.number(in: 0...1_000_000_000_000_000)),
      thoroughness: thoroughness)
    if let label = plan.label {
      host.standing.note(.publish(try Self.hostName(label), as: .hostName))
    }
    hosts.append(host)
    for link in plan.links {
      let cardPlace = CardPlace(host: place, card: hosts[place].cards.count)
      links[link.place].attach(cardPlace)
      hosts[place].cards.append(
        Card(
          virtualLink: link.place,
          link: Link(index: cardPlace.card + 1, mtu: plan.mtu, addresses: [])))
      assignAddresses(to: cardPlace)
    }
    if delay == .zero {
      inflict(.start(HostID(place: place)))
    } else {
      queue.insert(.fault(.start(HostID(place: place))), at: clock.now + delay)
    }
    return HostID(place: place)
  }

  /// Adds a host with one card for each link, starting at once.
  @discardableResult
  public mutating func addHost(
    _ name: String, on links: VirtualLinkID...
  ) throws(ScenarioError) -> HostID {
    try addHost(HostPlan(name, links: links))
  }

  /// Publishes a service of a host, now and after each start; the text holds strings of its TXT record.
  @discardableResult
  public mutating func publish(
    _ instance: String, _ type: String, port: UInt16 = 80, text: [String] = [],
    timeToLive: TimeToLive = .other, locationTimeToLive: TimeToLive = .hostName, on host: HostID
  ) throws(ScenarioError) -> RegistrationID {
    let id = RegistrationID(rawValue: takeIdentifier())
    let service = try Self.service(
      instance, type, port: port, text: text, timeToLive: timeToLive,
      locationTimeToLive: locationTimeToLive)
    try perform(.publish(service, as: id), on: host)
    return id
  }

  /// Browses for a type on all links of a host, now and after each start.
  @discardableResult
  public mutating func browse(_ type: String, on host: HostID) throws(ScenarioError) -> QueryID {
    try ask(try Self.browsingName(type), .ptr, on: host)
  }

  /// Asks a continuous question on all links of a host, now and after each start.
  @discardableResult
  public mutating func ask(
    _ name: DNSName, _ type: RecordType, on host: HostID
  ) throws(ScenarioError) -> QueryID {
    let id = QueryID(rawValue: takeIdentifier())
    try perform(.ask(Query(name: name, type: type), as: id), on: host)
    return id
  }

  /// Withdraws what a host publishes, with goodbyes.
  public mutating func withdraw(
    _ id: RegistrationID, on host: HostID
  ) throws(ScenarioError) {
    try perform(.withdraw(id), on: host)
  }

  /// Gives a command to the engine of a host; it is given again after each start. A host that is not
  /// running gets it when it starts.
  public mutating func perform(
    _ command: EngineCommand, on host: HostID
  ) throws(ScenarioError) {
    if hosts[host.place].power == .running {
      let now = hosts[host.place].time(at: clock.now)
      do throws(CommandError) {
        try hosts[host.place].perform(command, at: now)
      } catch {
        throw .refused(error)
      }
      append(.commanded(host: hosts[host.place].plan.name, command))
    }
    hosts[host.place].standing.note(command)
    settle(host.place)
  }

  /// Gives a command later; when it is refused then, the transcript says so.
  public mutating func schedule(
    _ command: EngineCommand, on host: HostID, after delay: Duration
  ) {
    queue.insert(.command(host, command), at: clock.now + delay)
  }

  /// Sends octets to all hosts of a link from somebody who is none of them.
  public mutating func send(
    _ payload: [UInt8], from source: TransportAddress, on link: VirtualLinkID
  ) {
    transmit(payload, from: source, on: link.place)
  }

  /// Separates the groups from each other and from everybody else.
  public mutating func cut(_ groups: [HostID]...) { inflict(.partition(groups)) }

  /// Lets everybody hear everybody again; nobody is told.
  public mutating func heal() { inflict(.heal) }

  /// Ends a host without a goodbye.
  public mutating func kill(_ host: HostID) { inflict(.kill(host)) }

  /// Starts a host that knows nothing any more.
  public mutating func start(_ host: HostID) { inflict(.start(host)) }
}
