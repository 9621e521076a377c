internal import DNSSDWire

/// Which of our names another host may hold too, without a conflict that anybody could have seen.
///
/// Where a cut link heals, both sides go on with one name: the records differ, but nobody asks for them
/// as long as they are cached. What gives it away is a host that we have never heard since the name is
/// ours and that lists our service among its known answers: it learned the service elsewhere.
struct NameDoubts: Equatable {
  private struct Doubt: Equatable {
    let key: ClaimKey
    let due: Instant
  }

  /// Whom we have heard on each link since the last name there became ours.
  private var neighbours: [Int: Set<IPAddress>] = [:]
  private var doubts: [Doubt] = []

  var nextDeadline: Deadline? {
    doubts.map(\.due).min().map { Deadline(instant: $0, reason: .doubt) }
  }

  func knows(_ address: IPAddress, on linkIndex: Int) -> Bool {
    neighbours[linkIndex]?.contains(address) ?? false
  }

  mutating func meet(_ address: IPAddress, on linkIndex: Int) {
    if neighbours[linkIndex, default: []].count >= Limits.neighbours { forget(on: linkIndex) }
    neighbours[linkIndex, default: []].insert(address)
  }

  /// Knows nobody any more: from now on there is a name that those before may not have heard of.
  mutating func forget(on linkIndex: Int) {
    neighbours[linkIndex] = nil
  }

  mutating func insert(_ key: ClaimKey, due: Instant) {
    guard !doubts.contains(where: { $0.key == key }) else { return }
    doubts.append(Doubt(key: key, due: due))
  }

  mutating func leave(_ linkIndex: Int) {
    forget(on: linkIndex)
    doubts.removeAll { $0.key.linkIndex == linkIndex }
  }

  mutating func takeDue(at now: Instant) -> [ClaimKey] {
    let due = doubts.filter { $0.due <= now }
    doubts.removeAll { $0.due <= now }
    return due.map(\.key)
  }
}
