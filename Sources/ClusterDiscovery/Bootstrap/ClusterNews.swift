public import DNSSDWire

/// What happens on the way, for logs and timelines.
public enum ClusterNews: Hashable, Sendable {
  case entered(BootstrapState, from: BootstrapState)
  /// The vote changed; the memory is to be kept before the vote is known to others.
  case voted(for: DNSName?, memory: BallotMemory)
  case verdict(Verdict)
}

/// News that wait to be taken; of very many the newest are kept.
struct NewsQueue<Element: Sendable>: Sendable {
  private let limit: Int
  private var elements: [Element] = []

  init(limit: Int) {
    self.limit = limit
  }

  mutating func append(_ element: Element) {
    if elements.count == limit { elements.removeFirst() }
    elements.append(element)
  }

  mutating func takeAll() -> [Element] {
    defer { elements = [] }
    return elements
  }
}
