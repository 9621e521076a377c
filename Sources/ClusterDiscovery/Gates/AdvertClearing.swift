public import DNSSDWire
public import MulticastDNS

/// Takes adverts back that a node said goodbye for never: it claims their names, says under each that the
/// node is leaving, and lets go of them with goodbyes, so that nobody keeps them for the hour of their TTL.
///
/// A name for which somebody answers is left to him. Nobody takes the node for a member meanwhile.
public struct AdvertClearing: EngineApplication {
  /// What came of it.
  public struct Report: Hashable, Sendable {
    /// The names that nobody has any more.
    public var cleared: [DNSName] = []
    /// The names that somebody answers for, and who.
    public var held: [Conflict] = []
    /// What could not be claimed, with the reason.
    public var refused: [String] = []
  }

  /// A name on its way.
  private struct Claim: Hashable, Sendable {
    let id: RegistrationID
    let name: DNSName
    /// When to let go: others have read by then what is said under the name.
    var end: Instant?
    var isOver = false
  }

  private var claims: [Claim] = []
  private var commands: [EngineCommand] = []
  private var found = Report()

  /// The adverts of these names, of a node of the scope. Those that are no names of `local.` are refused.
  public init(_ instances: [ServiceInstanceName], host: DNSName, scope: ClusterScope) {
    let leaving = ClusterAdvert(
      scope: scope, role: .agent, phase: .leaving, state: .pending, host: host)
    var identifiers = IdentifierSequence()
    for instance in instances.prefix(AbsenceTarget.mostInstances) {
      do throws(RegistrationError) {
        let service = try ServiceRegistration(
          instanceName: instance, host: .named(leaving.host), portNumber: leaving.portNumber,
          text: leaving.text.data)
        let claim = Claim(id: identifiers.nextRegistration(), name: instance.name)
        claims.append(claim)
        commands.append(
          .publish(Registration(.service(service), conflictPolicy: .giveUp), as: claim.id))
      } catch {
        found.refused.append("\(instance): \(error)")
      }
    }
  }

  /// What came of it; nil while a name is on its way.
  public var report: Report? { claims.allSatisfy(\.isOver) ? found : nil }

  public mutating func handle(_ event: Event, at now: Instant) {
    guard case .registration(let id, let change) = event,
      let place = claims.firstIndex(where: { $0.id == id }), !claims[place].isOver
    else { return }
    switch change {
    case .established: claims[place].end = now + ClusterTiming.leavingNotice
    case .withdrawn:
      found.cleared.append(claims[place].name)
      claims[place].isOver = true
    case .lost(let conflict):
      found.held.append(conflict)
      claims[place].isOver = true
    case .unsuccessful:
      found.refused.append("\(claims[place].name): no answer came to the probes for it")
      claims[place].isOver = true
    case .renamed, .challenged: break
    }
  }

  public mutating func advance(to now: Instant) {
    for place in claims.indices {
      guard let end = claims[place].end, end <= now else { continue }
      claims[place].end = nil
      commands.append(.withdraw(claims[place].id))
    }
  }

  public mutating func nextCommand() -> EngineCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    guard case .publish(_, let id) = command,
      let place = claims.firstIndex(where: { $0.id == id })
    else { return }
    found.refused.append("\(claims[place].name): \(error)")
    claims[place].isOver = true
  }

  public var nextDeadline: Instant? { claims.compactMap(\.end).min() }
}
