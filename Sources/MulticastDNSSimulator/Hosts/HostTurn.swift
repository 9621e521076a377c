internal import MulticastDNS

/// What came out of one turn of a host, in its order.
struct Turn: Sendable {
  /// Something that a host gave or was given.
  enum Outcome: Sendable {
    case sent(OutgoingDatagram)
    case told(Event)
    case commanded(EngineCommand)
    case refused(EngineCommand, CommandError)
  }

  private(set) var outcomes: [Outcome] = []
  private(set) var findings: [Finding] = []

  mutating func append(_ outcome: Outcome) {
    outcomes.append(outcome)
  }

  mutating func append(_ finding: Finding) {
    findings.append(finding)
  }

  mutating func clear() {
    outcomes.removeAll(keepingCapacity: true)
    findings.removeAll()
  }
}

/// A turn, as the driver of a real host takes it: what is due, what came out, what the application
/// wants, until all is quiet.
extension VirtualHost {
  /// More rounds than any honest engine and application need at one moment.
  private static let roundsInTurn = 1_000

  /// Does what is due and takes what there is; returns when the host wants to be called next.
  mutating func settle(at now: Instant, into turn: inout Turn) -> Instant? {
    turns += 1
    for _ in 0..<Self.roundsInTurn {
      let deadline = engine.nextDeadline
      if let deadline, deadline.instant <= now {
        engine.advance(to: now)
      }
      drain(at: now, into: &turn)
      if runApplication(at: now, into: &turn) { continue }
      guard let deadline, deadline.instant <= now else {
        return Self.earlier(deadline?.instant, application?.nextDeadline)
      }
      if let next = engine.nextDeadline, next.instant <= now {
        turn.append(Finding(.deadlineInFuture, "the engine's \(next.reason) stays due"))
        return now + .milliseconds(1)
      }
    }
    turn.append(Finding(.deadlineInFuture, "engine and application do not come to rest"))
    return now + .milliseconds(1)
  }

  private mutating func drain(at now: Instant, into turn: inout Turn) {
    while let output = engine.nextOutput() {
      switch output {
      case .send(let datagram): turn.append(.sent(datagram))
      case .event(let event): take(event, at: now, into: &turn)
      }
    }
  }

  private mutating func take(_ event: Event, at now: Instant, into turn: inout Turn) {
    turn.append(.told(event))
    if !observations.note(event) {
      turn.append(Finding(.eventsInOrder, "out of order: \(event.transcriptText)"))
    }
    for finding in inspector.told(event, at: now) { turn.append(finding) }
    application?.handle(event, at: now)
  }

  /// Lets the application do what is due and carries out its commands; whether there was one.
  private mutating func runApplication(at now: Instant, into turn: inout Turn) -> Bool {
    guard application != nil else { return false }
    if let due = application?.nextDeadline, due <= now { application?.advance(to: now) }
    var hasCommands = false
    while let command = application?.nextCommand() {
      hasCommands = true
      do throws(CommandError) {
        try perform(command, at: now)
        turn.append(.commanded(command))
      } catch {
        turn.append(.refused(command, error))
        application?.refused(command, because: error, at: now)
      }
    }
    return hasCommands
  }

  /// Carries out a command and remembers it.
  mutating func perform(_ command: EngineCommand, at now: Instant) throws(CommandError) {
    try engine.perform(command, at: now)
    observations.note(command)
    inspector.note(command)
  }

  private static func earlier(_ left: Instant?, _ right: Instant?) -> Instant? {
    guard let left else { return right }
    return right.map { min(left, $0) } ?? left
  }
}
