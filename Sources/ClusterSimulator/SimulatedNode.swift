public import ClusterDiscovery
public import MulticastDNS

/// A node with somebody who does what its verdict says: works for a while, and reports that the API is
/// ready.
public struct SimulatedNode: EngineApplication {
  /// How far the node is.
  public private(set) var machine: ClusterMachine
  /// What happened to it since it started, ``longestStory`` at most.
  public private(set) var story: [Chapter] = []
  private let configuration: BootstrapConfiguration
  private let random: RandomSource
  private let votes = VoteFile()
  /// How long the work takes.
  private let work: Duration
  private var workEnd: Instant?
  private var links: [Link] = []
  private var start: Instant?

  /// Something that happened, with the time since the node started.
  public struct Chapter: Hashable, Sendable {
    public let time: Duration
    public let news: ClusterNews
  }

  /// More chapters than anybody reads; the first of them stay.
  public static let longestStory = 200

  /// A node whose API is ready so long after its verdict. Throws what ``ClusterMachine`` does.
  public init(
    _ configuration: BootstrapConfiguration, work: Duration, random: RandomSource
  ) throws(JoinLockError) {
    self.configuration = configuration
    self.work = work
    self.random = random
    machine = try ClusterMachine(configuration, random: random)
  }

  public mutating func linksChanged(to links: [Link], at now: Instant) {
    self.links = links
    machine.linksChanged(to: links, at: now)
  }

  public mutating func handle(_ event: Event, at now: Instant) { machine.handle(event, at: now) }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    machine.refused(command, because: error, at: now)
  }

  public mutating func nextCommand() -> EngineCommand? { machine.nextCommand() }

  public var nextDeadline: Instant? {
    guard start != nil else { return Instant(nanoseconds: 0) }
    guard let next = machine.nextDeadline else { return workEnd }
    return min(next, workEnd ?? next)
  }

  public mutating func advance(to now: Instant) {
    if start == nil { begin(at: now) }
    if let end = workEnd, end <= now {
      workEnd = nil
      machine.apiReady(at: now)
    }
    machine.advance(to: now)
    for news in machine.takeNews() { take(news, at: now) }
  }

  private mutating func take(_ news: ClusterNews, at now: Instant) {
    if story.count < Self.longestStory, let start {
      story.append(Chapter(time: now.duration(since: start), news: news))
    }
    switch news {
    case .voted(_, let memory): votes.write(memory)
    case .verdict(.join), .verdict(.bootstrap): workEnd = now + work
    case .verdict(.refuse): workEnd = nil
    case .verdict, .entered: break
    }
  }

  /// Goes on with the votes of the time before.
  private mutating func begin(at now: Instant) {
    start = now
    var known = configuration
    known.memory = votes.read()
    guard let begun = try? ClusterMachine(known, random: random) else { return }
    machine = begun
    machine.linksChanged(to: links, at: now)
  }
}
