public import DNSSDWire
public import MulticastDNS

/// The right to join a cluster, which one node has at a time: one lock for each cluster and environment.
///
/// The lock is a service whose name is claimed by probing, so that of two nodes that want it at one
/// moment one gets it (RFC 6762 §8.1, §8.2), and nobody takes another name. It is given back by a
/// goodbye. Its records live for a short time only: whoever waits asks for them again and again, and
/// claims the lock when its holder does not answer any more. Nothing has to be renewed; the engine
/// answers for the holder as long as that lives.
///
///     idle ─acquire─▶ claiming ─▶ held ─release─▶ releasing ─▶ idle
///                      │    ▲      │ ▲
///                      ▼    │      ▼ │
///                     waiting    contested ─▶ failed
///
/// It is part of an application: call ``handle(_:at:)`` with each event, ``advance(to:naming:)`` when
/// ``nextDeadline`` comes, and take commands. The engine must tell of traffic.
public struct JoinLock: Equatable, Sendable {
  /// The type of all such locks.
  public static let typeName = "_k3s-join-lock._tcp"

  /// What is locked.
  public let scope: ClusterScope
  /// Who wants it.
  public let owner: JoinLockOwner
  /// How it waits.
  public let pace: JoinLockPace
  /// The name of the lock.
  public let name: ServiceInstanceName
  /// How often it was claimed since it was asked for.
  public internal(set) var attempts = 0

  enum Phase: Hashable {
    case idle
    /// A claim is to be begun.
    case wanting
    case claiming(RegistrationID, Claim)
    case waiting(Wait)
    case held(RegistrationID)
    case contested(RegistrationID)
    case releasing(RegistrationID)
    case failed(JoinLockFailure)
  }

  struct Claim: Hashable {
    let start: Instant
    /// When it was through, while it waits for proof that somebody could have contradicted.
    var end: Instant?
  }

  struct Wait: Hashable {
    /// The host that contradicted our claim, and what is known of it by that.
    let holder: JoinLockHolder
    /// When to look again at the latest.
    var nextLook: Instant
    /// Whether the lock of the other was seen, so that its going says something.
    var hasSeen = false
  }

  var phase = Phase.idle
  let text: TextData
  let browsingName: BrowsingName
  var random: RandomSource
  var backoff: Backoff
  var traffic = TrafficProof()
  /// All locks that there are.
  var locks = Lookups()
  /// The records of the lock that another node has.
  var records = Lookups()
  var commands: [EngineCommand] = []
  var start: Instant?
  var news: Instant?

  /// More locks of others than anybody reads.
  private static let mostOthers = 64

  /// A lock that nobody asked for yet; `random` draws waits and a port.
  ///
  /// Throws what is wrong with the names.
  public init(
    _ scope: ClusterScope, for owner: JoinLockOwner, pace: JoinLockPace = JoinLockPace(),
    random: RandomSource
  ) throws(JoinLockError) {
    self.scope = scope
    self.owner = owner
    self.pace = pace
    self.random = random
    backoff = pace.backoff
    do throws(ServiceNameError) {
      let type = try Self.lockType()
      name = try ServiceInstanceName(
        instance: "k3s join lock \(scope.cluster)/\(scope.environment)", type: type)
      browsingName = try BrowsingName(type: type)
    } catch {
      throw .name(error)
    }
    do throws(TextAttributeError) {
      text = try TextAttributes([
        "host": owner.host.firstLabel?.text ?? "", "owner": owner.nodeID,
      ]).data
    } catch {
      throw .text(error)
    }
  }

  private static func lockType() throws(ServiceNameError) -> ServiceType {
    do throws(ServiceTypeError) {
      return try ServiceType(typeName)
    } catch {
      throw .notAServiceType(error)
    }
  }
}

extension JoinLock {
  /// How far it is.
  public var state: JoinLockState {
    switch phase {
    case .idle: .idle
    case .wanting, .claiming: .claiming
    case .waiting(let wait): .waiting(holder(wait.holder))
    case .held: .held
    case .contested: .contested
    case .releasing: .releasing
    case .failed(let failure): .failed(failure)
    }
  }

  /// The locks of other clusters and environments, which do not concern us, by name.
  public var otherLocks: [DNSName] {
    let names = locks.answers(browsingName.name, .ptr).compactMap { answer in
      if case .ptr(let target) = answer.record.data, target != name.name { target } else { nil }
    }
    let sorted = Set<DNSName>(names).sorted { $0.description < $1.description }
    return Array(sorted.prefix(Self.mostOthers))
  }

  /// Begins to claim the lock; nothing happens where it is claimed already.
  public mutating func acquire(at now: Instant) {
    switch phase {
    case .idle, .failed: break
    default: return
    }
    phase = .wanting
    attempts = 0
    backoff.reset()
    start = now
    news = now
  }

  /// Gives the lock back, or ends to wait for it.
  public mutating func release(at now: Instant) {
    switch phase {
    case .claiming(let id, _), .held(let id), .contested(let id):
      commands.append(.withdraw(id))
      phase = .releasing(id)
    case .wanting, .waiting, .failed: phase = .idle
    case .idle, .releasing: break
    }
    endLookups()
  }

  /// Takes the oldest command for the engine; nil when there is none.
  public mutating func nextCommand() -> EngineCommand? {
    if !commands.isEmpty { return commands.removeFirst() }
    return locks.nextCommand() ?? records.nextCommand()
  }

  /// When ``advance(to:naming:)`` must be called next; nil when nothing is waiting.
  public var nextDeadline: Instant? {
    let end = start.map { $0 + pace.longestWait }
    let due: [Instant?] =
      switch phase {
      case .claiming(_, let claim): [claim.end.map { $0 + JoinLockPace.proofTime }, end]
      case .waiting(let wait): [wait.nextLook, end]
      default: []
      }
    return (due + [news]).compactMap(\.self).min()
  }

  mutating func endLookups() {
    locks.end()
    records.end()
  }

  /// What is known of the node that has the lock.
  func holder(_ known: JoinLockHolder) -> JoinLockHolder {
    for answer in records.answers(name.name, .txt) where answer.source != nil {
      guard case .txt(let data) = answer.record.data else { continue }
      return JoinLockHolder(source: answer.source, text: TextAttributes(data))
    }
    return known
  }
}
