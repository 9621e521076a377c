internal import DNSSDWire
internal import MulticastDNS

/// Which names a host has probed for on each link, and which it may use (RFC 6762 §8.1).
struct ClaimLedger: Sendable {
  private struct Key: Hashable {
    let linkIndex: Int
    let name: DNSName
  }

  private struct Claim {
    /// The last probes, three at most.
    var probes: [Instant] = []
    var proposed: Set<RecordIdentity> = []
    var isEstablished = false
  }

  private static let probeCount = 3
  private static let gap: Duration = .milliseconds(250)

  private var claims: [Key: Claim] = [:]

  /// Takes a probe that the host sends.
  mutating func probe(_ message: SentMessage, on linkIndex: Int, at now: Instant) {
    for question in message.questions {
      var claim = claims[Key(linkIndex: linkIndex, name: question.name)] ?? Claim()
      // The copy for the other family is the same probe.
      if claim.probes.last != now { claim.probes.append(now) }
      claim.probes = claim.probes.suffix(Self.probeCount)
      claim.isEstablished = false
      claim.proposed = Set(message.identities.filter { $0.name == question.name })
      claims[Key(linkIndex: linkIndex, name: question.name)] = claim
    }
  }

  /// Takes the use of a unique name; gives what is wrong with it.
  mutating func use(_ name: DNSName, on linkIndex: Int, at now: Instant) -> Finding? {
    let key = Key(linkIndex: linkIndex, name: name)
    let claim = claims[key] ?? Claim()
    guard !claim.isEstablished else { return nil }
    claims[key, default: Claim()].isEstablished = true
    let marks = claim.probes + [now]
    let gaps = zip(marks.dropFirst(), marks).map { $0.duration(since: $1) }
    guard gaps.count == Self.probeCount, gaps.allSatisfy({ $0 >= Self.gap }) else {
      let times = gaps.map(\.millisecondsText).joined(separator: ", ")
      return Finding(.probedFirst, "\(name) after \(claim.probes.count) probes, \(times) apart")
    }
    return nil
  }

  /// Takes a response of another host: who contradicts a claim puts it back to its beginning.
  mutating func hear(_ message: SentMessage, on linkIndex: Int, at now: Instant) {
    for (record, identity) in zip(message.records, message.identities)
    where record.timeToLive != .goodbye {
      let key = Key(linkIndex: linkIndex, name: record.name)
      guard let claim = claims[key], !claim.isEstablished, let last = claim.probes.last,
        !claim.proposed.contains(identity)
      else { continue }
      let isOver = claim.probes.count == Self.probeCount && last + Self.gap <= now
      if !isOver { claims[key]?.probes = [] }
    }
  }

  mutating func forget(linkIndex: Int) {
    claims = claims.filter { $0.key.linkIndex != linkIndex }
  }
}
