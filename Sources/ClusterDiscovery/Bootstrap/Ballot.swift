public import DNSSDWire

/// What a node has to remember of its votes, so that it contradicts none after a restart.
public struct BallotMemory: Hashable, Sendable {
  /// For whom it voted last; nil for nobody yet.
  public var choice: DNSName?
  /// Which candidacy of that node it voted for.
  public var term: UInt32 = 0
  /// Its own last candidacy.
  public var candidacy: UInt32 = 0

  /// Nothing to remember.
  public init() {}
}

/// The vote of one node: for itself or for another candidate.
///
/// A vote names a candidacy: node and term. It is changed only when that candidate has stood down, a
/// newer candidacy of the same node took its place, or the node is gone; and whoever stands again does so
/// in a new term, so that old votes do not count. Two nodes that each need more than half of the votes can
/// then not both win, however packets get lost: some node would have voted for both at once.
struct Ballot: Hashable, Sendable {
  private let host: DNSName
  private let key: ElectionKey
  private(set) var memory: BallotMemory
  /// Whether this node has won and goes ahead.
  private(set) var isElected = false

  init(host: DNSName, key: ElectionKey, memory: BallotMemory) {
    self.host = host
    self.key = key
    self.memory = memory
  }

  /// For whom this node votes; nil before it has a vote.
  var leader: DNSName? { memory.choice }
  var leadsItself: Bool { memory.choice == host }

  /// Follows what the live candidates say; true when the vote changed. `hasGone` knows for certain that a
  /// node is there no more.
  mutating func revise(_ candidates: [ClusterPeer], hasGone: (DNSName) -> Bool) -> Bool {
    guard !isElected, let wanted = choice(among: candidates, hasGone) else { return false }
    let before = memory
    if wanted == host {
      if !leadsItself || memory.term != memory.candidacy { stand(against: candidates) }
    } else if let peer = candidates.first(where: { $0.advert.host == wanted }) {
      memory.choice = wanted
      memory.term = peer.advert.term ?? 0
    }
    return memory != before
  }

  /// Goes ahead, and stays.
  mutating func win() { isElected = true }

  /// Gives up what was won; it takes a new candidacy to stand again.
  mutating func standDown() {
    isElected = false
    memory.choice = nil
  }

  /// Those of the live candidates who vote for this node in its present candidacy.
  /// Nodes that know of no terms give way to a smaller key.
  func voters(among candidates: [ClusterPeer]) -> [DNSName] {
    candidates.filter { peer in
      peer.advert.term.map { peer.advert.leader == host && $0 == memory.candidacy }
        ?? (key < peer.electionKey)
    }.map(\.advert.host)
  }

  /// Those who vote for somebody else. Nodes that know of no terms are not asked for their vote.
  func dissenters(among candidates: [ClusterPeer]) -> [DNSName] {
    candidates.filter { peer in
      peer.advert.term != nil
        && (peer.advert.leader != host || peer.advert.term != memory.candidacy)
    }.map(\.advert.host)
  }

  /// Nil to leave the vote as it is.
  private func choice(
    among candidates: [ClusterPeer], _ hasGone: (DNSName) -> Bool
  ) -> DNSName? {
    if let elected = candidates.first(where: \.advert.isElected) { return elected.advert.host }
    let standing = candidates.filter(\.isStanding)
    if let choice = memory.choice, choice != host {
      if standing.contains(where: { $0.advert.host == choice }) { return choice }
      let isSeen = candidates.contains { $0.advert.host == choice }
      if !isSeen, !hasGone(choice) { return nil }
    }
    let best = standing.min { $0.electionKey < $1.electionKey }
    guard let best, best.electionKey < key else { return host }
    return best.advert.host
  }

  /// A candidacy that nobody has voted for yet, not even before a restart.
  private mutating func stand(against candidates: [ClusterPeer]) {
    let known = candidates.filter { $0.advert.leader == host }.compactMap(\.advert.term).max() ?? 0
    memory.candidacy = max(memory.candidacy, known) &+ 1
    memory.choice = host
    memory.term = memory.candidacy
  }
}

extension ClusterPeer {
  /// Whether the node wants to form the cluster itself. Nodes that know of no terms always do.
  fileprivate var isStanding: Bool {
    advert.term == nil || advert.leader == advert.host
  }
}
