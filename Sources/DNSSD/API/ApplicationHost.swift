internal import DNSSDWire
public import MulticastDNS

/// Runs an application on an engine of its own, over the sockets and links of this host.
///
/// What runs here is the value that a simulated network runs as well; here it gets the time of
/// ``HostClock`` and what really happens. Its commands go to the engine after each turn.
///
///     let host = try ApplicationHost.start(MyApplication(), DriverConfiguration(seed: Seed.unpredictable()))
///     let answer = await host.first { $0.answer }            // waits until there is one
///     await host.shutDown()                                  // goodbyes first
///
/// When the last reference goes without ``shutDown()``, the sockets are closed without a word.
public actor ApplicationHost<Application: EngineApplication> {
  private let executor: ThreadExecutor
  private let port: any EnginePort
  private nonisolated let inbox: AsyncStream<ApplicationInput>.Continuation
  private var watches: [(id: UInt64, watch: any Watch<Application>)] = []
  private var lastWatch: UInt64 = 0
  private var wakeUp: Instant?
  private var isOver = false

  /// The application as its last turn left it.
  public private(set) var application: Application
  /// The interfaces of this host, each with the reason for which it is used or left out.
  public private(set) var links: [LinkReport] = []

  /// The thread that this host and its application run on.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.forActor }

  private init(
    _ application: Application, on executor: ThreadExecutor, port: any EnginePort,
    inbox: AsyncStream<ApplicationInput>.Continuation
  ) {
    self.application = application
    self.executor = executor
    self.port = port
    self.inbox = inbox
  }

  deinit {
    inbox.finish()
  }

  /// Opens the sockets and lets the application do what is due first. No network is needed.
  public static func start(
    _ application: Application, _ configuration: DriverConfiguration
  ) async throws(DriverError) -> ApplicationHost {
    try await start(application) { (report) throws(DriverError) in
      try EngineDriver.start(configuration, report: report)
    }
  }

  /// Starts on a port that `makePort` gives.
  static func start(
    _ application: Application,
    on makePort: (@escaping @Sendable (DriverReport) -> Void) throws(DriverError) -> any EnginePort
  ) async throws(DriverError) -> ApplicationHost {
    let executor: ThreadExecutor
    do throws(Errno) {
      executor = try ThreadExecutor()
    } catch {
      throw .thread(error)
    }
    let (inputs, inbox) = AsyncStream<ApplicationInput>.makeStream()
    let port = try makePort { inbox.yield(.report($0)) }
    let host = ApplicationHost(application, on: executor, port: port, inbox: inbox)
    Task(executorPreference: executor) { [weak host] in
      for await input in inputs { await host?.take(input) }
    }
    await host.turn(at: port.now)
    return host
  }

  /// Changes the application, and lets it do what follows from that.
  @discardableResult
  public func modify<Result: Sendable>(
    _ change: @Sendable (inout Application, Instant) -> Result
  ) -> Result {
    let now = port.now
    let result = change(&application, now)
    turn(at: now)
    return result
  }

  /// Waits until `pick` finds something in the application, which it may take out; looks at once and
  /// after each turn. Nil when the task is cancelled or the host is shut down before.
  public func first<Result: Sendable>(
    _ pick: @escaping @Sendable (inout Application) -> Result?
  ) async -> Result? {
    lastWatch += 1
    let (id, inbox) = (lastWatch, inbox)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        wait(as: id, Waiting(pick: pick, waiter: waiter))
      }
    } onCancel: {
      inbox.yield(.stoppedWaiting(id))
    }
  }

  /// Looks at once, and takes note of who waits. Turns and the end of the task may have come between the
  /// call and this.
  private func wait(as id: UInt64, _ watch: some Watch<Application>) {
    guard !watch.look(at: &application) else { return }
    guard !isOver, !Task.isCancelled else { return watch.giveUp() }
    watches.append((id, watch))
  }

  /// What was counted until now.
  public func counters() async -> DriverCounters {
    await port.counters()
  }

  /// Withdraws all that is published with goodbyes, and closes the sockets. Takes no longer than two
  /// seconds.
  public func shutDown() async {
    await port.stop()
    close()
    inbox.finish()
  }
}

/// Turns.
extension ApplicationHost {
  private func take(_ input: ApplicationInput) {
    switch input {
    case .report(let report): take(report)
    case .stoppedWaiting(let id):
      guard let place = watches.firstIndex(where: { $0.id == id }) else { return }
      watches.remove(at: place).watch.giveUp()
    }
  }

  private func take(_ report: DriverReport) {
    if let links = report.links {
      self.links = links
      application.linksChanged(to: links.compactMap(\.link), at: report.now)
    }
    for event in report.events { application.handle(event, at: report.now) }
    for refusal in report.refusals {
      application.refused(refusal.command, because: refusal.error, at: report.now)
    }
    if report.isWakeUp { wakeUp = nil }
    turn(at: report.now)
    if report.isStopped { close() }
  }

  private func turn(at now: Instant) {
    application.advance(to: now)
    var commands: [EngineCommand] = []
    while let command = application.nextCommand() { commands.append(command) }
    if !commands.isEmpty { port.submit(commands) }
    if application.nextDeadline != wakeUp {
      wakeUp = application.nextDeadline
      port.wake(at: wakeUp)
    }
    watches.removeAll { $0.watch.look(at: &application) }
  }

  private func close() {
    isOver = true
    for (_, watch) in watches { watch.giveUp() }
    watches = []
  }
}

/// What other threads leave for the host of an application.
private enum ApplicationInput: Sendable {
  case report(DriverReport)
  case stoppedWaiting(UInt64)
}

/// Somebody who waits for something in an application.
private protocol Watch<Application> {
  associatedtype Application
  /// Whether what is waited for was there, and was given.
  func look(at application: inout Application) -> Bool
  func giveUp()
}

private struct Waiting<Application, Result: Sendable>: Watch {
  let pick: @Sendable (inout Application) -> Result?
  let waiter: CheckedContinuation<Result?, Never>

  func look(at application: inout Application) -> Bool {
    guard let result = pick(&application) else { return false }
    waiter.resume(returning: result)
    return true
  }

  func giveUp() {
    waiter.resume(returning: nil)
  }
}
