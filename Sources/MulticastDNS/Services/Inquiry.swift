/// Something that is found out by queries: a value that answers and the time go into, and commands
/// and a deadline come out of.
///
/// After inputs call ``advance(to:naming:)``, then take commands until there are none. It may be
/// called once after many inputs; what happened between is then told as one change.
public protocol Inquiry: Sendable {
  /// Takes what happened to the answers of a query; queries of others are ignored.
  mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant)
  /// Takes note that the engine refused a command; those of others are ignored.
  mutating func refused(_ command: EngineCommand, because error: CommandError, at now: Instant)
  /// Asks for what is missing and does all that is due.
  mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence)
  /// Ends all queries: the commands for that follow. Nothing is asked any more.
  mutating func end()
  /// Takes the oldest command for the engine; nil when there is none.
  mutating func nextCommand() -> EngineCommand?
  /// When ``advance(to:naming:)`` must be called next; nil when only answers are waited for.
  var nextDeadline: Instant? { get }
  /// How far it is.
  var progress: InquiryProgress { get }
  /// Why the engine does not ask for what matters most; nil while it does.
  var refusal: CommandError? { get }
}

/// How far an inquiry is.
public enum InquiryProgress: Hashable, Sendable {
  /// Something is missing that was asked for.
  case pending
  /// What was found is whole, and there may be more.
  case open
  /// There can be no more: all is known, or known to be absent.
  case complete
}
