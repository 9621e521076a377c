internal import DNSSDWire
internal import MulticastDNS

/// What follows from a decision.
extension ClusterMachine {
  mutating func enter(_ new: BootstrapState, at now: Instant) {
    guard new != state else { return }
    news.append(.entered(new, from: state))
    state = new
    // Each state asks in its own way: from the next turn on, which is at once.
    isTouched = true
  }

  mutating func give(_ new: Verdict) {
    guard new != verdict else { return }
    verdict = new
    news.append(.verdict(new))
  }

  /// Does nothing any more, and takes back what was published.
  mutating func refuse(_ reason: Refusal, at now: Instant) {
    enter(.refused, at: now)
    give(.refuse(reason))
    advert.withdraw()
    claim.release()
    lock.release(at: now)
    browser.end()
  }

  /// What the advert follows from.
  var stance: Stance {
    var joinedRole: ClusterRole?
    if case .join(_, let role)? = verdict { joinedRole = role }
    return Stance(
      state: state, leader: ballot.leader, term: ballot.memory.term, joinedRole: joinedRole,
      target: target?.advert.host, addresses: addresses)
  }

  /// What is to be said in the present state; nil for what was said before.
  var wantedAdvert: ClusterAdvert? {
    switch state {
    case .claiming, .electing, .following:
      configuration.intent == .join ? nil : candidateAdvert(isElected: false)
    case .bootstrapping: candidateAdvert(isElected: true)
    case .joining: verdict?.isJoin == true ? memberAdvert(.pending) : nil
    case .serving: memberAdvert(.ready)
    case .leaving:
      advert.advert.map { said in
        var last = said
        (last.phase, last.state) = (.leaving, .pending)
        return last
      }
    case .idle, .discovering, .refused: nil
    }
  }

  private func candidateAdvert(isElected: Bool) -> ClusterAdvert {
    ClusterAdvert(
      scope: configuration.scope, role: .bootstrap, phase: .bootstrap, state: .pending,
      leader: ballot.leader ?? configuration.host, term: ballot.memory.term, isElected: isElected,
      host: configuration.host, ipv4: addresses.ipv4, ipv6: addresses.ipv6,
      nodeID: configuration.nodeID, portNumber: configuration.portNumber)
  }

  private func memberAdvert(_ state: AdvertState) -> ClusterAdvert {
    let role: ClusterRole
    if case .join(_, let joined)? = verdict { role = joined } else { role = .server }
    return ClusterAdvert(
      scope: configuration.scope, role: role, state: state,
      leader: target?.advert.host ?? configuration.host, host: configuration.host,
      ipv4: addresses.ipv4, ipv6: addresses.ipv6, nodeID: configuration.nodeID,
      portNumber: configuration.portNumber)
  }
}

/// What the advert of a node follows from: while this stays, so does what the node says.
struct Stance: Hashable, Sendable {
  let state: BootstrapState
  let leader: DNSName?
  let term: UInt32
  let joinedRole: ClusterRole?
  let target: DNSName?
  let addresses: AdvertAddresses
}

/// What the caller said of the work that a verdict gave it.
enum CallerProgress: Hashable, Sendable {
  case none, ready
}

/// How far the self-check is.
enum SelfCheckState: Hashable, Sendable {
  case awaited, passed
}
