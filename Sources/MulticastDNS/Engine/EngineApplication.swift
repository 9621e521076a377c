/// What stands on an engine: a value that events and the time go into, and commands and a deadline
/// come out of.
///
/// The simulator lets hosts carry any such value, and a driver can run it over real sockets.
public protocol EngineApplication: Sendable {
  /// Takes note of the links of the engine; called with the first of them before anything else. Does
  /// nothing unless an application has a use for them.
  mutating func linksChanged(to links: [Link], at now: Instant)
  /// Takes an event of the engine.
  mutating func handle(_ event: Event, at now: Instant)
  /// Does all that is due.
  mutating func advance(to now: Instant)
  /// Takes the oldest command for the engine; nil when there is none.
  mutating func nextCommand() -> EngineCommand?
  /// Takes note that the engine refused a command.
  mutating func refused(_ command: EngineCommand, because error: CommandError, at now: Instant)
  /// When ``advance(to:)`` must be called next; nil when nothing is waiting.
  var nextDeadline: Instant? { get }
}

extension EngineApplication {
  /// Does nothing.
  public mutating func linksChanged(to links: [Link], at now: Instant) {}
}
