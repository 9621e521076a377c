internal import DNSSDWire
internal import MulticastDNS

/// What nodes say about themselves when they are asked for it anew.
///
/// An announcement may be lost, or held back (RFC 6762 §8.4), and what is cached of a text then lives on for an hour.
struct FreshTexts: Sendable {
  /// How long an answer is waited for.
  private static let timeout: Duration = .seconds(2)

  private var queries: [QueryID: DNSName] = [:]
  /// By instance, where it differs from what is cached, or did.
  private var texts: [DNSName: TextAttributes] = [:]
  private var news: [DNSName] = []

  func owns(_ query: QueryID) -> Bool { queries[query] != nil }

  /// The question for the text of an instance.
  mutating func ask(
    for instance: DNSName, naming identifiers: inout IdentifierSequence
  ) -> EngineCommand {
    let id = identifiers.nextQuery()
    queries[id] = instance
    let span = Query.Span.gathering(timeout: Self.timeout)
    return .ask(Query(name: instance, type: .txt, span: span), as: id)
  }

  mutating func handle(_ change: AnswerChange, of query: QueryID) {
    guard let instance = queries[query] else { return }
    switch change {
    case .added(let answer):
      guard case .txt(let data) = answer.record.data else { return }
      let text = TextAttributes(data)
      if texts.updateValue(text, forKey: instance) != text { news.append(instance) }
    case .finished: queries[query] = nil
    default: break
    }
  }

  mutating func refused(_ query: QueryID) { queries[query] = nil }

  /// The instances that said something else since the last call.
  mutating func takeNews() -> [DNSName] {
    defer { news = [] }
    return news
  }

  /// Believes what is cached: it was told later.
  mutating func forget(_ instance: DNSName) { texts[instance] = nil }

  /// The service with what it said last.
  func applied(to service: DiscoveredService) -> DiscoveredService {
    guard let text = texts[service.name.name], !service.texts.isEmpty else { return service }
    return DiscoveredService(
      name: service.name, locations: service.locations, texts: [text],
      linkIndexes: service.linkIndexes, isLeaving: service.isLeaving)
  }

  /// Ends all questions.
  mutating func end() -> [EngineCommand] {
    defer { queries = [:] }
    return queries.keys.map(\.rawValue).sorted().map { .cancel(QueryID(rawValue: $0)) }
  }
}
