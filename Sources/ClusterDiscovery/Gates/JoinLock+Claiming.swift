internal import DNSSDWire
public import MulticastDNS

extension JoinLock {
  /// Takes an event of the engine; those that concern others are ignored.
  public mutating func handle(_ event: Event, at now: Instant) {
    hear(event, at: now)
  }

  /// Takes note that the engine refused a command; those of others are ignored.
  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    if case .publish(_, let id) = command, case .claiming(id, _) = phase {
      phase = .failed(.refused(error))
      endLookups()
    }
    locks.refused(command, because: error, at: now)
    records.refused(command, because: error, at: now)
  }

  /// Does all that is due.
  public mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {
    news = nil
    switch phase {
    case .wanting: claim(at: now, naming: &identifiers)
    case .claiming(let id, let claim): finish(claim, of: id, at: now)
    case .waiting(let wait): look(wait, at: now, naming: &identifiers)
    default: break
    }
    if let start, start + pace.longestWait <= now { giveUp() }
    locks.advance(to: now, naming: &identifiers)
    records.advance(to: now, naming: &identifiers)
  }
}

/// Claims and waits.
extension JoinLock {
  private mutating func claim(at now: Instant, naming identifiers: inout IdentifierSequence) {
    records.end()
    locks.ask(browsingName.name, .ptr)
    // The port means nothing, and is not 0 so that older nodes see the lock when they browse.
    let service = try? ServiceRegistration(
      instanceName: name, host: .named(owner.host),
      portNumber: random.dynamicPort(), text: text,
      locationTimeToLive: pace.timeToLive, timeToLive: pace.timeToLive)
    // The name is within `local.`, and one attribute is never too long for a packet.
    guard let service else {
      phase = .failed(.refused(.notMulticast))
      return
    }
    let id = identifiers.nextRegistration()
    commands.append(.publish(Registration(.service(service), conflictPolicy: .giveUp), as: id))
    attempts += 1
    phase = .claiming(id, Claim(start: now))
  }

  /// Takes a claim that nobody contradicted for won as soon as it is proven that packets flow.
  private mutating func finish(_ claim: Claim, of id: RegistrationID, at now: Instant) {
    guard let end = claim.end else { return }
    if traffic.doubt(about: [], since: claim.start - JoinLockPace.trafficGap) == nil {
      phase = .held(id)
    } else if end + JoinLockPace.proofTime <= now {
      fail(.noTraffic, withdrawing: id)
    }
  }

  /// Claims when the lock of the other is gone; doubts it from time to time, so that one whose holder
  /// died goes (RFC 6762 §10.4).
  private mutating func look(
    _ wait: Wait, at now: Instant, naming identifiers: inout IdentifierSequence
  ) {
    var wait = wait
    records.ask(name.name, .srv)
    records.ask(name.name, .txt)
    let seen = records.answers(name.name, .srv).filter { $0.source != nil }
    let isDue = wait.nextLook <= now
    // A goodbye is enough to try: whoever still holds the lock defends it.
    if records.areLeaving(name.name, .srv) { return claim(at: now, naming: &identifiers) }
    if seen.isEmpty, wait.hasSeen || isDue {
      return claim(at: now, naming: &identifiers)
    }
    if isDue {
      commands += seen.map { .reconfirm($0) }
      wait.nextLook = now + backoff.next(&random)
    }
    wait.hasSeen = wait.hasSeen || !seen.isEmpty
    phase = .waiting(wait)
  }

  private mutating func giveUp() {
    switch phase {
    case .waiting(let wait):
      phase = .failed(.waitedTooLong(holder(wait.holder)))
      endLookups()
    case .claiming(let id, _): fail(.claimTookTooLong, withdrawing: id)
    default: break
    }
  }

  private mutating func fail(_ failure: JoinLockFailure, withdrawing id: RegistrationID) {
    commands.append(.withdraw(id))
    phase = .failed(failure)
    endLookups()
  }

  /// Leaves the lock to another node.
  private mutating func wait(
    for holder: JoinLockHolder, withdrawing id: RegistrationID, at now: Instant
  ) {
    commands.append(.withdraw(id))
    phase = .waiting(Wait(holder: holder, nextLook: now + backoff.next(&random)))
  }
}

extension JoinLock: EventListener {
  mutating func note(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    if records.handle(change, of: query, at: now) { news = now }
    _ = locks.handle(change, of: query, at: now)
  }

  mutating func noteTraffic(on linkIndex: Int, at now: Instant) {
    traffic.note(on: linkIndex, at: now)
    if case .claiming(_, let claim) = phase, claim.end != nil { news = now }
  }

  mutating func note(_ change: RegistrationChange, of id: RegistrationID, at now: Instant) {
    news = now
    switch (phase, change) {
    case (.claiming(id, var claim), .established):
      claim.end = now
      phase = .claiming(id, claim)
    case (.claiming(id, var claim), .challenged):
      claim.end = nil
      phase = .claiming(id, claim)
    case (.claiming(id, _), .lost(let conflict)):
      wait(for: JoinLockHolder(conflict), withdrawing: id, at: now)
    case (.claiming(id, _), .unsuccessful):
      wait(for: .unknown, withdrawing: id, at: now)
    case (.held(id), .challenged): phase = .contested(id)
    case (.contested(id), .established): phase = .held(id)
    case (.held(id), .lost(let conflict)), (.contested(id), .lost(let conflict)):
      fail(.lost(JoinLockHolder(conflict)), withdrawing: id)
    case (.releasing(id), .withdrawn): phase = .idle
    default: break
    }
  }
}

extension JoinLockHolder {
  fileprivate static let unknown = JoinLockHolder(source: nil, text: .empty)

  /// What the record of another host tells about it.
  fileprivate init(_ conflict: Conflict) {
    if case .txt(let data) = conflict.record.data {
      self.init(source: conflict.source, text: TextAttributes(data))
    } else {
      self.init(source: conflict.source, text: .empty)
    }
  }
}
