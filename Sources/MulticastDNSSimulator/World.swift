internal import MulticastDNS

/// A simulated network: hosts with engines on virtual links, in virtual time.
///
/// A value: copy it to try two futures. Equal seeds and equal calls give equal transcripts in every
/// process. Hosts are added and asked to do things between calls of ``run(for:)``; the rules of
/// ``Rule`` are checked at every step, and what breaks them is in ``violations``.
public struct World: Sendable {
  /// What all chance in this world comes from.
  public let seed: UInt64
  /// What happened so far.
  public internal(set) var transcript: Transcript
  /// The rules that were broken so far, oldest first, ``mostViolations`` at most.
  public private(set) var violations: [Violation] = []
  /// What was sent so far.
  public internal(set) var traffic = Traffic()
  /// What befalls datagrams from now on.
  public internal(set) var weather = Weather.calm

  /// More violations than anybody reads; the rest is not kept.
  public static let mostViolations = 16
  /// More lines before a violation than anybody reads.
  static let linesWithViolation = 40
  /// More events at one moment than hosts that come to rest cause.
  private static let eventsInMoment = 2_000_000

  let thoroughness: Thoroughness
  private(set) var clock = VirtualClock(startingAt: Instant(nanoseconds: 0))
  var queue = EventQueue<Occurrence>()
  var hosts: [VirtualHost] = []
  var links: [VirtualLink] = []
  var weatherChance: Chance
  var hostChance: Chance
  var turn = Turn()
  /// The last message sent, which is often sent again at once for the other family.
  var lastSent: SentMessage?
  var nextIdentifier: UInt64 = 1 << 63 + 1
  private var eventsAtMoment = 0

  /// A world without links and hosts.
  public init(
    seed: UInt64, checking thoroughness: Thoroughness = .everything,
    keeping extent: Transcript.Extent = .last(200)
  ) {
    self.seed = seed
    self.thoroughness = thoroughness
    transcript = Transcript(extent)
    weatherChance = Chance(seed: seed, for: .weather)
    hostChance = Chance(seed: seed, for: .hosts)
  }

  /// The time since the beginning.
  public var elapsed: Duration { clock.now.duration(since: Instant(nanoseconds: 0)) }

  /// Lets a time pass.
  public mutating func run(for duration: Duration) {
    run(until: elapsed + duration)
  }

  /// Lets time pass until so long after the beginning.
  public mutating func run(until end: Duration) {
    let end = Instant(nanoseconds: 0) + end
    while let next = queue.nextInstant, next <= end, step() {}
    clock.advance(to: end)
  }

  /// Does what comes next; false when nothing does, or when a moment does not end.
  mutating func step() -> Bool {
    guard eventsAtMoment < Self.eventsInMoment, let (instant, event) = queue.popFirst() else {
      return false
    }
    eventsAtMoment = instant == clock.now ? eventsAtMoment + 1 : 0
    if eventsAtMoment == Self.eventsInMoment {
      report(Finding(.calm, "\(Self.eventsInMoment) events at one moment"), of: nil)
    }
    clock.advance(to: instant)
    switch event {
    case .wake(let host, let ticket): wake(host, ticket)
    case .broadcast(let flight): spread(flight)
    case .arrival(let flight, let place, let port): deliver(flight, to: place, on: port)
    case .command(let host, let command): takeLate(command, on: host)
    case .fault(let fault): inflict(fault)
    }
    return true
  }

  /// Keeps a broken rule with all that is needed to repeat it.
  mutating func report(_ finding: Finding, of host: Int?) {
    guard violations.count < Self.mostViolations else { return }
    violations.append(
      Violation(
        rule: finding.rule, detail: finding.detail, host: host.map { hosts[$0].plan.name },
        seed: seed, time: elapsed,
        lastLines: transcript.ordered.suffix(Self.linesWithViolation).map(\.text)))
  }
}

/// What the hosts of a world sent.
public struct Traffic: Hashable, Sendable {
  /// Datagrams; a multicast on both families counts twice.
  public internal(set) var datagrams = 0
  /// Their UDP payloads together.
  public internal(set) var octets = 0
  /// Queries that propose no records.
  public internal(set) var queries = 0
  public internal(set) var probes = 0
  public internal(set) var multicastResponses = 0
  public internal(set) var unicastResponses = 0
  /// Datagrams given to engines; each receiver of a multicast counts.
  public internal(set) var deliveries = 0

  /// Counts a multicast message once for the family it went out on.
  mutating func count(multicast message: SentMessage) {
    if message.isResponse {
      multicastResponses += 1
    } else if message.isProbe {
      probes += 1
    } else {
      queries += 1
    }
  }
}
