import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

@Suite("Texts asked for anew")
struct FreshTextsTests {
  private static let pending = AdvertSamples.bootstrap + ["elected=1"]

  /// Asks for the text of a service, and gets an answer.
  private func answered(
    _ strings: [String], for service: DiscoveredService
  ) throws -> FreshTexts {
    var texts = FreshTexts()
    var identifiers = IdentifierSequence()
    guard case .ask(let query, let id) = texts.ask(for: service.name.name, naming: &identifiers)
    else { throw NoQuestion() }
    #expect(query.type == .txt && query.name == service.name.name && texts.owns(id))
    if case .gathering = query.span {} else { Issue.record("the cache would answer") }
    let data = try TextData(strings: strings.map { Array($0.utf8) })
    let record = ResourceRecord(
      name: query.name, timeToLive: TimeToLive(seconds: 10), data: .txt(data))
    let answer = Answer(record: record, linkIndex: 2, source: nil, expiry: nil)
    texts.handle(.added(answer), of: id)
    texts.handle(.finished, of: id)
    #expect(!texts.owns(id))
    return texts
  }

  private struct NoQuestion: Error {}

  @Test("what a node says when it is asked counts before what is cached of it")
  func freshCounts() throws {
    let cached = try AdvertSamples.service(text: Self.pending, addresses: ["10.0.0.1"])
    var texts = try answered(AdvertSamples.server, for: cached)
    let news = [texts.takeNews(), texts.takeNews()]
    #expect(news == [[cached.name.name], []])
    let peer = try #require(try AdvertSamples.reading([texts.applied(to: cached)]).peers.first)
    #expect(peer.isReadyServer && peer.addresses.count == 1)
    texts.forget(cached.name.name)
    #expect(texts.applied(to: cached) == cached)
  }

  @Test("other services, and those without a text, stay as they are")
  func othersStay() throws {
    let asked = try AdvertSamples.service("a", text: Self.pending)
    let others = [
      try AdvertSamples.service("b", text: Self.pending), try AdvertSamples.service("a", text: nil),
    ]
    let texts = try answered(AdvertSamples.server, for: asked)
    #expect(others.map(texts.applied(to:)) == others)
  }

  @Test("questions that are open are ended")
  func ends() throws {
    var texts = FreshTexts()
    var identifiers = IdentifierSequence()
    let service = try AdvertSamples.service(text: Self.pending)
    let asked = (0..<3).map { _ in texts.ask(for: service.name.name, naming: &identifiers) }
    let ids = asked.compactMap { if case .ask(_, let id) = $0 { id } else { nil } }
    let ends = texts.end()
    #expect(ends == ids.map { .cancel($0) })
    #expect(!ids.contains(where: texts.owns))
  }
}
