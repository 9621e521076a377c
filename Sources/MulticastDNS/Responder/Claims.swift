internal import DNSSDWire

/// All claims of this host. Those still in work are in the order in which they began; only they have
/// a deadline.
struct Claims: Equatable {
  private struct Active: Equatable {
    let key: ClaimKey
    var claim: Claim
  }

  private var established: [ClaimKey: Claim] = [:]
  private var active: [Active] = []
  private var places: [ClaimKey: Int] = [:]

  subscript(key: ClaimKey) -> Claim? {
    places[key].map { active[$0].claim } ?? established[key]
  }

  func isEstablished(_ key: ClaimKey) -> Bool {
    established[key] != nil
  }

  var nextDeadline: Deadline? {
    active.reduce(nil) { .earlier($0, $1.claim.deadline) }
  }

  /// When a name waiting on the link is probed for first, if that is in the given time; others join
  /// it, so that one message probes for all.
  func firstProbe(on linkIndex: Int, within span: ClosedRange<Instant>) -> Instant? {
    for waiting in active where waiting.key.linkIndex == linkIndex {
      if case .waiting(let instant) = waiting.claim.phase, span.contains(instant) {
        return instant
      }
    }
    return nil
  }

  /// Begins to probe for a name, or begins again.
  mutating func begin(_ key: ClaimKey, at instant: Instant) {
    established[key] = nil
    let new = Active(key: key, claim: Claim(waitingUntil: instant))
    if let place = places[key] {
      active[place] = new
    } else {
      places[key] = active.count
      active.append(new)
    }
  }

  /// Takes a name without probing.
  mutating func take(_ key: ClaimKey) {
    established[key] = Claim()
  }

  /// Waits after simultaneous probes were lost (RFC 6762 §8.2).
  mutating func postpone(_ key: ClaimKey, until instant: Instant) {
    guard let place = places[key] else { return }
    active[place].claim.phase = .deferred(until: instant)
  }

  mutating func note(rival proposal: [ResourceRecord], for key: ClaimKey) {
    guard let place = places[key] else { return }
    active[place].claim.note(rival: proposal)
  }

  /// A unicast response was asked for: with a probe, or in doubt of a name that is ours.
  mutating func noteUnicastProbe(for key: ClaimKey, at now: Instant) {
    if let place = places[key] {
      active[place].claim.lastUnicastProbe = now
    } else {
      established[key]?.lastUnicastProbe = now
    }
  }

  mutating func release(_ key: ClaimKey) {
    established[key] = nil
    guard places[key] != nil else { return }
    keepActive { $0.key != key }
  }

  mutating func release(on linkIndex: Int) {
    established = established.filter { $0.key.linkIndex != linkIndex }
    keepActive { $0.key.linkIndex != linkIndex }
  }

  /// Takes every step that is due: which names to probe for now, and which are ours from now on.
  mutating func takeDue(at now: Instant) -> (probes: [ClaimKey], established: [ClaimKey]) {
    var probes: [ClaimKey] = []
    var through: [ClaimKey] = []
    for place in active.indices {
      let key = active[place].key
      if active[place].claim.step(at: now) {
        probes.append(key)
      } else if active[place].claim.isEstablished {
        established[key] = active[place].claim
        through.append(key)
      }
    }
    if !through.isEmpty { keepActive { !$0.claim.isEstablished } }
    return (probes, through)
  }

  private mutating func keepActive(where isWanted: (Active) -> Bool) {
    active = active.filter(isWanted)
    places = [:]
    for (place, claim) in active.enumerated() { places[claim.key] = place }
  }
}
