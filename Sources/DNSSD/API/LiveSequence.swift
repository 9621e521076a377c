public import MulticastDNS

/// A sequence that goes on for as long as its task does.
///
/// Each iterator asks for itself, from its first `next()` on. Elements wait to be taken and do not
/// pile up: who takes them slowly gets fewer that say more. It ends when the task is cancelled, when
/// the host is shut down, and when it has settled if that is asked for; a sequence with errors throws
/// why it ended, unless it was cancelled or has settled.
public struct LiveSequence<Element: Sendable, Failure: Error>: AsyncSequence, Sendable {
  typealias MakeFeed = @Sendable (isolated DNSSDHost) -> (any Feed<Element>)?

  private let host: DNSSDHost
  private let makeFeed: MakeFeed
  private let raise: @Sendable (HostError) throws(Failure) -> Void
  private var end = SequenceEnd.never

  private init(
    _ host: DNSSDHost, _ makeFeed: @escaping MakeFeed,
    raise: @escaping @Sendable (HostError) throws(Failure) -> Void
  ) {
    self.host = host
    self.makeFeed = makeFeed
    self.raise = raise
  }

  /// An iterator that asks for itself.
  public func makeAsyncIterator() -> Iterator {
    Iterator(sequence: self)
  }

  /// The elements in their order.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let sequence: LiveSequence
    private var lease: Lease?

    fileprivate init(sequence: LiveSequence) {
      self.sequence = sequence
    }

    /// Waits for the next element; nil at the end.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(Failure) -> Element? {
      let host = sequence.host
      let lease: Lease
      if let open = self.lease {
        lease = open
      } else {
        lease = await host.open(sequence.makeFeed, until: sequence.end)
        self.lease = lease
      }
      let delivery: Delivery<Element> = await withTaskCancellationHandler {
        await host.next(of: lease.id)
      } onCancel: {
        lease.end()
      }
      switch delivery {
      case .element(let element): return element
      case .finished: return nil
      case .failed(let error):
        try sequence.raise(error)
        return nil
      }
    }
  }
}

extension LiveSequence {
  /// The same, ending by itself when nothing more is to be expected.
  public func untilSettled(_ rule: Settling.Rule = Settling.Rule()) -> LiveSequence {
    ending(.settled(rule))
  }

  /// The last element when nothing more is to be expected: for lists an empty one when nothing was
  /// found; nil when there is none, or the task is cancelled before the first.
  public func settled(
    _ rule: Settling.Rule = Settling.Rule(), isolation actor: isolated (any Actor)? = #isolation
  ) async throws(Failure) -> Element? {
    var last: Element?
    var iterator = untilSettled(rule).makeAsyncIterator()
    while let element = try await iterator.next(isolation: actor) { last = element }
    return last
  }

  /// The same with another end.
  func ending(_ end: SequenceEnd) -> LiveSequence {
    var sequence = self
    sequence.end = end
    return sequence
  }
}

extension LiveSequence where Failure == Never {
  /// A sequence that ends without saying why.
  init(_ host: DNSSDHost, _ makeFeed: @escaping MakeFeed) {
    self.init(host, makeFeed, raise: { _ in })
  }
}

extension LiveSequence where Failure == HostError {
  /// A sequence that throws why it ended.
  init(_ host: DNSSDHost, _ makeFeed: @escaping MakeFeed) {
    self.init(host, makeFeed, raise: { (error) throws(HostError) in throw error })
  }
}
