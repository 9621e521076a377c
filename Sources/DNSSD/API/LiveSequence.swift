public import MulticastDNS

/// A sequence that goes on for as long as its task does.
///
/// Each iterator asks for itself, from its first `next()` on. Elements wait to be taken and do not
/// pile up: who takes them slowly gets fewer that say more. It ends when the task is cancelled, when
/// the host is shut down, and when it has settled if that is asked for; a sequence with errors throws
/// why it ended, unless the task was cancelled.
public struct LiveSequence<Element: Sendable, Failure: Error>: AsyncSequence, Sendable {
  let host: DNSSDHost

  /// An iterator that asks for itself.
  public func makeAsyncIterator() -> Iterator {
    Iterator()
  }

  /// The elements in their order.
  public struct Iterator: AsyncIteratorProtocol {
    /// Waits for the next element; nil at the end.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(Failure) -> Element? {
      nil
    }
  }
}

extension LiveSequence {
  /// The same, ending by itself when nothing more is to be expected.
  public func untilSettled(_ rule: Settling.Rule = Settling.Rule()) -> LiveSequence {
    self
  }

  /// The last element when nothing more is to be expected; nil when there was none.
  public func settled(
    _ rule: Settling.Rule = Settling.Rule(), isolation actor: isolated (any Actor)? = #isolation
  ) async throws(Failure) -> Element? {
    var last: Element?
    var iterator = untilSettled(rule).makeAsyncIterator()
    while let element = try await iterator.next(isolation: actor) { last = element }
    return last
  }
}
