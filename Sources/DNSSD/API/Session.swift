internal import MulticastDNS

/// Names one iterator of a live sequence.
struct SessionID: Hashable, Comparable, Sendable {
  let rawValue: UInt64

  static func < (left: SessionID, right: SessionID) -> Bool { left.rawValue < right.rawValue }
}

/// When a live sequence ends without being cancelled.
enum SequenceEnd: Hashable, Sendable {
  case never
  /// When nothing more is to be expected.
  case settled(Settling.Rule)
  /// After a time.
  case after(Duration)
}

/// What a consumer who asks gets.
enum Delivery<Element: Sendable>: Sendable {
  case element(Element)
  case finished
  case failed(HostError)
}

/// One iterator of a live sequence as the host keeps it; never leaves the host's isolation.
protocol HostSession: AnyObject {
  func handle(_ change: AnswerChange, of query: QueryID, at now: Instant)
  func refused(_ command: EngineCommand, because error: CommandError, at now: Instant)
  func note(_ news: HostNews)
  func advance(to now: Instant, naming identifiers: inout IdentifierSequence)
  func nextCommand() -> EngineCommand?
  var nextDeadline: Instant? { get }
  /// Gives what there is to who waits; whether the sequence is over.
  func deliver() -> Bool
  /// Ends the queries; the sequence throws the error after what is there.
  func fail(_ error: HostError)
  /// Ends the queries and the sequence at once: its consumer takes no more.
  func abandon()
}

final class Session<Element: Sendable>: HostSession {
  private var feed: any Feed<Element>
  private var settling: Settling?
  private let limit: Instant?
  private var waiter: CheckedContinuation<Delivery<Element>, Never>?
  private var hasDelivered = false
  /// What the consumer gets when there are no more elements; nil while there may be.
  private var last: Delivery<Element>?

  init(_ feed: any Feed<Element>, until end: SequenceEnd, at now: Instant) {
    self.feed = feed
    switch end {
    case .never: (settling, limit) = (nil, nil)
    case .settled(let rule): (settling, limit) = (Settling(rule, start: now), nil)
    case .after(let duration): (settling, limit) = (nil, now + duration)
    }
  }

  /// Takes what is there at once, or lets the consumer wait; there is one at a time.
  func next(_ consumer: CheckedContinuation<Delivery<Element>, Never>) {
    waiter?.resume(returning: .finished)
    waiter = consumer
  }

  func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    if case .added = change { settling?.heard(at: now) }
    feed.handle(change, of: query, at: now)
  }

  func refused(_ command: EngineCommand, because error: CommandError, at now: Instant) {
    feed.refused(command, because: error, at: now)
  }

  func note(_ news: HostNews) {
    feed.note(news)
  }

  func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {
    guard last == nil else { return }
    feed.advance(to: now, naming: &identifiers)
    if let refusal = feed.refusal {
      fail(.refused(refusal))
    } else if let end, end <= now {
      close(.finished)
    }
  }

  func nextCommand() -> EngineCommand? { feed.nextCommand() }

  var nextDeadline: Instant? {
    last == nil ? [feed.nextDeadline, end].compactMap(\.self).min() : nil
  }

  private var end: Instant? { settling?.end(feed.progress) ?? limit }

  func deliver() -> Bool {
    guard let consumer = waiter else { return false }
    guard let delivery = take() else { return false }
    waiter = nil
    consumer.resume(returning: delivery)
    if case .element = delivery { return false }
    return true
  }

  func fail(_ error: HostError) {
    close(.failed(error))
  }

  func abandon() {
    close(.finished)
    waiter?.resume(returning: .finished)
    waiter = nil
  }

  private func close(_ delivery: Delivery<Element>) {
    guard last == nil else { return }
    last = delivery
    feed.end()
  }

  private func take() -> Delivery<Element>? {
    if let element = feed.take() {
      hasDelivered = true
      return .element(element)
    }
    guard let last else { return nil }
    if case .finished = last, !hasDelivered, let placeholder = feed.placeholder {
      hasDelivered = true
      return .element(placeholder)
    }
    return last
  }
}
