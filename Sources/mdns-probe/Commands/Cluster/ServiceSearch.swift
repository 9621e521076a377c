internal import DNSSD

/// Looks once for the services of some names, until nothing more is to be expected.
///
/// Run it on an engine that tells of traffic: an answer of nobody is told from a network without packets.
struct ServiceSearch: EngineApplication {
  /// What was found.
  struct Result: Sendable {
    var services: [DiscoveredService] = []
    /// Whether any datagram was heard, if only our own.
    var hasTraffic = false
    /// How long ago each instance was heard last.
    var ages: [DNSName: Duration] = [:]
    var elapsed: Duration = .zero
    /// Why the engine did not ask.
    var refusal: CommandError?
  }

  private(set) var result: Result?
  private let rule: Settling.Rule
  private let isEnough: @Sendable ([DiscoveredService]) -> Bool
  private var browsers: [ServiceBrowser]
  private var identifiers = IdentifierSequence()
  private var beginning: (start: Instant, settling: Settling)?
  private var heard: [DNSName: Instant] = [:]
  private var hasTraffic = false

  /// More instances than a table is read of; of others the age is not told.
  private static let mostAges = 4_096

  /// A search that ends when answers have settled, and at once when `isEnough` says so.
  init(
    _ names: [BrowsingName], rule: Settling.Rule,
    until isEnough: @escaping @Sendable ([DiscoveredService]) -> Bool = { _ in false }
  ) {
    self.rule = rule
    self.isEnough = isEnough
    browsers = names.map { ServiceBrowser($0) }
  }

  mutating func handle(_ event: Event, at now: Instant) {
    switch event {
    case .heard: hasTraffic = true
    case .answer(let query, let change):
      note(change, at: now)
      for place in browsers.indices { browsers[place].handle(change, of: query, at: now) }
    case .registration, .discarded: break
    }
  }

  private mutating func note(_ change: AnswerChange, at now: Instant) {
    guard case .added(let answer) = change else { return }
    beginning?.settling.heard(at: now)
    if answer.source != nil { hasTraffic = true }
    let name = if case .ptr(let target) = answer.record.data { target } else { answer.record.name }
    if heard.count < Self.mostAges || heard[name] != nil { heard[name] = now }
  }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    for place in browsers.indices { browsers[place].refused(command, because: error, at: now) }
  }

  mutating func advance(to now: Instant) {
    guard result == nil else { return }
    if beginning == nil { beginning = (now, Settling(rule, start: now)) }
    for place in browsers.indices {
      browsers[place].advance(to: now, naming: &identifiers)
      _ = browsers[place].takeChanges()
    }
    let services = browsers.flatMap(\.services)
    guard let (start, settling) = beginning,
      settling.end(progress) <= now || isEnough(services)
    else { return }
    result = Result(
      services: services, hasTraffic: hasTraffic,
      ages: heard.mapValues { now.duration(since: $0) }, elapsed: now.duration(since: start),
      refusal: browsers.compactMap(\.refusal).first)
    for place in browsers.indices { browsers[place].end() }
  }

  mutating func nextCommand() -> EngineCommand? {
    for place in browsers.indices {
      if let command = browsers[place].nextCommand() { return command }
    }
    return nil
  }

  var nextDeadline: Instant? {
    guard result == nil else { return nil }
    let end = beginning?.settling.end(progress)
    return ([end] + browsers.map(\.nextDeadline)).compactMap(\.self).min()
  }

  private var progress: InquiryProgress {
    browsers.contains { $0.progress == .pending } ? .pending : .open
  }
}
