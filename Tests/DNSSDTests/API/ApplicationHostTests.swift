import DNSSDWire
import MulticastDNS
import Testing

@testable import DNSSD

/// An application that asks once, counts events, and wants to be called two seconds after it begins.
private struct Counting: EngineApplication {
  var events = 0
  var refusals = 0
  var links: [Link] = []
  var turns: [Instant] = []
  private var begin: Instant?
  private var commands: [EngineCommand] = []

  var nextDeadline: Instant? { begin.map { $0 + .seconds(2) } }

  mutating func handle(_ event: Event, at now: Instant) { events += 1 }

  mutating func advance(to now: Instant) {
    turns.append(now)
    guard begin == nil else { return }
    begin = now
    ask(1)
  }

  mutating func ask(_ number: UInt64) {
    let query = Query(name: Web.name, type: .srv)
    commands.append(.ask(query, as: QueryID(rawValue: number)))
  }

  mutating func nextCommand() -> EngineCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    refusals += 1
  }

  mutating func linksChanged(to links: [Link], at now: Instant) { self.links = links }
}

@Suite("An application on a host")
struct ApplicationHostTests {
  private static let link = Link(
    index: 7, mtu: 1_500,
    addresses: [LinkAddress(.v4(IPv4Address(192, 0, 2, 1)), prefixLength: 24)])

  /// A host, its port, and the way of reports to it.
  private static func host() async throws -> (
    ApplicationHost<Counting>, FakePort, @Sendable (DriverReport) -> Void
  ) {
    let port = FakePort()
    let way = Guarded<(@Sendable (DriverReport) -> Void)?>(nil)
    let host = try await ApplicationHost.start(Counting()) { report in
      way.withLock { $0 = report }
      return port
    }
    return (host, port, try #require(way.withLock { $0 }))
  }

  @Test("it does what is due first at once, and is called when it wants to be")
  func begin() async throws {
    let (host, port, _) = try await Self.host()
    #expect(port.commands.ask(.srv) != nil)
    #expect(port.wakeUp == port.now + .seconds(2))
    #expect(await host.application.turns == [port.now])
  }

  @Test("it is told of events, refusals and links before its turn, and then who waits is asked")
  func turns() async throws {
    let (host, port, tell) = try await Self.host()
    let events = Task { await host.first { $0.events > 0 ? $0.events : nil } }
    var report = DriverReport(now: port.now)
    report.events = [.heard(.otherHost, linkIndex: 7), .heard(.ownHost, linkIndex: 7)]
    report.refusals = [Refusal(port.commands[0], because: .tooManyQueries)]
    report.links = [
      LinkReport(index: 7, name: "eth0", kind: .ethernet, verdict: .used(Self.link, .network))
    ]
    tell(report)
    #expect(await events.value == 2)
    let application = await host.application
    #expect(application.refusals == 1 && application.links == [Self.link])
  }

  @Test("a change from outside is followed by a turn")
  func modify() async throws {
    let (host, port, _) = try await Self.host()
    await host.modify { application, _ in application.ask(2) }
    #expect(port.commands.count == 2)
  }

  @Test("who waits is let go when the task is cancelled, and when the host is shut down")
  func end() async throws {
    let (host, port, _) = try await Self.host()
    let cancelled = Task { await host.first { $0.events > 5 ? true : nil } }
    cancelled.cancel()
    #expect(await cancelled.value == nil)
    let waiting = Task { await host.first { $0.events > 5 ? true : nil } }
    await host.shutDown()
    #expect(await waiting.value == nil && port.isStopped)
    #expect(await host.first { $0.events > 5 ? true : nil } == nil)
  }
}
