internal import DNSSDWire

/// All registrations, in the order in which they came, and by the names of their records.
struct Publications: Equatable {
  private var all: [RegistrationID: Publication] = [:]
  private(set) var order: [RegistrationID] = []
  /// Who has records of their own at a name.
  private var owners: [DNSName: [RegistrationID]] = [:]
  /// Who has shared records at a name.
  private var sharers: [DNSName: [RegistrationID]] = [:]

  var count: Int { all.count }

  subscript(id: RegistrationID) -> Publication? { all[id] }

  /// Adds a registration, or puts one in the place of what it was.
  mutating func put(_ publication: Publication) {
    if let old = all[publication.id] {
      unlist(old)
    } else {
      order.append(publication.id)
    }
    all[publication.id] = publication
    list(publication)
  }

  mutating func remove(_ id: RegistrationID) -> Publication? {
    guard let publication = all.removeValue(forKey: id) else { return nil }
    order.removeAll { $0 == id }
    unlist(publication)
    return publication
  }

  /// Changes what leaves the names and the content alone.
  mutating func modify(_ id: RegistrationID, _ change: (inout Publication) -> Void) {
    all[id]?.change(change)
  }

  /// The registrations that claim a name on a link.
  func claimants(of key: ClaimKey) -> [Publication] {
    owners[key.name, default: []].compactMap { all[$0] }.filter {
      $0.concerns(key.linkIndex) && $0.claimedNames.contains(key.name)
    }
  }

  func owners(of name: DNSName) -> [Publication] {
    owners[name, default: []].compactMap { all[$0] }
  }

  func sharers(of name: DNSName) -> [Publication] {
    sharers[name, default: []].compactMap { all[$0] }
  }

  /// The services that follow a host.
  func services(at host: RegistrationID) -> [RegistrationID] {
    order.filter { all[$0]?.hostID == host }
  }

  private mutating func list(_ publication: Publication) {
    guard !publication.isLost else { return }
    for name in publication.indexedNames(.own) { owners[name, default: []].append(publication.id) }
    for name in publication.indexedNames(.shared) {
      sharers[name, default: []].append(publication.id)
    }
  }

  private mutating func unlist(_ publication: Publication) {
    for name in publication.indexedNames(.own) {
      owners[name]?.removeAll { $0 == publication.id }
      if owners[name]?.isEmpty ?? false { owners[name] = nil }
    }
    for name in publication.indexedNames(.shared) {
      sharers[name]?.removeAll { $0 == publication.id }
      if sharers[name]?.isEmpty ?? false { sharers[name] = nil }
    }
  }
}

/// Registrations with something to do, each once, in the order in which they came.
struct RegistrationQueue: Equatable {
  private(set) var ids: [RegistrationID] = []
  private var members: Set<RegistrationID> = []

  var isEmpty: Bool { ids.isEmpty }

  mutating func insert(_ id: RegistrationID) {
    if members.insert(id).inserted { ids.append(id) }
  }

  mutating func takeAll() -> [RegistrationID] {
    defer { self = RegistrationQueue() }
    return ids
  }
}
