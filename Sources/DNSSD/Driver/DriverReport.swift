public import DNSSDWire
public import MulticastDNS

/// All that one turn of a driver has to tell. A turn without news gives no report.
public struct DriverReport: Hashable, Sendable {
  /// What the engine told, in its order.
  public var events: [Event] = []
  /// Commands that the engine refused, in the order in which they were submitted.
  public var refusals: [Refusal] = []
  /// Calls which the kernel refused, each the first time that it is refused for that reason on that
  /// interface; ``DriverCounters/sendErrors`` has them all. None of them stops the driver.
  public var failures: [SocketError] = []
  /// Every interface with what was decided about it, when that has changed.
  public var links: [LinkReport]?
  /// Whether the moment came that was asked for with ``EngineDriver/wake(at:)``.
  public var isWakeUp = false
  /// Whether this is the last report: the sockets are closed.
  public var isStopped = false
  /// The time of the turn on ``HostClock``.
  public internal(set) var now: Instant

  /// A report without news.
  public init(now: Instant) {
    self.now = now
  }

  /// Whether there is nothing to tell.
  var isEmpty: Bool {
    events.isEmpty && refusals.isEmpty && failures.isEmpty && links == nil && !isWakeUp
      && !isStopped
  }
}

/// A command that the engine did not carry out.
public struct Refusal: Hashable, Sendable {
  /// The command, as it was submitted.
  public let command: EngineCommand
  /// Why it was refused.
  public let error: CommandError

  /// The refusal of one command.
  public init(_ command: EngineCommand, because error: CommandError) {
    self.command = command
    self.error = error
  }
}
