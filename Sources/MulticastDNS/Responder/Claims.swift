internal import DNSSDWire

/// All claims of this host; those still in work also in the order in which they began.
struct Claims: Equatable {
  private var claims: [ClaimKey: Claim] = [:]
  private var active: [ClaimKey] = []

  subscript(key: ClaimKey) -> Claim? { claims[key] }

  func isEstablished(_ key: ClaimKey) -> Bool {
    claims[key]?.isEstablished ?? false
  }

  var nextDeadline: Deadline? {
    active.reduce(nil) { .earlier($0, claims[$1]?.deadline) }
  }

  /// When a name waiting on the link is probed for first, if that is in the given time; others join
  /// it, so that one message probes for all.
  func firstProbe(on linkIndex: Int, within span: ClosedRange<Instant>) -> Instant? {
    for key in active where key.linkIndex == linkIndex {
      if case .waiting(let instant)? = claims[key]?.phase, span.contains(instant) { return instant }
    }
    return nil
  }

  /// Begins to probe for a name, or begins again.
  mutating func begin(_ key: ClaimKey, at instant: Instant) {
    if claims[key]?.isEstablished ?? true { active.append(key) }
    claims[key] = Claim(waitingUntil: instant)
  }

  /// Takes a name without probing.
  mutating func take(_ key: ClaimKey) {
    claims[key] = Claim()
  }

  /// Waits after simultaneous probes were lost (RFC 6762 §8.2).
  mutating func postpone(_ key: ClaimKey, until instant: Instant) {
    claims[key]?.phase = .deferred(until: instant)
  }

  mutating func note(rival proposal: [ResourceRecord], for key: ClaimKey) {
    claims[key]?.note(rival: proposal)
  }

  mutating func noteUnicastProbe(for key: ClaimKey, at now: Instant) {
    claims[key]?.lastUnicastProbe = now
  }

  mutating func release(_ key: ClaimKey) {
    guard let claim = claims.removeValue(forKey: key), !claim.isEstablished else { return }
    active.removeAll { $0 == key }
  }

  mutating func release(on linkIndex: Int) {
    claims = claims.filter { $0.key.linkIndex != linkIndex }
    active.removeAll { $0.linkIndex == linkIndex }
  }

  /// Takes every step that is due: which names to probe for now, and which are ours from now on.
  mutating func takeDue(at now: Instant) -> (probes: [ClaimKey], established: [ClaimKey]) {
    var probes: [ClaimKey] = []
    var established: [ClaimKey] = []
    for key in active {
      if claims[key]?.step(at: now) ?? false {
        probes.append(key)
      } else if isEstablished(key) {
        established.append(key)
      }
    }
    if !established.isEmpty { active = active.filter { !isEstablished($0) } }
    return (probes, established)
  }
}
