internal import DNSSDWire

/// A registration at work: the names it has, and what is published of it on each link.
struct Publication: Equatable {
  let id: RegistrationID
  private(set) var registration: Registration
  /// The name of a host or service; the names of plain records, in their order.
  private(set) var names: [ChosenName]
  /// The host that a service is at.
  var target: DNSName
  /// By link index.
  var presences: [Presence] = []
  /// Whether it was told that the claims are through.
  var isReported = false
  /// Whether another host has the name, and we gave up.
  var isLost = false
  /// The addresses of this host that are not published, by link index.
  var heldBack: [Int: Set<IPAddress>] = [:]

  init(_ registration: Registration, as id: RegistrationID, target: DNSName) {
    self.id = id
    self.registration = registration
    self.target = target
    names = registration.wantedNames.map { ChosenName(wanted: $0, current: $0) }
  }

  /// The first name that it has now.
  var name: DNSName { names.first?.current ?? .root }

  /// Takes up new content; names that are still wanted, or that were won before, stay.
  mutating func update(to new: Registration, target: DNSName) {
    let old = names
    registration = new
    self.target = target
    isLost = false
    names = new.wantedNames.map { wanted in
      let kept = old.first { $0.wanted == wanted } ?? old.first { $0.current == wanted }
      return ChosenName(wanted: wanted, current: kept?.current ?? wanted)
    }
  }

  mutating func rename(_ old: DNSName, to new: DNSName) {
    for place in names.indices where names[place].current == old { names[place].current = new }
  }

  mutating func change(_ change: (inout Publication) -> Void) {
    change(&self)
  }

  /// Whether it is to be seen on a link.
  func concerns(_ linkIndex: Int) -> Bool {
    !isLost && registration.links.includes(linkIndex)
  }

  mutating func noteAnnouncement(on linkIndex: Int, at now: Instant) {
    guard let place = presences.firstIndex(where: { $0.linkIndex == linkIndex }) else { return }
    presences[place].noteAnnouncement(at: now)
  }

  func presence(on linkIndex: Int) -> Presence {
    presences.first { $0.linkIndex == linkIndex } ?? Presence(linkIndex: linkIndex)
  }

  mutating func put(_ presence: Presence) {
    if let place = presences.firstIndex(where: { $0.linkIndex == presence.linkIndex }) {
      presences[place] = presence
    } else {
      presences.append(presence)
    }
  }
}

/// A name that was wanted, and the one that it became.
struct ChosenName: Equatable {
  let wanted: DNSName
  var current: DNSName
}

extension Registration {
  /// The names at which it has records that are chosen by the user.
  fileprivate var wantedNames: [DNSName] {
    switch content {
    case .host(let host): [host.name]
    case .service(let service): [service.instanceName.name]
    case .records(let plain):
      plain.records.reduce(into: []) { names, record in
        if !names.contains(record.name) { names.append(record.name) }
      }
    }
  }
}
