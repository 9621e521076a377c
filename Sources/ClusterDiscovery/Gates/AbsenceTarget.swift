public import DNSSDWire

/// What must not be on the network any more.
public struct AbsenceTarget: Hashable, Sendable {
  /// The names that the node may have had, at most ``mostInstances`` of them.
  public let instances: [ServiceInstanceName]
  /// The links on which silence must be proven; empty for all that the engine has.
  public let linkIndexes: [Int]

  /// A node has had a few names of a few types; more are not looked at.
  public static let mostInstances = 16

  public init(instances: [ServiceInstanceName], linkIndexes: [Int] = []) {
    self.instances = Array(instances.prefix(Self.mostInstances))
    self.linkIndexes = linkIndexes
  }

  /// Whether a name is one of them.
  func has(_ name: DNSName) -> Bool { instances.contains { $0.name == name } }

  /// Where the types of the instances are browsed for, each once.
  var browsingNames: [DNSName] {
    instances.reduce(into: []) { names, instance in
      guard let name = try? instance.type.name(in: instance.domain) else { return }
      if !names.contains(name) { names.append(name) }
    }
  }
}

/// How often and how long an absence gate looks.
public struct AbsencePace: Hashable, Sendable {
  /// The waits after a window in which somebody answered.
  public var backoff = Backoff(
    start: .milliseconds(500), limit: .seconds(4), jitter: .around(percent: 25))
  /// When it ends, whatever is left.
  public var timeLimit: Duration = .seconds(15)

  /// Within fifteen seconds.
  public init() {}

  /// How many silent windows in a row are an absence.
  static let windows = 2
  /// In each window is asked twice, so that one lost packet does not make a silence. Traffic is told of
  /// once a second at most, so the echo of one of the two is always told of within the window.
  static let secondAsk: Duration = .milliseconds(1_100)
  /// How long an answer may take: responders wait 120 ms at most, for known answers 500 ms (RFC 6762
  /// §6, §7.2); the rest is for slow hosts.
  static let answerTime: Duration = .milliseconds(900)
  /// How long a window is open.
  static let window = secondAsk + answerTime
}

/// Somebody who answered for what should be gone.
public struct AbsenceWitness: Hashable, Sendable, CustomStringConvertible {
  /// The name that it answered for, and with which type of record.
  public let instance: DNSName
  public let type: RecordType
  /// Who; nil for this process, and for one who only said that it lacks the record.
  public let source: IPAddress?
  public let linkIndex: Int

  public init(instance: DNSName, type: RecordType, source: IPAddress?, linkIndex: Int) {
    self.instance = instance
    self.type = type
    self.source = source
    self.linkIndex = linkIndex
  }

  /// Who answered for what, where, safe to print.
  public var description: String {
    "\(source.map { "\($0)" } ?? "somebody") on interface \(linkIndex) answers for \(instance)"
  }
}

/// What an absence gate saw where all is gone.
public struct AbsenceEvidence: Hashable, Sendable {
  /// How many windows in a row were silent.
  public let silentWindows: Int
  /// The names that were heard to leave, sorted.
  public let goodbyes: [DNSName]
  /// Other instances of the same types, which are still there, sorted.
  public let others: [DNSName]

  public init(silentWindows: Int, goodbyes: [DNSName], others: [DNSName]) {
    self.silentWindows = silentWindows
    self.goodbyes = goodbyes
    self.others = others
  }
}

/// Why something is not absent.
public enum AbsenceFailure: Hashable, Sendable, CustomStringConvertible {
  /// These still answered when they were asked last.
  case stillAnswered([AbsenceWitness])

  /// Who answers for what.
  public var description: String {
    switch self {
    case .stillAnswered(let witnesses):
      witnesses.map(\.description).joined(separator: "; ")
    }
  }
}
