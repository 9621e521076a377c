internal import DNSSDWire

/// Which of our names another host may hold too, without a conflict that anybody could have seen.
///
/// Where a cut link heals, both sides go on with one name: the records differ, but nobody asks for them
/// as long as they are cached. What gives it away is a host that we have never heard since the name is
/// ours and that lists our service among its known answers: it learned the service elsewhere.
struct NameDoubts: Equatable {
  private var links: [Int: LinkDoubts] = [:]

  var nextDeadline: Deadline? {
    links.values.compactMap(\.due).min().map { Deadline(instant: $0, reason: .doubt) }
  }

  func knows(_ address: IPAddress, on linkIndex: Int) -> Bool {
    links[linkIndex]?.neighbours.contains(address) ?? false
  }

  mutating func meet(_ address: IPAddress, on linkIndex: Int) {
    links[linkIndex, default: LinkDoubts()].meet(address)
  }

  /// Knows nobody any more: from now on there is a name that those before may not have heard of.
  mutating func forget(on linkIndex: Int) {
    links[linkIndex]?.neighbours = []
  }

  /// Has a name asked for at an instant; with others, or later when we asked for some just before.
  mutating func insert(_ key: ClaimKey, due: Instant) {
    links[key.linkIndex, default: LinkDoubts()].insert(key.name, due: due)
  }

  mutating func leave(_ linkIndex: Int) {
    links[linkIndex] = nil
  }

  /// The names to ask for now on a link.
  mutating func takeDue(on linkIndex: Int, at now: Instant) -> [DNSName] {
    links[linkIndex]?.takeDue(at: now) ?? []
  }
}

/// Whom we know on one link, and what that casts doubt on.
private struct LinkDoubts: Equatable {
  /// Whom we have heard since the last name there became ours.
  var neighbours: Set<IPAddress> = []
  /// When to ask for what is doubted.
  private(set) var due: Instant?
  /// None twice.
  private var names: [DNSName] = []
  private var doubted: Set<DNSName> = []
  /// When we asked last.
  private var asked: Instant?

  mutating func meet(_ address: IPAddress) {
    if neighbours.count >= Limits.neighbours { neighbours = [] }
    neighbours.insert(address)
  }

  mutating func insert(_ name: DNSName, due instant: Instant) {
    guard doubted.insert(name).inserted else { return }
    names.append(name)
    due = due ?? asked.map { max(instant, $0 + Timing.doubtGap) } ?? instant
  }

  mutating func takeDue(at now: Instant) -> [DNSName] {
    guard let due, due <= now else { return [] }
    defer { (names, doubted) = ([], []) }
    (self.due, asked) = (nil, now)
    return names
  }
}
