internal import DNSSD

/// Counts and shows what the tasks of `browse` tell.
struct BrowseDesk: Desk {
  private let console: Console
  private let clock: () -> Duration
  private var report: any BrowseReport
  private(set) var census: ServiceCensus
  private(set) var types: [ServiceType] = []
  private(set) var links: [LinkReport] = []
  private(set) var failure: HostError?

  /// `clock` tells the time since the beginning.
  init(
    _ console: Console, resolves: Bool, _ report: any BrowseReport,
    clock: @escaping () -> Duration
  ) {
    self.console = console
    self.clock = clock
    self.report = report
    census = ServiceCensus(resolves: resolves)
  }

  mutating func take(_ news: BrowseNews) throws(CommandFailure) {
    switch news {
    case .started: try report.begin()
    case .links(let links): self.links = links
    case .type(let type): types.append(type)
    case .change(let change): try report.show(census.take(change), at: clock())
    case .failed(let error): failure = error
    }
  }

  func flush() throws(CommandFailure) { try console.flush() }

  mutating func end() throws(CommandFailure) {
    if let failure { throw .host(failure) }
    try report.end(census.all)
  }
}
