internal import DNSSDWire
internal import MulticastDNS

/// Hosts that hear each other on one link, and what they publish there.
struct Neighbourhood: Sendable {
  /// Which link, and which side of a partition.
  struct Key: Hashable {
    let link: Int
    let side: Int
  }

  /// A name and type that somebody may ask for.
  struct Subject: Hashable {
    let name: DNSName
    let type: RecordType
  }

  /// What may be found, by name and type.
  private(set) var published: [Subject: Set<RecordData>] = [:]
  /// Who holds each unique name, in the order of hosts.
  private(set) var holders: [DNSName: [Int]] = [:]
  /// Host names whose addresses differ from card to card of one host here.
  private(set) var severalCards: Set<DNSName> = []

  /// Adds what a host has established on one of its cards here.
  mutating func add(_ host: VirtualHost, at card: Card) {
    let hostName = host.observations.registrations[.hostName]?.establishedName
    for (_, observed) in host.observations.orderedRegistrations
    where observed.registration.links.includes(card.link.index) {
      guard let name = observed.establishedName else { continue }
      switch observed.registration.content {
      case .host(let registration): addHost(registration, name, host.place, card)
      case .service(let service): addService(service, name, of: host.place, at: hostName)
      case .records: break
      }
    }
  }

  private mutating func hold(_ name: DNSName, by host: Int) -> Bool {
    let isFirst = holders[name]?.contains(host) != true
    if isFirst { holders[name, default: []].append(host) }
    return isFirst
  }

  private mutating func addHost(
    _ registration: HostRegistration, _ name: DNSName, _ host: Int, _ card: Card
  ) {
    if !hold(name, by: host) { severalCards.insert(name) }
    let addresses =
      switch registration.addresses {
      case .ofLinks: card.link.addresses.map(\.address)
      case .listed(let listed): listed
      }
    for address in addresses {
      switch address {
      case .v4(let v4): publish(.a(v4), of: name)
      case .v6(let v6): publish(.aaaa(v6), of: name)
      }
    }
  }

  private mutating func addService(
    _ service: ServiceRegistration, _ name: DNSName, of host: Int, at hostName: DNSName?
  ) {
    _ = hold(name, by: host)
    if let type = name.parent { publish(.ptr(name), of: type) }
    publish(.txt(service.text), of: name)
    let target: DNSName?
    switch service.host {
    case .registered: target = hostName
    case .named(let named): target = named
    }
    guard let target else { return }
    publish(
      .srv(
        ServiceData(
          priority: service.priority, weight: service.weight, portNumber: service.portNumber,
          target: target)),
      of: name)
  }

  private mutating func publish(_ data: RecordData, of name: DNSName) {
    published[Subject(name: name, type: data.type), default: []].insert(data)
  }
}
