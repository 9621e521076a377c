internal import DNSSDWire
public import MulticastDNS

/// A turn: what is known leads to a state, a state to what is said and asked.
extension ClusterMachine: EngineApplication {
  public mutating func advance(to now: Instant) {
    self.now = max(self.now, now)
    isTouched = false
    guard state != .refused else { return }
    if start == nil { begin(at: now) }
    browser.advance(
      to: now, rounds: roundInterval, awaiting: awaitedInstances, naming: &identifiers)
    roster.heard(browser.takeAnswered(), at: now)
    if let news = browser.takeNews() {
      roster.update(
        news.peers.filter { $0.advert.host != configuration.host }, farewells: news.farewells,
        at: now)
    }
    others = roster.peers(at: now)
    lock.advance(to: now, naming: &identifiers)
    decide(at: now)
    speak(at: now)
  }

  private mutating func begin(at now: Instant) {
    start = now
    attempt = (now, 1)
    enter(.discovering, at: now)
    do throws(RegistrationError) {
      try advert.publishHost(configuration.host, naming: &identifiers)
    } catch {
      refuse(.engine("\(error)"), at: now)
    }
  }

  private mutating func decide(at now: Instant) {
    if let conflict = advert.hostConflict, state != .leaving {
      return refuse(.hostNameTaken(configuration.host, by: conflict.source), at: now)
    }
    if let error = browser.refusal { return refuse(.engine("\(error)"), at: now) }
    switch state {
    case .discovering: discover(at: now)
    case .claiming, .electing, .following: elect(at: now)
    case .bootstrapping: lead(at: now)
    case .joining: join(at: now)
    case .leaving: if let withdrawal, withdrawal <= now { withdraw() }
    case .serving: confirm(at: now)
    case .idle, .refused: break
    }
    giveUpInTime(at: now)
  }

  private mutating func giveUpInTime(at now: Instant) {
    guard let deadline, deadline <= now, isUndecided else { return }
    refuse(.tooLate(state, missing: missing), at: now)
  }

  /// Publishes what the state wants to be said.
  private mutating func speak(at now: Instant) {
    let stance = self.stance
    guard stance != said else { return }
    said = stance
    guard let wanted = wantedAdvert else { return }
    do throws(ClusterProfileError) {
      try advert.say(wanted, naming: &identifiers)
    } catch {
      refuse(.engine("\(error)"), at: now)
    }
  }

  private mutating func withdraw() {
    withdrawal = nil
    advert.withdraw()
    claim.release()
    browser.end()
  }

  /// Whether it is still open what the node does.
  private var isUndecided: Bool {
    switch state {
    case .discovering, .claiming, .electing, .following: true
    case .joining: verdict == nil
    case .idle, .bootstrapping, .serving, .leaving, .refused: false
    }
  }

  private var deadline: Instant? {
    guard let start, let limit = configuration.deadline else { return nil }
    return start + limit
  }

  /// How often everybody is asked whether he is there; nil for not at all. Whoever is not asked counts as
  /// gone after a while, so that a node asks as long as it knows others.
  private var roundInterval: Duration? {
    let settled = configuration.followerReelect / ClusterTiming.settledRounds
    return switch state {
    case .discovering, .claiming, .electing: ClusterTiming.electionRound
    case .following, .bootstrapping: ClusterTiming.followingRound
    case .joining: verdict?.isJoin == true ? settled : ClusterTiming.followingRound
    case .serving: isConfirmed ? settled : ClusterTiming.followingRound
    case .idle, .leaving, .refused: nil
    }
  }
}

extension ClusterMachine {
  /// The advert tells the addresses of the first link that has some, unless the configuration does.
  public mutating func linksChanged(to links: [Link], at now: Instant) {
    isTouched = true
    addresses = AdvertAddresses(
      of: links, unless: AdvertAddresses(ipv4: configuration.ipv4, ipv6: configuration.ipv6))
  }

  public mutating func handle(_ event: Event, at now: Instant) {
    isTouched = true
    switch event {
    case .answer(let query, let change):
      browser.handle(change, of: query, at: now)
    case .registration(let id, let change):
      if advert.owns(id) { advert.handle(change, of: id) }
      if claim.owns(id) { claim.handle(change, at: now) }
    case .heard(_, let linkIndex): traffic.note(on: linkIndex, at: now)
    case .discarded: break
    }
    lock.handle(event, at: now)
  }

  public mutating func nextCommand() -> EngineCommand? {
    advert.nextCommand() ?? claim.nextCommand() ?? lock.nextCommand() ?? browser.nextCommand()
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    switch command {
    case .publish(_, let id), .update(let id, _):
      if advert.owns(id) { refuse(.engine("\(error)"), at: now) }
    case .ask, .cancel, .reconfirm, .withdraw: break
    }
    isTouched = true
    browser.refused(command, because: error, at: now)
    lock.refused(command, because: error, at: now)
  }

  public var nextDeadline: Instant? {
    guard !isTouched else { return now }
    guard state != .refused else { return nil }
    var next: Instant?
    func add(_ instant: Instant?) {
      if let instant, instant > now { next = Instant.earlier(next, instant) }
    }
    add(browser.nextDeadline)
    add(browser.nextRound)
    add(lock.nextDeadline)
    add(withdrawal)
    if isUndecided { add(deadline) }
    switch state {
    case .discovering: add(attempt.start + configuration.discoveryWait)
    case .claiming, .electing, .following:
      add(claim.nextDeadline)
      add(rounds.next)
      add(roster.nextDeadline(after: now))
    case .bootstrapping: add(roster.nextDeadline(after: now))
    case .idle, .joining, .serving, .leaving, .refused: break
    }
    return next
  }
}

extension Instant {
  /// The earlier of two moments of which each may be missing.
  static func earlier(_ left: Instant?, _ right: Instant?) -> Instant? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}
