internal import MulticastDNS

/// What a live sequence takes its elements from. A feed is told of everything at once, and is asked for
/// an element when somebody waits for one, so that nothing piles up in front of who is slow.
protocol Feed<Element>: Inquiry {
  associatedtype Element: Sendable
  /// Takes the next element; nil when there is nothing new.
  mutating func take() -> Element?
  /// What is given when the sequence ends by itself before there was an element.
  var placeholder: Element? { get }
  /// Takes news of the host.
  mutating func note(_ news: HostNews)
}

/// What happens beside the answers to queries.
enum HostNews: Sendable {
  case registration(RegistrationID, RegistrationChange)
  /// Something happened to the name of this host.
  case ownHost(RegistrationChange)
  case links([LinkReport])
  case trouble(Trouble)
}

/// A feed that asks: what it is told goes to its inquiry.
protocol AskingFeed: Feed {
  associatedtype Source: Inquiry
  var inquiry: Source { get set }
}

extension AskingFeed {
  mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    inquiry.handle(change, of: query, at: now)
  }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    inquiry.refused(command, because: error, at: now)
  }

  mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {
    inquiry.advance(to: now, naming: &identifiers)
  }

  mutating func end() { inquiry.end() }
  mutating func nextCommand() -> EngineCommand? { inquiry.nextCommand() }
  var nextDeadline: Instant? { inquiry.nextDeadline }
  var progress: InquiryProgress { inquiry.progress }
  var refusal: CommandError? { inquiry.refusal }
  mutating func note(_ news: HostNews) {}
}

/// A feed of what happens in the host; it asks nothing. The newest elements are kept.
struct NewsFeed<Element: Sendable>: Feed {
  private var elements: [Element]
  private let limit: Int
  private let read: @Sendable (HostNews) -> Element?

  /// Keeps `limit` elements, the given ones first.
  init(
    _ elements: [Element] = [], limit: Int, reading read: @escaping @Sendable (HostNews) -> Element?
  ) {
    self.elements = elements
    self.limit = limit
    self.read = read
  }

  mutating func note(_ news: HostNews) {
    guard let element = read(news) else { return }
    if elements.count == limit { elements.removeFirst() }
    elements.append(element)
  }

  mutating func take() -> Element? {
    elements.isEmpty ? nil : elements.removeFirst()
  }

  var placeholder: Element? { nil }

  mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {}
  mutating func refused(_ command: EngineCommand, because error: CommandError, at now: Instant) {}
  mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {}
  mutating func end() {}
  mutating func nextCommand() -> EngineCommand? { nil }
  var nextDeadline: Instant? { nil }
  var progress: InquiryProgress { .open }
  var refusal: CommandError? { nil }
}
