internal import MulticastDNS

/// How a driver ends: everything is withdrawn, and then nothing is waited for but the goodbyes.
struct Ending {
  /// What is published.
  private var registrations: Set<RegistrationID> = []
  private var phase = Phase.running
  /// When the driver ends at the latest; nil while it runs.
  private(set) var deadline: Instant?

  /// What goodbyes may take: they go out at once, or up to a second after the same record was sent.
  static let limit: Duration = .milliseconds(1_500)

  private enum Phase {
    case running, ending, over
  }

  mutating func note(_ command: EngineCommand) {
    if case .publish(_, let id) = command { registrations.insert(id) }
  }

  mutating func note(_ event: Event) {
    if case .registration(let id, .withdrawn) = event { registrations.remove(id) }
  }

  /// Begins to end; the commands that this takes, in the order of their numbers.
  mutating func goodbyes(at now: Instant) -> [EngineCommand] {
    guard phase == .running else { return [] }
    phase = .ending
    deadline = now + Self.limit
    return registrations.sorted { $0.rawValue < $1.rawValue }.map { .withdraw($0) }
  }

  mutating func endAtOnce() {
    phase = .over
  }

  /// Takes note of what the engine waits for after a turn: without anything there is no goodbye.
  mutating func noteDeadline(_ deadline: Deadline?) {
    guard phase == .ending else { return }
    if registrations.isEmpty || deadline == nil { phase = .over }
  }

  func isOver(at now: Instant) -> Bool {
    phase == .over || deadline.map { $0 <= now } ?? false
  }
}
