internal import DNSSDWire
internal import MulticastDNS

/// What a node publishes about itself: its host name, and its advert under each type.
///
/// What it says may change; the names under which it says it stay, so that nobody sees a node go and
/// another come.
struct NodeAdvert: Sendable {
  private let profile: ClusterProfile
  private var hostID: RegistrationID?
  private var serviceIDs: [RegistrationID] = []
  /// The role that the instance names tell.
  private var namedRole: ClusterRole?
  private var established: [RegistrationID: DNSName] = [:]
  private var commands: [EngineCommand] = []
  /// What is said at present; nil while nothing is published.
  private(set) var advert: ClusterAdvert?
  /// Another host that has the name of this one.
  private(set) var hostConflict: Conflict?

  init(profile: ClusterProfile) {
    self.profile = profile
  }

  /// Whether everything is established under its name.
  var isEstablished: Bool {
    !serviceIDs.isEmpty && serviceIDs.allSatisfy { established[$0] != nil }
  }

  /// The names of the instances, as far as they are established.
  var instances: [DNSName] { serviceIDs.compactMap { established[$0] } }

  func owns(_ id: RegistrationID) -> Bool { hostID == id || serviceIDs.contains(id) }

  /// Claims the host's name; hosts are never renamed.
  mutating func publishHost(
    _ name: DNSName, naming identifiers: inout IdentifierSequence
  ) throws(RegistrationError) {
    let id = identifiers.nextRegistration()
    let host = try HostRegistration(name: name)
    hostID = id
    commands.append(.publish(Registration(.host(host), conflictPolicy: .giveUp), as: id))
  }

  /// Says something, or something else than before.
  mutating func say(
    _ advert: ClusterAdvert, naming identifiers: inout IdentifierSequence
  ) throws(ClusterProfileError) {
    guard advert != self.advert, let hostID else { return }
    let role = namedRole ?? advert.role
    let registrations = try profile.registrations(of: advert, namedAs: role, host: hostID)
    self.advert = advert
    namedRole = role
    if serviceIDs.isEmpty {
      for registration in registrations {
        let id = identifiers.nextRegistration()
        serviceIDs.append(id)
        commands.append(.publish(registration, as: id))
      }
    } else {
      commands += zip(serviceIDs, registrations).map { .update($0, to: $1) }
    }
  }

  mutating func handle(_ change: RegistrationChange, of id: RegistrationID) {
    switch change {
    case .established(let name): established[id] = name
    case .renamed(_, let name, _): if established[id] != nil { established[id] = name }
    case .lost(let conflict): if id == hostID { hostConflict = conflict }
    case .withdrawn: established[id] = nil
    case .challenged, .unsuccessful: break
    }
  }

  /// Withdraws the advert with goodbyes; the name of the host stays.
  mutating func fallSilent() {
    commands += serviceIDs.map { .withdraw($0) }
    (serviceIDs, namedRole, advert) = ([], nil, nil)
  }

  /// Withdraws everything.
  mutating func withdraw() {
    fallSilent()
    if let hostID { commands.append(.withdraw(hostID)) }
    hostID = nil
  }

  mutating func nextCommand() -> EngineCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }
}
