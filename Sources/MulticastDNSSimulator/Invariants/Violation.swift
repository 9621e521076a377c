/// What always holds, in whatever weather.
public enum Rule: String, Hashable, Sendable, CaseIterable {
  /// After a turn, everything that waits is due later.
  case deadlineInFuture = "a deadline is in the future"
  /// Calling the engine again at the same moment, or before its deadline, gives nothing.
  case idleCalls = "calls that are not due do nothing"
  /// Every datagram decodes, and means the same when it is encoded again.
  case soundMessages = "every datagram decodes and encodes again to the same message"
  /// The header is as RFC 6762 §18 wants it.
  case headers = "headers are those of Multicast DNS"
  /// A record is multicast once a second, four times a second to defend it (RFC 6762 §6).
  case multicastRate = "no record is multicast again within a second"
  /// The cache-flush bit is on unique records in responses alone (RFC 6762 §10.2).
  case cacheFlush = "cache-flush is set on unique records in responses and nowhere else"
  /// A name is used after three probes that nobody objected to (RFC 6762 §8.1).
  case probedFirst = "a unique name is used after three silent probes"
  /// Known answers are in the first half of their life (RFC 6762 §7.1).
  case knownAnswers = "known answers are heard, and have half of their life left"
  /// What has expired, or said goodbye a second ago, is removed (RFC 6762 §5.2, §10.1).
  case expiry = "nothing outlives its time to live or its goodbye"
  /// Datagrams fit the link, or carry a single record (RFC 6762 §17).
  case size = "datagrams fit the link unless they carry one record"
  /// Changes told to a client follow from those before them.
  case eventsInOrder = "events follow from each other"
  /// Hosts agree soon after faults stop.
  case agreement = "all hosts agree when faults stop"
  /// What an engine holds is bounded.
  case memory = "memory is bounded"
  /// Packets do not beget packets without end.
  case calm = "the network comes to rest"
}

/// A broken rule, before it is known when and where.
struct Finding: Sendable {
  let rule: Rule
  let detail: String

  init(_ rule: Rule, _ detail: String) {
    self.rule = rule
    self.detail = detail
  }
}

/// A broken rule: when, where, and what led to it.
public struct Violation: Hashable, Sendable {
  public let rule: Rule
  /// What was seen, on one line that is safe to print.
  public let detail: String
  /// The host that broke the rule; nil when it is nobody's alone.
  public let host: String?
  /// The seed that repeats the run.
  public let seed: UInt64
  /// Since the beginning of the simulation.
  public let time: Duration
  /// The last lines of the transcript before it.
  public let lastLines: [String]
}

extension Violation: CustomStringConvertible {
  /// One paragraph: the rule, what broke it, and the lines before.
  public var description: String {
    let place = host.map { "\($0): " } ?? ""
    let head = "seed \(seed), \(time.transcriptText): \(rule.rawValue)\n  \(place)\(detail)"
    return ([head] + lastLines.map { "    \($0)" }).joined(separator: "\n")
  }
}

/// How much is checked.
public enum Thoroughness: Hashable, Sendable {
  /// Each datagram once, and each turn.
  case datagrams
  /// Also what each host heard against what it says and tells, and copies of its engine; for worlds
  /// of some ten hosts.
  case everything
}
