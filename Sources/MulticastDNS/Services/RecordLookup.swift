internal import DNSSDWire

/// Asks one query, and keeps the records that answer it.
public struct RecordLookup: Equatable, Sendable {
  /// What is asked.
  public let query: Query
  /// Whether the query is over: a one-shot query had its response, or its time passed.
  public private(set) var isFinished = false
  public private(set) var refusal: CommandError?

  private enum Purpose: Hashable, Sendable {
    case answers
  }

  private var queries = OpenQueries<Purpose>()
  private var current = CurrentAnswers(limit: Limits.listedRecords)
  private var isBegun = false

  /// A lookup that asks when it is first advanced.
  public init(_ query: Query) {
    self.query = query
  }

  /// The records in the order in which they came.
  public var answers: [Answer] { current.answers }

  /// Whether there are records, and their owner said goodbye.
  public var isLeaving: Bool { current.isLeaving }

  /// The links on which the owner of the name says that it has no such record (RFC 6762 §6.1).
  public var deniedLinks: [Int] { current.deniedLinks.sorted() }

  /// Whether a query is the one of this lookup.
  public func owns(_ id: QueryID) -> Bool {
    queries.purpose(of: id) != nil
  }
}

extension RecordLookup: Inquiry {
  public mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    guard owns(query) else { return }
    if change == .finished { isFinished = true }
    current.apply(change)
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    if queries.refused(command) != nil { refusal = error }
  }

  public mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {
    guard !isBegun else { return }
    isBegun = true
    queries.ask(query, for: .answers, naming: &identifiers)
  }

  public mutating func end() { queries.cancelAll() }

  public mutating func nextCommand() -> EngineCommand? { queries.nextCommand() }

  public var nextDeadline: Instant? { nil }

  /// Complete when a one-shot query is over, or the records are of one owner or denied.
  public var progress: InquiryProgress {
    if isFinished { return .complete }
    if current.isEmpty { return current.deniedLinks.isEmpty ? .open : .complete }
    return query.type != .any && current.isUnique ? .complete : .open
  }
}
