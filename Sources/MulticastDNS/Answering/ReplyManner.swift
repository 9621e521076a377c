internal import DNSSDWire

/// Which replies the way by which a query came in allows.
enum ReplyManner: Equatable {
  /// To the port of a conventional resolver, at once (RFC 6762 §6.7).
  case legacy
  /// By multicast, or by unicast as each question asks (RFC 6762 §5.4).
  case asAsked
  /// By multicast: the asker is not on the subnet (RFC 6762 §11).
  case multicast
  /// As if every question asked for unicast: the query came by unicast (RFC 6762 §5.5).
  case direct
  /// By unicast, and never more: the asker is not on the link.
  case unicast

  /// Nil when such a query is not answered.
  init?(_ arrival: Arrival, answersOffLink: Bool) {
    guard arrival.source.portNumber != 0 else { return nil }
    let isAnswerable = arrival.isOnLink || answersOffLink
    switch (arrival.isLegacy, arrival.isMulticast) {
    case (true, _) where isAnswerable: self = .legacy
    case (false, true): self = arrival.isOnLink ? .asAsked : .multicast
    case (false, false) where isAnswerable: self = arrival.isOnLink ? .direct : .unicast
    default: return nil
    }
  }

  /// Whether it matters for the answers how long ago they were multicast (RFC 6762 §5.4).
  func choosesByFreshness(_ question: Question) -> Bool {
    self == .direct || self == .asAsked && question.prefersUnicastResponse
  }

  /// How an answer goes out; `isFresh` says whether it was multicast within a quarter of its life, and
  /// is nil where that does not matter.
  func reply(isDefence: Bool, isFresh: Bool?) -> PlannedAnswer.Reply {
    guard let isFresh else { return self == .legacy || self == .unicast ? .unicast : .multicast }
    if isFresh { return .unicast }
    return isDefence ? .unicastAndMulticast : .multicast
  }
}
