import DNSSDWire
import MulticastDNS

@testable import ClusterDiscovery

/// What a node keeps when its process ends: a file, as it were.
typealias VoteFile = Guarded<BallotMemory>

/// A node with somebody who does what its verdict says: installs, and reports that the API is ready.
struct SimulatedNode: EngineApplication {
  private(set) var machine: ClusterMachine
  private let votes: VoteFile
  /// How long the work takes.
  private let work: Duration
  private var workEnd: Instant?
  private var hasBegun = false
  private let configuration: BootstrapConfiguration
  private let random: RandomSource

  init(
    _ configuration: BootstrapConfiguration, work: Duration, votes: VoteFile, seed: UInt64
  ) throws {
    self.configuration = configuration
    self.work = work
    self.votes = votes
    random = RandomSource(seed: seed)
    machine = try ClusterMachine(configuration, random: random)
  }

  mutating func handle(_ event: Event, at now: Instant) { machine.handle(event, at: now) }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    machine.refused(command, because: error, at: now)
  }

  mutating func nextCommand() -> EngineCommand? { machine.nextCommand() }

  var nextDeadline: Instant? {
    [hasBegun ? machine.nextDeadline : Instant(nanoseconds: 0), workEnd].compactMap(\.self).min()
  }

  mutating func advance(to now: Instant) {
    if !hasBegun { begin() }
    if let end = workEnd, end <= now {
      workEnd = nil
      machine.apiReady(at: now)
    }
    machine.advance(to: now)
    for news in machine.takeNews() {
      switch news {
      case .voted(_, let memory): votes.withLock { $0 = memory }
      case .verdict(.join), .verdict(.bootstrap): workEnd = now + work
      case .verdict(.refuse): workEnd = nil
      case .verdict, .entered: break
      }
    }
  }

  /// Goes on with the votes of the time before.
  private mutating func begin() {
    hasBegun = true
    var known = configuration
    known.memory = votes.withLock { $0 }
    if let begun = try? ClusterMachine(known, random: random) { machine = begun }
  }
}
