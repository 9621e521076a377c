internal import DNSSDWire
internal import MulticastDNS

/// Looks for the nodes of a cluster: under all types of its profile, and again and again while somebody
/// has to be heard for certain.
struct PeerBrowser: Sendable {
  private let scope: ClusterScope
  private var reader: AdvertReader
  private let profile: ClusterProfile
  private var browsers: [ServiceBrowser]
  private var commands: [EngineCommand] = []
  /// The questions that are out, of which the answers show who is there.
  private var roundQueries: Set<QueryID> = []
  private var texts = FreshTexts()
  private(set) var nextRound: Instant?
  private(set) var reading: AdvertReading
  /// What was read and not taken yet.
  private var news: News?
  private var doubts = TextDoubts()
  private var answered: Set<DNSName> = []
  private(set) var refusal: CommandError?

  /// What changed in the adverts.
  struct News: Sendable {
    /// The nodes as they are now.
    var peers: [ClusterPeer] = []
    /// Instances that said goodbye.
    var farewells: Set<DNSName> = []
  }

  /// How long answers to one question are waited for.
  private static let roundTimeout: Duration = .seconds(2)

  init(scope: ClusterScope, profile: ClusterProfile) {
    self.scope = scope
    self.profile = profile
    browsers = profile.browsingNames(for: scope).map { ServiceBrowser($0) }
    reader = AdvertReader(of: scope, profile: profile)
    reading = reader.reading
  }

  /// When something has to be done, besides the next round.
  var nextDeadline: Instant? {
    browsers.reduce(doubts.nextDeadline) { Instant.earlier($0, $1.nextDeadline) }
  }

  /// What changed since the last call; nil for nothing.
  mutating func takeNews() -> News? {
    defer { news = nil }
    return news
  }

  /// The instances that answered a round since the last call.
  mutating func takeAnswered() -> Set<DNSName> {
    defer { answered = [] }
    return answered
  }

  mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    if texts.owns(query) { return texts.handle(change, of: query) }
    if roundQueries.contains(query) {
      switch change {
      case .added(let answer):
        if case .ptr(let instance) = answer.record.data { answered.insert(instance) }
      case .finished: roundQueries.remove(query)
      default: break
      }
      return
    }
    doubts.note(change)
    for place in browsers.indices { browsers[place].handle(change, of: query, at: now) }
  }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    if case .ask(_, let id) = command {
      roundQueries.remove(id)
      texts.refused(id)
    }
    for place in browsers.indices {
      browsers[place].refused(command, because: error, at: now)
      refusal = refusal ?? browsers[place].refusal
    }
  }

  /// Asks for what is missing; with an interval, asks everybody so often whether he is there, and some
  /// instances what they say.
  mutating func advance(
    to now: Instant, rounds interval: Duration?, awaiting instances: [DNSName],
    naming identifiers: inout IdentifierSequence
  ) {
    var isNew = false
    var farewells = news?.farewells ?? []
    for place in browsers.indices {
      browsers[place].advance(to: now, naming: &identifiers)
      for change in browsers[place].takeChanges() {
        isNew = true
        let instance = change.service.name.name
        if change.tellsText { texts.forget(instance) }
        guard case .removed(_, let reason) = change else {
          reader.note(texts.applied(to: change.service))
          continue
        }
        reader.forget(instance)
        doubts.forget(instance)
        if reason == .goodbye { farewells.insert(instance) }
      }
    }
    let services = texts.takeNews().compactMap(service)
    for service in services { reader.note(texts.applied(to: service)) }
    if isNew || !services.isEmpty {
      reading = reader.reading
      news = News(peers: reading.peers, farewells: farewells)
    }
    if isNew || doubts.nextDeadline.map({ $0 <= now }) ?? false {
      commands += doubts.takeDue(among: reading.peers, at: now).map { .reconfirm($0) }
    }
    askEverybody(every: interval, and: instances, at: now, naming: &identifiers)
  }

  private func service(_ instance: DNSName) -> DiscoveredService? {
    for browser in browsers {
      let service = browser.services.first { $0.name.name == instance }
      if let service { return service }
    }
    return nil
  }

  private mutating func askEverybody(
    every interval: Duration?, and instances: [DNSName], at now: Instant,
    naming identifiers: inout IdentifierSequence
  ) {
    guard let interval else {
      nextRound = nil
      return
    }
    guard nextRound ?? now <= now else {
      nextRound = min(nextRound ?? now, now + interval)
      return
    }
    nextRound = now + interval
    for name in profile.roundNames(for: scope) {
      let id = identifiers.nextQuery()
      roundQueries.insert(id)
      let query = Query(
        name: name.name, type: .ptr, span: .gathering(timeout: Self.roundTimeout))
      commands.append(.ask(query, as: id))
    }
    commands += instances.map { texts.ask(for: $0, naming: &identifiers) }
  }

  mutating func nextCommand() -> EngineCommand? {
    if !commands.isEmpty { return commands.removeFirst() }
    for place in browsers.indices {
      if let command = browsers[place].nextCommand() { return command }
    }
    return nil
  }

  /// Ends all questions.
  mutating func end() {
    for place in browsers.indices { browsers[place].end() }
    commands += roundQueries.map(\.rawValue).sorted().map { .cancel(QueryID(rawValue: $0)) }
    commands += texts.end()
    roundQueries = []
    nextRound = nil
  }
}

extension ServiceChange {
  /// Whether the text of the service is another, or gone.
  fileprivate var tellsText: Bool {
    switch self {
    case .updated(_, _, let fields): fields.contains(.text)
    case .removed: true
    case .added, .leaving, .stayed: false
    }
  }
}
