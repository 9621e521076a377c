internal import DNSSDWire
internal import MulticastDNS

/// What each state makes of what is known.
extension ClusterMachine {
  /// Listens until a server answers, or silence says something.
  mutating func discover(at now: Instant) {
    if let server = readyServers.first { return join(server, at: now) }
    guard attempt.start + configuration.discoveryWait <= now else { return }
    let hasProof = traffic.doubt(about: [], since: attempt.start) == nil
    missing = hasProof ? .nothing : .traffic
    if hasProof, browser.reading.unresolved.isEmpty { return finishDiscovery(at: now) }
    guard attempt.number < configuration.discoveryAttempts else {
      return hasProof ? finishDiscovery(at: now) : refuse(.noMulticast, at: now)
    }
    attempt = (now, attempt.number + 1)
  }

  private mutating func finishDiscovery(at now: Instant) {
    enter(configuration.intent == .join ? .following : .claiming, at: now)
    elect(at: now)
  }

  /// Votes, claims while this node leads, and decides when the outcome is stable.
  mutating func elect(at now: Instant) {
    if let server = readyServers.first { return serverFound(server, at: now) }
    guard configuration.intent != .join else {
      missing = .server
      return
    }
    let candidates = self.candidates
    let (roster, start) = (roster, start ?? now)
    if ballot.revise(candidates, hasGone: { roster.hasGone($0, at: now, since: start) }) {
      news.append(.voted(for: ballot.leader, memory: ballot.memory))
    }
    if configuration.intent == .bootstrap,
      let elected = candidates.first(where: \.advert.isElected)
    {
      return refuse(.anotherBootstrap(elected.advert.host), at: now)
    }
    guard ballot.leadsItself else {
      claim.release()
      rounds.take(nil, at: now)
      return follow(at: now)
    }
    if state == .following || state == .claiming && advert.isEstablished {
      enter(.electing, at: now)
    }
    claim.claim(at: now, naming: &identifiers)
    missing = obstacle(among: candidates, at: now)
    let outcome = StableRounds.Outcome(
      term: ballot.memory.candidacy, candidates: candidates.map(\.electionKey))
    // The candidates are watched while the advert is looked at.
    rounds.take([.nothing, .selfCheck].contains(missing) ? outcome : nil, at: now)
    if missing == .nothing, rounds.isStable { bootstrap(at: now) }
  }

  /// What keeps this node, which leads, from deciding.
  private func obstacle(among candidates: [ClusterPeer], at now: Instant) -> Missing {
    guard traffic.doubt(about: [], since: now - ClusterTiming.trafficMemory) == nil else {
      return .traffic
    }
    if let needed = configuration.votesNeeded {
      let voters = ballot.voters(among: candidates)
      if voters.count + 1 < needed { return .votes(voters, needed: needed) }
    } else {
      let dissenters = ballot.dissenters(among: candidates)
      if !dissenters.isEmpty { return .agreement(dissenters) }
    }
    guard advert.isEstablished, claim.isHeld else { return .claim }
    return selfCheck == .passed ? .nothing : .selfCheck
  }

  private mutating func follow(at now: Instant) {
    missing = .server
    guard let leader = ballot.leader else { return }
    enter(.following, at: now)
    give(.follow(leader))
  }

  private mutating func bootstrap(at now: Instant) {
    ballot.win()
    enter(.bootstrapping, at: now)
    missing = .nothing
    give(.bootstrap(configuration.datastore))
  }

  /// Forms the cluster until its API is ready, as long as those who voted for it are in touch.
  mutating func lead(at now: Instant) {
    if let server = readyServers.first {
      return refuse(.serverPresent(server.advert.host), at: now)
    }
    if !claim.isHeld, let other = otherElected {
      return refuse(.anotherBootstrap(other), at: now)
    }
    claim.claim(at: now, naming: &identifiers)
    holdQuorum(at: now)
    if state == .bootstrapping, progress == .ready { enter(.serving, at: now) }
  }

  /// Serves; until enough nodes have joined, the others may form the cluster without this one.
  mutating func confirm(at now: Instant) {
    guard !isConfirmed else { return }
    guard case .bootstrap? = verdict else {
      isConfirmed = true
      return
    }
    isConfirmed = members.count + 1 >= configuration.votesNeeded ?? 1
    if !isConfirmed { holdQuorum(at: now) }
  }

  /// Gives up when those who voted for this node are out of touch for so long that they elect another.
  private mutating func holdQuorum(at now: Instant) {
    guard let needed = configuration.votesNeeded else { return }
    let inTouch = hostsInTouch(at: now).count + 1
    if inTouch < needed { refuse(.quorumLost(votes: inTouch, needed: needed), at: now) }
  }

  /// Those who follow this node as members of its cluster.
  private var members: Set<DNSName> {
    let members = others.filter { peer in
      peer.advert.role != .bootstrap && peer.advert.leader == configuration.host
    }
    return Set(members.map(\.advert.host))
  }

  /// Another node that forms the cluster too, and has the better right to it: it took the claim, or
  /// has the smaller key while nobody holds that.
  private var otherElected: DNSName? {
    let key = ElectionKey(host: configuration.host, nodeID: configuration.nodeID)
    return candidates.first {
      $0.advert.isElected && (claim.isLost || $0.electionKey < key)
    }?.advert.host
  }

  /// Those who vote for this node, or are members of its cluster, and were heard lately.
  private func hostsInTouch(at now: Instant) -> Set<DNSName> {
    let followers = members.union(ballot.voters(among: candidates))
    return roster.hosts(heardSince: now - lease).intersection(followers)
  }

  private var lease: Duration {
    configuration.followerReelect * ClusterTiming.leaseShare.numerator
      / ClusterTiming.leaseShare.denominator
  }
}

/// Joining.
extension ClusterMachine {
  private mutating func serverFound(_ server: ClusterPeer, at now: Instant) {
    claim.release()
    join(server, at: now)
  }

  /// A server is there, and wins over any election.
  private mutating func join(_ server: ClusterPeer, at now: Instant) {
    guard configuration.intent != .bootstrap else {
      return refuse(.serverPresent(server.advert.host), at: now)
    }
    target = server
    enter(.joining, at: now)
    if joiningRole == .server, configuration.joinLockPace != nil { lock.acquire(at: now) }
    join(at: now)
  }

  /// Waits for the lock, and joins.
  mutating func join(at now: Instant) {
    guard let target else { return }
    if progress == .ready { return enter(.serving, at: now) }
    guard verdict?.isJoin != true else { return }
    guard !readyServers.isEmpty else { return lookAgain(at: now) }
    let role = joiningRole
    if role == .server, configuration.joinLockPace != nil {
      if case .failed(let failure) = lock.state { return refuse(.joinLock(failure), at: now) }
      guard lock.state == .held else {
        // One that was still being given back is asked for when that is done.
        lock.acquire(at: now)
        missing = .joinLock
        return
      }
    }
    missing = .nothing
    let server = readyServers.first ?? target
    give(.join(server, as: role))
  }

  /// The server went before it could be joined.
  private mutating func lookAgain(at now: Instant) {
    lock.release(at: now)
    attempt = (now, 1)
    enter(.discovering, at: now)
  }

  private var joiningRole: ClusterRole {
    switch configuration.joining {
    case .server: .server
    case .agent: .agent
    case .automatic:
      lock.state == .held || servers.count < configuration.servers ? .server : .agent
    }
  }
}

/// Views of the roster.
extension ClusterMachine {
  /// An advert of each node that may say any moment that the cluster is there, while this one waits
  /// for that.
  var awaitedInstances: [DNSName] {
    guard state == .following else { return [] }
    let awaited = candidates.filter { peer in
      peer.advert.isElected || (ballot.leader ?? peer.advert.host) == peer.advert.host
    }
    return awaited.compactMap(\.instances.first)
  }

  /// Servers of this cluster whose API is ready, by key.
  var readyServers: [ClusterPeer] {
    servers.filter { $0.advert.state == .ready }
  }

  private var servers: [ClusterPeer] {
    others.filter { peer in
      peer.advert.role == .server && peer.advert.phase != .leaving && !peer.isLeaving
        && !peer.advert.isElected
    }
  }

  /// Nodes that want to form this cluster, or vote for one that does.
  private var candidates: [ClusterPeer] {
    others.filter { $0.advert.role == .bootstrap && $0.advert.phase == .bootstrap }
  }
}

extension Verdict {
  var isJoin: Bool { if case .join = self { true } else { false } }
}
