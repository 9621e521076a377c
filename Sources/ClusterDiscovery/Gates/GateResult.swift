public import MulticastDNS

/// What a gate found out.
///
/// What could not be checked is never a success, and never an absence.
public enum GateResult<Evidence: Hashable & Sendable, Reason: Hashable & Sendable>:
  Hashable, Sendable
{
  /// It is as it should be, and this shows it.
  case ok(Evidence)
  /// It is not as it should be.
  case failed(Reason)
  /// It could not be checked.
  case unknown(GateDoubt)
}

/// Why something could not be checked.
public enum GateDoubt: Hashable, Sendable {
  /// Nothing was heard on these links, or on any where none is named, so silence says nothing.
  case noTraffic(linkIndexes: [Int])
  /// The time was over before enough was seen to say anything.
  case outOfTime
  /// The engine does not do what the check needs.
  case refused(CommandError)
  /// The kernel does not tell how its clock is.
  case clockUnreadable
}

/// The result of a gate, and what it took.
public struct GateReport<Evidence: Hashable & Sendable, Reason: Hashable & Sendable>:
  Hashable, Sendable
{
  /// What was found out.
  public let result: GateResult<Evidence, Reason>
  /// How often was looked, at least once.
  public let attempts: Int
  /// From the first look to the result.
  public let elapsed: Duration

  public init(result: GateResult<Evidence, Reason>, attempts: Int, elapsed: Duration) {
    self.result = result
    self.attempts = attempts
    self.elapsed = elapsed
  }
}

extension GateDoubt: CustomStringConvertible {
  /// What is in doubt and what may help, on one line.
  public var description: String {
    switch self {
    case .noTraffic(let links) where links.isEmpty:
      "nothing was heard by multicast, not even our own packets: check firewall and interfaces"
    case .noTraffic(let links):
      "nothing was heard by multicast on interface \(links.map(String.init).joined(separator: ", "))"
        + ", not even our own packets: check firewall and interfaces"
    case .outOfTime: "the time limit passed before enough was seen: allow more time"
    case .refused(let error): "the question was refused: \(error)"
    case .clockUnreadable: "the kernel does not tell whether its clock is synchronised"
    }
  }
}
