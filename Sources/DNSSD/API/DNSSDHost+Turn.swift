internal import DNSSDWire
internal import MulticastDNS

/// How a host takes in what happens: one turn for each input.
extension DNSSDHost {
  func take(_ input: HostInput) {
    switch input {
    case .report(let report): take(report)
    case .ended(let id): end(id)
    case .stoppedWaiting(let id): publications[id]?.resume(with: .failure(.cancelled))
    }
  }

  private func take(_ report: DriverReport) {
    var touched: Set<SessionID> = []
    for event in report.events { take(event, at: report.now, touching: &touched) }
    for refusal in report.refusals {
      take(refusal, at: report.now, touching: &touched)
    }
    for failure in report.failures { spread(.trouble(.refused(failure))) }
    if let links = report.links {
      self.links = links
      spread(.links(links))
    }
    if report.isWakeUp {
      wakeUp = nil
      let due = sessions.filter { $0.value.nextDeadline.map { $0 <= report.now } ?? false }
      touched.formUnion(due.keys)
    }
    turn(touched, at: report.now)
    if report.isStopped { closeAll() }
  }

  private func take(_ event: Event, at now: Instant, touching touched: inout Set<SessionID>) {
    switch event {
    case .answer(let query, let change):
      guard let id = owners[query] else { return }
      sessions[id]?.handle(change, of: query, at: now)
      touched.insert(id)
    case .registration(let id, let change):
      take(change, of: id)
      spread(id == ownHost.registration ? .ownHost(change) : .registration(id, change))
    case .heard: break
    case .discarded(let reason, let source, let linkIndex):
      spread(.trouble(.discarded(reason, source: source, linkIndex: linkIndex)))
    }
  }

  private func take(
    _ refusal: Refusal, at now: Instant, touching touched: inout Set<SessionID>
  ) {
    switch refusal.command {
    case .ask(_, let query):
      guard let id = owners.removeValue(forKey: query) else { return }
      sessions[id]?.refused(refusal.command, because: refusal.error, at: now)
      touched.insert(id)
    case .publish(_, let id):
      refused(id, because: refusal.error)
    case .cancel, .reconfirm, .update, .withdraw:
      spread(.trouble(.command(refusal.command, refusal.error)))
    }
  }

  /// Tells news to everybody who listens.
  private func spread(_ news: HostNews) {
    for id in sessions.keys.sorted() {
      sessions[id]?.note(news)
      if sessions[id]?.deliver() ?? false { forget(id) }
    }
  }
}

/// The sessions of live sequences.
extension DNSSDHost {
  /// Begins to ask for an iterator; without a feed its sequence is over.
  func open<Element: Sendable>(
    _ makeFeed: @Sendable (isolated DNSSDHost) -> (any Feed<Element>)?, until end: SequenceEnd
  ) -> Lease {
    lastSession += 1
    let id = SessionID(rawValue: lastSession)
    guard let feed = makeFeed(self) else { return Lease(id, inbox: inbox) }
    let now = port.now
    let session = Session(feed, until: end, at: now)
    sessions[id] = session
    if isOver { session.fail(.shutDown) } else { turn([id], at: now) }
    return Lease(id, inbox: inbox)
  }

  /// The next element for an iterator.
  func next<Element: Sendable>(of id: SessionID) async -> Delivery<Element> {
    guard let session = sessions[id] as? Session<Element> else { return .finished }
    return await withCheckedContinuation { consumer in
      session.next(consumer)
      if session.deliver() { forget(id) }
    }
  }

  /// Lets sessions do what is due, and sends on what they want.
  func turn(_ touched: Set<SessionID>, at now: Instant) {
    var commands: [EngineCommand] = []
    for id in touched.sorted() {
      guard let session = sessions[id] else { continue }
      session.advance(to: now, naming: &identifiers)
      commands += takeCommands(of: session, id)
      if session.deliver() { sessions[id] = nil }
    }
    port.submit(commands)
    scheduleWakeUp()
  }

  private func end(_ id: SessionID) {
    guard let session = sessions[id] else { return }
    session.abandon()
    port.submit(takeCommands(of: session, id))
    forget(id)
  }

  private func forget(_ id: SessionID) {
    sessions[id] = nil
    scheduleWakeUp()
  }

  private func takeCommands(of session: any HostSession, _ id: SessionID) -> [EngineCommand] {
    var commands: [EngineCommand] = []
    while let command = session.nextCommand() {
      switch command {
      case .ask(_, let query): owners[query] = id
      case .cancel(let query): owners[query] = nil
      default: break
      }
      commands.append(command)
    }
    return commands
  }

  private func scheduleWakeUp() {
    let next = sessions.values.compactMap(\.nextDeadline).min()
    guard next != wakeUp else { return }
    wakeUp = next
    port.wake(at: next)
  }

  /// Ends all that waits: the sockets are closed.
  func closeAll() {
    guard !isOver else { return }
    isOver = true
    for id in sessions.keys.sorted() {
      guard let session = sessions[id] else { continue }
      session.fail(.shutDown)
      _ = takeCommands(of: session, id)
      if session.deliver() { sessions[id] = nil }
    }
    for id in publications.keys { publications[id]?.close(.host(.shutDown)) }
    publications = [:]
  }
}

extension DNSSDHost {
  /// A source of random choices for somebody else.
  func split() -> RandomSource {
    RandomSource(seed: random.next())
  }
}
