internal import DNSSDWire

/// Finds out SRV, TXT and addresses of services, each host asked for once however many services it
/// offers.
struct FollowedServices: Equatable, Sendable {
  /// What a query is for. Services and hosts are numbered as they come.
  enum Purpose: Hashable, Sendable {
    case location(Int)
    case text(Int)
    case address(Int, AddressFamily)
  }

  /// A service as its records tell it.
  struct Details: Equatable, Sendable {
    let name: DNSName
    var locations = CurrentAnswers(limit: Limits.answersOfService)
    var texts = CurrentAnswers(limit: Limits.answersOfService)
    /// The numbers of the hosts that the SRV records name.
    var hosts: Set<Int> = []
    /// Why the engine refused to ask.
    var refusal: CommandError?
  }

  private struct Host: Equatable, Sendable {
    let name: DNSName
    var addresses = FollowedAddresses()
    /// The services that it offers.
    var services: Set<Int> = []
  }

  let links: LinkScope
  let urgency: Query.Urgency
  let livenessInterval: Duration?

  private var queries = OpenQueries<Purpose>()
  private var services: [Int: Details] = [:]
  private var hosts: [Int: Host] = [:]
  private var hostNumbers: [DNSName: Int] = [:]
  private var lastHost = 0
  /// What there is to be asked for.
  private var wanted: [Purpose] = []
  /// The services of which something changed, and the hosts, which stand for all their services.
  private var touched: Set<Int> = []
  private var touchedHosts: Set<Int> = []

  init(links: LinkScope, urgency: Query.Urgency, livenessInterval: Duration?) {
    self.links = links
    self.urgency = urgency
    self.livenessInterval = livenessInterval
  }
}

extension FollowedServices {
  /// Begins to follow a service under a number of the caller's; nothing is asked outside of the
  /// zones of Multicast DNS.
  mutating func follow(_ name: DNSName, as service: Int) {
    services[service] = Details(name: name)
    guard name.isLinkLocal else { return }
    wanted += [.location(service), .text(service)]
  }

  /// Ends following a service, and its host when it was the last there.
  mutating func unfollow(_ service: Int) {
    guard let details = services.removeValue(forKey: service) else { return }
    queries.cancel(.location(service))
    queries.cancel(.text(service))
    for host in details.hosts.sorted() { release(host, by: service) }
    touched.remove(service)
  }

  /// What is known of a service.
  func details(of service: Int) -> Details? { services[service] }

  /// The addresses of a host that were heard on one of some links.
  func addresses(of host: DNSName, on linkIndexes: Set<Int>) -> [HostAddress] {
    guard let number = hostNumbers[host], let host = hosts[number] else { return [] }
    return host.addresses.addresses { linkIndexes.contains($0) }
  }

  /// Whether nothing more is to be expected of a service soon: each record that it needs is known,
  /// or cannot be.
  func isComplete(_ service: Int) -> Bool {
    guard let details = services[service], details.name.isLinkLocal, details.refusal == nil else {
      return true
    }
    guard !details.locations.isUnknown, !details.texts.isUnknown else { return false }
    return details.hosts.allSatisfy { hosts[$0]?.addresses.isKnown ?? true }
  }

  /// Whether each family of each host of a service is known to have addresses or none.
  func hasAllAddresses(_ service: Int) -> Bool {
    services[service]?.hosts.allSatisfy { hosts[$0]?.addresses.isComplete ?? true } ?? true
  }

  /// Takes the numbers of the services of which something changed, in their order.
  mutating func takeTouched() -> [Int] {
    defer { (touched, touchedHosts) = ([], []) }
    return touchedHosts.reduce(into: touched) { touched, host in
      touched.formUnion(hosts[host]?.services ?? [])
    }.sorted()
  }
}

extension FollowedServices {
  /// Takes what happened to a query; says whether it is one of these.
  mutating func handle(_ change: AnswerChange, of query: QueryID) -> Bool {
    guard let purpose = queries.purpose(of: query) else { return false }
    switch purpose {
    case .location(let service):
      services[service]?.locations.apply(change)
      targetsChanged(of: service)
      touched.insert(service)
    case .text(let service):
      services[service]?.texts.apply(change)
      touched.insert(service)
    case .address(let host, let family):
      hosts[host]?.addresses.apply(change, of: family)
      touchedHosts.insert(host)
    }
    return true
  }

  /// Takes note of a refusal; says whether the query is one of these.
  mutating func refused(_ command: EngineCommand, because error: CommandError) -> Bool {
    guard let purpose = queries.refused(command) else { return false }
    switch purpose {
    case .location(let service), .text(let service):
      services[service]?.refusal = error
      touched.insert(service)
    case .address(let host, let family):
      hosts[host]?.addresses.refused(family)
      touchedHosts.insert(host)
    }
    return true
  }

  /// Asks for what is missing.
  mutating func advance(naming identifiers: inout IdentifierSequence) {
    for purpose in wanted {
      guard let query = query(for: purpose) else { continue }
      queries.ask(query, for: purpose, naming: &identifiers)
    }
    wanted = []
  }

  mutating func end() {
    queries.cancelAll()
    wanted = []
  }

  mutating func nextCommand() -> EngineCommand? { queries.nextCommand() }

  private func query(for purpose: Purpose) -> Query? {
    switch purpose {
    case .location(let service):
      services[service].map { details in
        Query(
          name: details.name, type: .srv, links: links, urgency: urgency,
          livenessInterval: livenessInterval)
      }
    case .text(let service):
      services[service].map { details in
        Query(name: details.name, type: .txt, links: links, urgency: urgency)
      }
    case .address(let host, let family):
      hosts[host].map { host in
        Query(
          name: host.name, type: family.addressType, links: links, urgency: .prompt)
      }
    }
  }
}

extension FollowedServices {
  /// Follows the hosts that the SRV records of a service name now, and no others for it.
  private mutating func targetsChanged(of service: Int) {
    guard let details = services[service] else { return }
    let targets = details.locations.answers.compactMap(\.record.serviceData?.target)
    var wantedHosts: Set<Int> = []
    for target in targets where target.isLinkLocal {
      let host = hostNumbers[target] ?? newHost(target)
      hosts[host]?.services.insert(service)
      wantedHosts.insert(host)
    }
    services[service]?.hosts = wantedHosts
    for host in details.hosts.subtracting(wantedHosts).sorted() { release(host, by: service) }
  }

  private mutating func newHost(_ name: DNSName) -> Int {
    lastHost += 1
    hosts[lastHost] = Host(name: name)
    hostNumbers[name] = lastHost
    wanted += AddressFamily.allCases.map { .address(lastHost, $0) }
    return lastHost
  }

  private mutating func release(_ host: Int, by service: Int) {
    hosts[host]?.services.remove(service)
    guard let known = hosts[host], known.services.isEmpty else { return }
    for family in AddressFamily.allCases { queries.cancel(.address(host, family)) }
    hosts[host] = nil
    hostNumbers[known.name] = nil
  }
}
