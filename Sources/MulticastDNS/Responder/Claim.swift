internal import DNSSDWire

/// A name on one link.
struct ClaimKey: Hashable {
  let name: DNSName
  let linkIndex: Int
}

/// How far we are with making a name ours on one link (RFC 6762 §8).
struct Claim: Equatable {
  enum Phase: Equatable {
    /// The first probe comes then.
    case waiting(until: Instant)
    /// So many probes are sent; the next comes then, or the end after the last.
    case probing(sent: Int, next: Instant)
    /// Simultaneous probes were lost; the first probe comes then once more (RFC 6762 §8.2).
    case deferred(until: Instant)
    /// The name is ours.
    case established
  }

  var phase: Phase
  /// When a unicast response was asked for last.
  var lastUnicastProbe: Instant?
  /// Digests of what better rivals propose, each once: so many hosts come before us.
  private(set) var rivals: [Int] = []

  /// A claim that is probed for from a moment on.
  init(waitingUntil instant: Instant) {
    phase = .waiting(until: instant)
  }

  /// A claim to a name that is ours without probing.
  init() {
    phase = .established
  }

  var isEstablished: Bool { phase == .established }

  /// Remembers what a host with the better right to the name proposes.
  mutating func note(rival proposal: [ResourceRecord]) {
    let digest = proposal.map(\.data).hashValue
    guard rivals.count < Limits.rivals, !rivals.contains(digest) else { return }
    rivals.append(digest)
  }

  var deadline: Deadline? {
    switch phase {
    case .waiting(let instant), .deferred(let instant):
      Deadline(instant: instant, reason: .probe)
    case .probing(let sent, let next):
      Deadline(instant: next, reason: sent < Timing.probeCount ? .probe : .probingEnd)
    case .established: nil
    }
  }

  /// Takes the step that is due; true when a probe is to be sent.
  mutating func step(at now: Instant) -> Bool {
    switch phase {
    case .waiting(let instant) where instant <= now, .deferred(let instant) where instant <= now:
      phase = .probing(sent: 1, next: now + Timing.probeGap)
      return true
    case .probing(let sent, let next) where next <= now:
      guard sent < Timing.probeCount else {
        phase = .established
        return false
      }
      phase = .probing(sent: sent + 1, next: now + Timing.probeGap)
      return true
    default:
      return false
    }
  }

  /// Whether the probe sent last ends the series.
  var isAtLastProbe: Bool {
    if case .probing(Timing.probeCount, _) = phase { true } else { false }
  }
}
