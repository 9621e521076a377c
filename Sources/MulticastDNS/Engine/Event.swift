/// What the engine tells its user.
public enum Event: Hashable, Sendable {
  /// Something happened to the answers of a query.
  case answer(QueryID, AnswerChange)
  /// Something happened to a registration.
  case registration(RegistrationID, RegistrationChange)
  /// A datagram was heard; told only where ``EngineConfiguration/tellsOfTraffic`` asks for it.
  case heard(Hearing, linkIndex: Int)
  /// A datagram was not used.
  case discarded(DiscardReason, source: TransportAddress, linkIndex: Int)
}

/// What the engine gives its user.
public enum Output: Hashable, Sendable {
  case send(OutgoingDatagram)
  case event(Event)
}

/// When the engine wants to be called, and why.
public struct Deadline: Hashable, Sendable {
  /// What is due.
  public enum Reason: Hashable, Sendable, CaseIterable {
    case firstQuery, nextQuery, refresh, oneShotTimeout, liveness, reconfirm, expiry
    case probe, probingEnd, announcement, goodbye, update, doubt
    case answer, knownAnswers
  }

  /// The moment, and what is due then.
  public let instant: Instant
  public let reason: Reason

  public init(instant: Instant, reason: Reason) {
    self.instant = instant
    self.reason = reason
  }
}

extension Deadline {
  /// The earlier of two that may be missing; the first of two at the same moment.
  static func earlier(_ left: Deadline?, _ right: Deadline?) -> Deadline? {
    guard let left else { return right }
    guard let right else { return left }
    return right.instant < left.instant ? right : left
  }
}
