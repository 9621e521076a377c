internal import DNSSDWire

/// What another host asks, and what it knows already, from all packets of its query so far
/// (RFC 6762 §7.2).
struct HeardQuery: Equatable {
  let source: TransportAddress
  /// The questions of the first packet that concern us, and to which everybody may answer to all.
  let questions: [NameTypeClass]
  /// The names of which the asker knows records that we would not list: it asks for less than we do.
  var unknownNames: Set<DNSName> = []
  /// The places of the known answers in our cache.
  var suppressed: Set<Int> = []
}

/// Queries of which more packets are to come.
struct UnfinishedQueries: Equatable {
  private struct Unfinished: Equatable {
    let query: HeardQuery
    /// When the next packet does not belong to it any more.
    let end: Instant
  }

  private var unfinished: [Unfinished] = []

  /// Takes out what a host has asked so far; nil when there is nothing that another packet continues.
  mutating func take(from source: TransportAddress, at now: Instant) -> HeardQuery? {
    unfinished.removeAll { $0.end <= now }
    guard let place = unfinished.firstIndex(where: { $0.query.source == source }) else {
      return nil
    }
    return unfinished.remove(at: place).query
  }

  /// Keeps a query until its next packet; the oldest gives way.
  mutating func insert(_ query: HeardQuery, at now: Instant) {
    if unfinished.count == Limits.unfinishedQueries { unfinished.removeFirst() }
    unfinished.append(
      Unfinished(query: query, end: now + Timing.truncatedQueryDelay.upperBound))
  }
}
