import DNSSDWire
import Testing

@testable import ClusterDiscovery

@Suite("Votes")
struct BallotTests {
  private static let a: DNSName = named("a.local.")
  private static let b: DNSName = named("b.local.")
  private static let c: DNSName = named("c.local.")

  private static func named(_ text: String) -> DNSName { (try? DNSName(text)) ?? .root }

  private static func candidate(
    _ host: DNSName, votesFor leader: DNSName, _ term: UInt32?, isElected: Bool = false
  ) throws -> ClusterPeer {
    ClusterPeer(
      advert: ClusterAdvert(
        scope: try ClusterScope.sugar(), role: .bootstrap, leader: leader, term: term,
        isElected: isElected, host: host))
  }

  private static func ballot(_ host: DNSName, _ memory: BallotMemory = BallotMemory()) -> Ballot {
    Ballot(host: host, key: ElectionKey(host: host, nodeID: nil), memory: memory)
  }

  private static let nobody: @Sendable (DNSName) -> Bool = { _ in false }

  @Test("alone it stands itself, beside a smaller key it does not")
  func smallest() throws {
    var alone = Self.ballot(Self.b)
    #expect(alone.revise([], hasGone: Self.nobody) && alone.leadsItself)
    #expect(alone.memory.term == 1 && alone.memory.candidacy == 1)
    let moved = alone.revise(
      [try Self.candidate(Self.a, votesFor: Self.a, 1)], hasGone: Self.nobody)
    #expect(moved && alone.leader == Self.a)
  }

  @Test("a vote stays with a candidate that stands, even when a smaller one appears")
  func sticky() throws {
    var ballot = Self.ballot(Self.c)
    _ = ballot.revise([try Self.candidate(Self.b, votesFor: Self.b, 3)], hasGone: Self.nobody)
    let both = [
      try Self.candidate(Self.a, votesFor: Self.a, 1),
      try Self.candidate(Self.b, votesFor: Self.b, 3),
    ]
    let moved = ballot.revise(both, hasGone: Self.nobody)
    #expect(!moved && ballot.leader == Self.b && ballot.memory.term == 3)
    let steppedDown = [both[0], try Self.candidate(Self.b, votesFor: Self.a, 1)]
    let follows = ballot.revise(steppedDown, hasGone: Self.nobody)
    #expect(follows && ballot.leader == Self.a)
  }

  @Test("whom it voted for and does not see keeps the vote until it is gone, after a restart too")
  func unseen() throws {
    var memory = BallotMemory()
    (memory.choice, memory.term) = (Self.a, 2)
    var ballot = Self.ballot(Self.c, memory)
    let others = [try Self.candidate(Self.b, votesFor: Self.b, 1)]
    let moved = ballot.revise(others, hasGone: Self.nobody)
    #expect(!moved && ballot.leader == Self.a)
    let released = ballot.revise(others, hasGone: { $0 == Self.a })
    #expect(released && ballot.leader == Self.b)
  }

  @Test("votes count for one candidacy alone; who stands again does so in a new term")
  func terms() throws {
    var ballot = Self.ballot(Self.a)
    _ = ballot.revise([], hasGone: Self.nobody)
    let voters = [
      try Self.candidate(Self.b, votesFor: Self.a, 1),
      try Self.candidate(Self.c, votesFor: Self.a, 7),
    ]
    #expect(ballot.voters(among: voters) == [Self.b])
    #expect(ballot.dissenters(among: voters) == [Self.c])
    ballot.standDown()
    let again = ballot.revise(voters, hasGone: Self.nobody)
    #expect(again && ballot.memory.candidacy == 8)
    #expect(ballot.voters(among: voters) == [])
  }

  @Test("whoever has won is followed by all, and follows nobody")
  func elected() throws {
    var follower = Self.ballot(Self.a)
    let winner = try Self.candidate(Self.c, votesFor: Self.c, 4, isElected: true)
    _ = follower.revise([winner], hasGone: Self.nobody)
    #expect(follower.leader == Self.c && follower.memory.term == 4)
    var won = Self.ballot(Self.c)
    _ = won.revise([], hasGone: Self.nobody)
    won.win()
    let moved = won.revise(
      [try Self.candidate(Self.a, votesFor: Self.a, 1)], hasGone: Self.nobody)
    #expect(!moved && won.leadsItself)
  }

  @Test("nodes that know of no terms give way to a smaller key, and are no obstacle")
  func legacy() throws {
    var ballot = Self.ballot(Self.b)
    _ = ballot.revise([], hasGone: Self.nobody)
    let old = [try Self.candidate(Self.c, votesFor: Self.c, nil)]
    #expect(ballot.voters(among: old) == [Self.c] && ballot.dissenters(among: old) == [])
    let moved = ballot.revise(
      [try Self.candidate(Self.a, votesFor: Self.a, nil)], hasGone: Self.nobody)
    #expect(moved && ballot.leader == Self.a)
  }
}
