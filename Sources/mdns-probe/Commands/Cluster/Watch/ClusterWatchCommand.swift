internal import ClusterDiscovery
internal import DNSSD

/// `cluster watch`: tells of the nodes of a cluster as they come, change and go.
struct ClusterWatchCommand: Command {
  private static let timeout = OptionDescription(
    name: "timeout", value: "SECONDS", help: "End after this time, with decimals.")

  static let description = CommandDescription(
    name: "watch", overview: "Tells, as JSON lines, of the nodes of a cluster as they come and go.",
    discussion: [
      """
      It publishes nothing and takes no part. The events are start, added, updated, removed, and \
      leader: who is the first ready server, else the node that forms the cluster, else the first of \
      the candidates; null for nobody.
      """
    ],
    options: [timeout] + ClusterOptions.descriptions,
    exitCodes: [(0, "It watched until it was ended."), (3, "It was not possible to watch.")])

  private let resolution: ClusterOptions.Resolution
  private let timeout: Duration?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    timeout = try arguments.duration(of: Self.timeout)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    let settings = resolution.settings
    let watch = PeerWatch(settings.scope, profile: settings.profile)
    var desk = WatchDesk(console)
    let configuration = DriverConfiguration(
      seed: Seed.unpredictable(), links: LinkChoice(settings).hostConfiguration.links)
    _ = try Errand<WatchNews>(within: timeout ?? settings.deadline) { mailbox in
      mailbox.post(.started)
      do throws(DriverError) {
        let host = try await ApplicationHost.start(watch, configuration)
        while let news = await host.first({ $0.news }) { mailbox.post(news) }
        await host.shutDown()
      } catch {
        mailbox.post(.failed(error))
      }
    }.run(&desk)
    if let failure = desk.failure { throw .host(.driver(failure)) }
    return .success
  }
}

/// What the task of `cluster watch` tells.
private enum WatchNews: Sendable {
  case started
  case changes([PeerChange])
  case failed(DriverError)
}

extension PeerWatch {
  fileprivate var news: WatchNews? {
    mutating get {
      let changes = takeChanges()
      return changes.isEmpty ? nil : .changes(changes)
    }
  }
}

private struct WatchDesk: Desk {
  private let console: Console
  private var json = JSONWriter()
  private(set) var failure: DriverError?

  init(_ console: Console) {
    self.console = console
  }

  func flush() throws(CommandFailure) { try console.flush() }

  mutating func take(_ news: WatchNews) throws(CommandFailure) {
    switch news {
    case .started:
      json.event("start")
      try console.result(json.octets)
    case .changes(let changes):
      for change in changes {
        json.event(change)
        try console.result(json.octets)
      }
    case .failed(let error): failure = error
    }
  }
}
