internal import MulticastDNS

/// Gives the whole state of an inquiry after each change, the newest only.
struct SnapshotFeed<Source: Inquiry, Element: Sendable & Equatable>: AskingFeed {
  var inquiry: Source
  /// What was given last; at first what an inquiry knows that has heard nothing.
  private var last: Element
  private let read: @Sendable (inout Source) -> Element

  init(_ inquiry: Source, reading read: @escaping @Sendable (inout Source) -> Element) {
    self.inquiry = inquiry
    self.read = read
    last = read(&self.inquiry)
  }

  mutating func take() -> Element? {
    let element = read(&inquiry)
    guard element != last else { return nil }
    last = element
    return element
  }

  var placeholder: Element? { last }
}

/// Gives the changes of a browser one by one; what waits is told by service, not by event.
struct ServiceChangeFeed: AskingFeed {
  var inquiry: ServiceBrowser
  private var changes: ArraySlice<ServiceChange> = []

  init(_ browser: ServiceBrowser) {
    inquiry = browser
  }

  mutating func take() -> ServiceChange? {
    if changes.isEmpty { changes = inquiry.takeChanges()[...] }
    return changes.popFirst()
  }

  var placeholder: ServiceChange? { nil }
}

/// Gives what happens to the answers of a query as the engine tells it.
struct AnswerChangeFeed: AskingFeed {
  var inquiry: RecordLookup
  private var changes: ArraySlice<AnswerChange> = []

  /// The changes that wait for who is slow; the oldest go.
  static let limit = 1_024

  init(_ query: Query) {
    inquiry = RecordLookup(query)
  }

  mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    guard inquiry.owns(query) else { return }
    inquiry.handle(change, of: query, at: now)
    if changes.count == Self.limit { changes.removeFirst() }
    changes.append(change)
  }

  mutating func take() -> AnswerChange? { changes.popFirst() }

  var placeholder: AnswerChange? { nil }
}

/// Gives a service once when all that was asked for is known, or what is known when the time is over.
struct ResolutionFeed: AskingFeed {
  /// A service, and whether it is whole.
  struct Resolution: Sendable {
    let service: DiscoveredService
    let isWhole: Bool
  }

  var inquiry: ServiceResolver

  mutating func take() -> Resolution? {
    guard inquiry.refusal == nil else { return nil }
    guard inquiry.progress != .pending || inquiry.service.isUnavailable else { return nil }
    return Resolution(service: inquiry.service, isWhole: true)
  }

  var placeholder: Resolution? { Resolution(service: inquiry.service, isWhole: false) }
}
