public import DNSSDWire
public import MulticastDNS

/// One node on its way to exactly one cluster: a value that events, reports and the time go into, and
/// adverts, deadlines and a verdict come out of.
///
/// It runs on a simulated network and, in an `ApplicationHost`, on a real one. Its engine has to tell of traffic
/// (`EngineConfiguration.tellsOfTraffic`): without proof that packets flow nothing is concluded from silence.
public struct ClusterMachine: Sendable {
  /// Who the node is and what it wants.
  public let configuration: BootstrapConfiguration
  /// How far it is.
  public internal(set) var state = BootstrapState.idle
  /// What it is to do; nil while that is open.
  public internal(set) var verdict: Verdict?
  /// What it waits for.
  public internal(set) var missing = Missing.nothing

  var identifiers = IdentifierSequence()
  var browser: PeerBrowser
  var roster: Roster
  /// The nodes on the roster in this turn, by key.
  var others: [ClusterPeer] = []
  var ballot: Ballot
  var claim: BootstrapClaim
  var rounds: StableRounds
  var advert: NodeAdvert
  var lock: JoinLock
  var traffic = TrafficProof()
  var selfCheck: SelfCheckState
  var news = NewsQueue<ClusterNews>(limit: 256)
  /// When it began; nil before.
  var start: Instant?
  /// When the present attempt to discover somebody began, and which it is.
  var attempt: (start: Instant, number: Int) = (Instant(nanoseconds: 0), 1)
  /// The server that was chosen to join.
  var target: ClusterPeer?
  /// What the caller said last of the work that a verdict gave it.
  var progress = CallerProgress.none
  /// The addresses that the advert tells.
  var addresses: AdvertAddresses
  /// What the advert followed from when it was made last.
  var said: Stance?
  /// Whether enough nodes have joined, so that none of them forms the cluster anew.
  var isConfirmed = false
  /// The moment of the last turn.
  var now = Instant(nanoseconds: 0)
  /// Whether something was taken in since.
  var isTouched = true
  /// When to withdraw, after it was told that the node is leaving.
  var withdrawal: Instant?

  /// A node that begins when it is first advanced. Throws what ``JoinLock`` does for its name.
  public init(
    _ configuration: BootstrapConfiguration, random: RandomSource
  ) throws(JoinLockError) {
    self.configuration = configuration
    let key = ElectionKey(host: configuration.host, nodeID: configuration.nodeID)
    browser = PeerBrowser(scope: configuration.scope, profile: configuration.profile)
    roster = Roster(silence: configuration.followerReelect)
    ballot = Ballot(host: configuration.host, key: key, memory: configuration.memory)
    claim = BootstrapClaim(configuration.scope, host: configuration.host, key: key)
    rounds = StableRounds(
      wanted: configuration.stableRounds, within: configuration.electionHoldoff)
    advert = NodeAdvert(profile: configuration.profile)
    let pace = configuration.joinLockPace ?? JoinLockPace()
    let nodeID = configuration.nodeID ?? "\(configuration.host)"
    let owner = JoinLockOwner(host: configuration.host, nodeID: nodeID)
    lock = try JoinLock(configuration.scope, for: owner, pace: pace, random: random)
    addresses = AdvertAddresses(ipv4: configuration.ipv4, ipv6: configuration.ipv6)
    selfCheck = configuration.requiresSelfCheck ? .awaited : .passed
  }
}

/// What is known from outside.
extension ClusterMachine {
  /// The nodes of the cluster that are there, by key; this one is not among them.
  public var peers: [ClusterPeer] { others }

  /// Adverts that were seen and not taken for nodes of the cluster, with the reason for each.
  public var rejected: [RejectedAdvert] { browser.reading.rejected }

  /// Whom this node votes for or follows.
  public var leader: DNSName? { ballot.leader }

  /// What the node has to remember of its votes, should it be started again.
  public var memory: BallotMemory { ballot.memory }

  /// What it publishes about itself; nil while that is nothing.
  public var ownAdvert: ClusterAdvert? { advert.advert }

  /// The instance names that it holds.
  public var instances: [DNSName] { advert.instances }

  /// Takes the news since the last call, the oldest first; of very many the newest are kept.
  public mutating func takeNews() -> [ClusterNews] { news.takeAll() }
}

/// What the caller reports of its work.
extension ClusterMachine {
  /// The self-check came to its end; with the reason when it failed.
  public mutating func selfCheckEnded(_ failure: String?, at now: Instant) {
    guard selfCheck == .awaited else { return }
    isTouched = true
    if let failure { refuse(.selfCheck(failure), at: now) } else { selfCheck = .passed }
  }

  /// The API of this node is ready: it serves, or it has joined.
  public mutating func apiReady(at now: Instant) {
    guard state == .bootstrapping || state == .joining else { return }
    isTouched = true
    progress = .ready
    lock.release(at: now)
  }

  /// What the verdict asked for failed.
  public mutating func failed(at now: Instant) {
    guard state == .bootstrapping || state == .joining else { return }
    lock.release(at: now)
    leave(at: now)
  }

  /// Says that the node is leaving, and withdraws everything.
  public mutating func leave(at now: Instant) {
    guard state != .leaving else { return }
    isTouched = true
    enter(.leaving, at: now)
    withdrawal = now + ClusterTiming.leavingNotice
  }
}
