internal import ClusterDiscovery
internal import DNSSD

/// The lock as an application of its own.
struct JoinLockApplication: EngineApplication {
  var lock: JoinLock
  private var identifiers = IdentifierSequence()
  private var told: JoinLockState?

  init(_ lock: JoinLock) {
    self.lock = lock
  }

  /// The state when it is another than was told before.
  mutating func takeState() -> JoinLockState? {
    guard lock.state != told else { return nil }
    told = lock.state
    return told
  }

  mutating func handle(_ event: Event, at now: Instant) { lock.handle(event, at: now) }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    lock.refused(command, because: error, at: now)
  }

  mutating func advance(to now: Instant) { lock.advance(to: now, naming: &identifiers) }

  mutating func nextCommand() -> EngineCommand? { lock.nextCommand() }

  var nextDeadline: Instant? { lock.nextDeadline }
}

/// The task that takes the lock and holds it.
struct JoinLockHolding: Sendable {
  let lock: JoinLock
  let choice: LinkChoice

  /// What it tells.
  enum News: Sendable {
    case state(JoinLockState)
    case failed(HostError)
  }

  /// Tells each state until the task is cancelled or the lock cannot be had; then gives it back.
  func run(into mailbox: Mailbox<News>) async {
    do throws(DriverError) {
      let host = try await ApplicationHost.start(
        JoinLockApplication(lock), choice.tellingOfTraffic)
      await host.modify { application, now in application.lock.acquire(at: now) }
      while let state = await host.first({ $0.takeState() }) {
        mailbox.post(.state(state))
        if case .failed = state { break }
      }
      await host.shutDown()
    } catch {
      mailbox.post(.failed(.driver(error)))
    }
  }
}

/// Prints a line for each state.
struct JoinLockDesk: Desk {
  private let console: Console
  private(set) var failure: HostError?
  /// Whether the lock was ours at last.
  private(set) var isHeld = false

  init(_ console: Console) {
    self.console = console
  }

  func flush() throws(CommandFailure) { try console.flush() }

  mutating func take(_ news: JoinLockHolding.News) throws(CommandFailure) {
    switch news {
    case .failed(let error): failure = error
    case .state(let state):
      isHeld = state == .held
      if let line = JoinLockText.line(state) { try console.result(line) }
      if case .failed(let reason) = state { console.note("\(reason)") }
    }
  }
}
