internal import MulticastDNS

/// What the gates take of what an engine tells.
protocol EventListener {
  /// Takes what happened to the answers of a query.
  mutating func note(_ change: AnswerChange, of query: QueryID, at now: Instant)
  /// Takes what happened to a registration.
  mutating func note(_ change: RegistrationChange, of id: RegistrationID, at now: Instant)
  /// Takes note that packets come in on a link: our own, or anybody's.
  mutating func noteTraffic(on linkIndex: Int, at now: Instant)
}

extension EventListener {
  /// Takes an event apart.
  mutating func hear(_ event: Event, at now: Instant) {
    switch event {
    case .answer(let query, let change): note(change, of: query, at: now)
    case .registration(let id, let change): note(change, of: id, at: now)
    case .heard(_, let linkIndex), .discarded(_, _, let linkIndex):
      noteTraffic(on: linkIndex, at: now)
    }
  }

  mutating func note(_ change: RegistrationChange, of id: RegistrationID, at now: Instant) {}
}
