public import DNSSDWire
public import MulticastDNS

/// Who wants to have a join lock.
public struct JoinLockOwner: Hashable, Sendable {
  /// The host, which the SRV record of the lock names.
  public let host: DNSName
  /// What tells this node from all others.
  public let nodeID: String

  public init(host: DNSName, nodeID: String) {
    self.host = host
    self.nodeID = nodeID
  }
}

/// Who has a join lock, as it was heard.
public struct JoinLockHolder: Hashable, Sendable, CustomStringConvertible {
  /// Where the lock was heard from; nil while nothing but its text is known.
  public let source: IPAddress?
  /// What it says about itself: `host` and `owner`.
  public let text: TextAttributes

  public init(source: IPAddress?, text: TextAttributes) {
    self.source = source
    self.text = text
  }

  /// The host that it names; from the network, so not for a terminal.
  public var host: String? { text["host"]?.text }

  /// The node that it names; from the network, so not for a terminal.
  public var nodeID: String? { text["owner"]?.text }

  /// Such as `host=pi-1 owner=ab12 at 192.0.2.1`, safe to print.
  public var description: String {
    let known = ["host", "owner"].compactMap { text[$0]?.description }
    let place = source.map { ["at \($0)"] } ?? []
    return known.isEmpty && place.isEmpty ? "unknown" : (known + place).joined(separator: " ")
  }
}

/// How a join lock waits.
public struct JoinLockPace: Hashable, Sendable {
  /// The waits between looks at a lock that another node has.
  public var backoff = Backoff(
    start: .seconds(1), limit: .seconds(10), jitter: .around(percent: 25))
  /// How long it waits for the lock altogether. An installation takes a few minutes, and some nodes may
  /// be in front of us.
  public var longestWait: Duration = .seconds(600)
  /// How long a lock outlives a holder that vanished at most. A shorter life costs more packets, since
  /// who waits asks again at four fifths of it (RFC 6762 §5.2).
  public var timeToLive = TimeToLive(seconds: 20)

  /// Ten minutes at most, with a life of twenty seconds.
  public init() {}

  /// How long to wait for proof that packets flow after a claim that nobody contradicted: the echoes of
  /// its announcements, of which two follow within a second (RFC 6762 §8.3).
  static let proofTime: Duration = .seconds(2)
  /// Traffic is told of once a second at most, so what was heard shortly before a claim counts for it.
  static let trafficGap: Duration = .seconds(1)
}

/// What a join lock is doing.
public enum JoinLockState: Hashable, Sendable {
  /// Nothing: it was not asked for, or is released.
  case idle
  /// It is being claimed.
  case claiming
  /// Another node has it.
  case waiting(JoinLockHolder)
  /// It is ours.
  case held
  /// It was ours, and another host says that it is its own: begin nothing until this is settled.
  case contested
  /// It is being given back.
  case releasing
  /// It cannot be had.
  case failed(JoinLockFailure)
}

/// Why there can be no join lock of the names.
public enum JoinLockError: Error, Hashable, Sendable {
  /// Cluster and environment have no room in the name of the lock: 48 octets together.
  case name(ServiceNameError)
  /// The host or the node does not fit an attribute.
  case text(TextAttributeError)
}

/// Why a join lock cannot be had.
public enum JoinLockFailure: Hashable, Sendable {
  /// Another node had it all the time.
  case waitedTooLong(JoinLockHolder)
  /// There was no time to claim it.
  case claimTookTooLong
  /// It was ours, and another node took it: two parts of the network came together.
  case lost(JoinLockHolder)
  /// Nobody contradicted, and nothing at all was heard, so that another node may have it as well.
  case noTraffic
  /// The engine refuses to publish it.
  case refused(CommandError)
}

extension JoinLockError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .name(let error): "no join lock for this cluster and environment: \(error)"
    case .text(let error): "no join lock for this host and node: \(error)"
    }
  }
}

extension JoinLockFailure: CustomStringConvertible {
  /// What is wrong and what may help, on one line that is safe to print.
  public var description: String {
    switch self {
    case .waitedTooLong(let holder):
      "another node joined all the time: \(holder); end it there, or wait longer"
    case .claimTookTooLong: "the lock was not claimed in time: no link was up, or too many want it"
    case .lost(let holder): "another node took the lock: \(holder)"
    case .noTraffic:
      "no multicast packet comes back, so another node may have the lock: check firewall and interfaces"
    case .refused(let error): "the lock was refused: \(error)"
    }
  }
}
