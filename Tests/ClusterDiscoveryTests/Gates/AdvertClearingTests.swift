import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

/// Whoever looks for the instances of a type.
private struct Onlooker: EngineApplication {
  private var browser: ServiceBrowser
  private var identifiers = IdentifierSequence()
  private var news: Instant?

  init(_ type: ServiceType) throws {
    browser = ServiceBrowser(try BrowsingName(type: type))
  }

  var names: [DNSName] { browser.services.map(\.name.name) }

  mutating func handle(_ event: Event, at now: Instant) {
    guard case .answer(let query, let change) = event else { return }
    browser.handle(change, of: query, at: now)
    news = now
  }

  mutating func advance(to now: Instant) {
    news = nil
    browser.advance(to: now, naming: &identifiers)
    _ = browser.takeChanges()
  }

  mutating func nextCommand() -> EngineCommand? { browser.nextCommand() }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {}

  var nextDeadline: Instant? { news ?? browser.nextDeadline }
}

@Suite("Adverts that were left behind, and adverts held by hand")
struct AdvertClearingTests {
  private func scope() throws -> ClusterScope {
    try ClusterScope(cluster: "sugar", environment: "dev")
  }

  @Test("what a node that crashed left in caches is gone when it is taken back")
  func cleared() throws {
    var lan = GateLAN()
    let instances = try GateFixture.instances()
    let node = lan.add(on: 1)
    try lan.publishNode(on: node)
    let onlooker = lan.add(on: 2, try Onlooker(ServiceType(GateFixture.types[0])))
    lan.run(for: .seconds(5))
    lan.kill(node)
    lan.run(for: .seconds(60))
    #expect(try lan.application(of: onlooker, as: Onlooker.self).names == [instances[0].name])
    let again = lan.add(
      on: 1,
      AdvertClearing(instances, host: try GateFixture.hostName("pi-1"), scope: try scope()))
    lan.run(for: .seconds(10)) { lan in
      (try? lan.application(of: again, as: AdvertClearing.self).report) != nil
    }
    let report = try #require(try lan.application(of: again, as: AdvertClearing.self).report)
    #expect(Set(report.cleared) == Set(instances.map(\.name)))
    #expect(report.held.isEmpty && report.refused.isEmpty)
    lan.run(for: .seconds(3))
    #expect(try lan.application(of: onlooker, as: Onlooker.self).names == [])
  }

  @Test("a name that somebody answers for is left to him, and he is named")
  func held() throws {
    var lan = GateLAN()
    let node = lan.add(on: 3)
    try lan.publishNode(on: node)
    lan.run(for: .seconds(5))
    let member = lan.add(
      on: 1,
      AdvertClearing(
        try GateFixture.instances(), host: try GateFixture.hostName("pi-1"), scope: try scope()))
    lan.run(for: .seconds(10)) { lan in
      (try? lan.application(of: member, as: AdvertClearing.self).report) != nil
    }
    let report = try #require(try lan.application(of: member, as: AdvertClearing.self).report)
    #expect(report.cleared.isEmpty)
    let names = Set(try GateFixture.instances().map(\.name))
    #expect(Set(report.held.map(\.record.name)) == names)
    #expect(report.held.allSatisfy { $0.source == GateFixture.address(3) })
  }

  @Test("an advert held by hand tells the address of its link, and gives way to who has its host")
  func published() throws {
    var lan = GateLAN()
    let advert = ClusterAdvert(
      scope: try scope(), role: .server, host: try GateFixture.hostName("pi-1"))
    let member = lan.add(on: 1, AdvertPublisher(advert))
    lan.run(for: .seconds(3))
    var news: [AdvertPublisher.News] = []
    lan.change(AdvertPublisher.self, of: member) { publisher, _ in
      while let one = publisher.takeNews() { news.append(one) }
    }
    guard case .established(let names)? = news.first else {
      Issue.record("\(news)")
      return
    }
    let wanted = Set(try GateFixture.instances().map(\.name))
    #expect(news.count == 1 && Set(names) == wanted)
    let said = try lan.application(of: member, as: AdvertPublisher.self).said
    #expect(said.ipv4.map { .v4($0) } == GateFixture.address(1))
    let late = lan.add(on: 2, AdvertPublisher(advert))
    lan.run(for: .seconds(3))
    lan.change(AdvertPublisher.self, of: late) { publisher, _ in
      guard case .hostTaken(let conflict)? = publisher.takeNews() else {
        Issue.record("the host has two owners")
        return
      }
      #expect(conflict.source == GateFixture.address(1))
    }
  }
}
