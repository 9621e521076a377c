import DNSSDWire
import MulticastDNS

@testable import DNSSD

/// Stands in the place of a driver: remembers what the host wants, and reports what a test says.
final class FakePort: EnginePort {
  private struct Content {
    var now = Instant(nanoseconds: 1_000_000_000)
    var commands: [EngineCommand] = []
    var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    var wakeUp: Instant?
    var policy: LinkPolicy?
    var isStopped = false
  }

  private let content = Guarded(Content())

  /// A host on a port that does nothing by itself.
  static func host(
    _ configuration: HostConfiguration = named("alpha")
  ) throws -> (DNSSDHost, FakePort) {
    let port = FakePort()
    return (try DNSSDHost.start(configuration) { _, _ in port }, port)
  }

  static func named(_ name: String) -> HostConfiguration {
    var configuration = HostConfiguration()
    configuration.hostName = name
    configuration.seed = 1
    return configuration
  }

  var now: Instant { content.withLock(\.now) }
  var wakeUp: Instant? { content.withLock(\.wakeUp) }
  var policy: LinkPolicy? { content.withLock(\.policy) }
  var isStopped: Bool { content.withLock(\.isStopped) }
  /// The commands so far.
  var commands: [EngineCommand] { content.withLock(\.commands) }

  func submit(_ commands: [EngineCommand]) {
    let waiter = content.withLock { content -> CheckedContinuation<Void, Never>? in
      content.commands += commands
      guard let waiter = content.waiter, content.commands.count >= waiter.count else { return nil }
      content.waiter = nil
      return waiter.continuation
    }
    waiter?.resume()
  }

  func setLinkPolicy(_ policy: LinkPolicy) {
    content.withLock { $0.policy = policy }
  }

  func wake(at instant: Instant?) {
    content.withLock { $0.wakeUp = instant }
  }

  func counters() async -> DriverCounters { DriverCounters() }

  func stop() async {
    content.withLock { $0.isStopped = true }
  }

  /// Waits until there were so many commands; all of them.
  func commands(count: Int) async -> [EngineCommand] {
    await withCheckedContinuation { continuation in
      let isThere = content.withLock { content in
        guard content.commands.count < count else { return true }
        content.waiter = (count, continuation)
        return false
      }
      if isThere { continuation.resume() }
    }
    return commands
  }

  /// Lets time pass.
  func pass(_ duration: Duration) {
    content.withLock { $0.now = $0.now + duration }
  }

  /// Tells the host events of one turn.
  func report(_ events: [Event], to host: DNSSDHost) async {
    await report(to: host) { $0.events = events }
  }

  /// Tells the host of one turn.
  func report(to host: DNSSDHost, _ fill: (inout DriverReport) -> Void) async {
    var report = DriverReport(now: now)
    fill(&report)
    await host.take(.report(report))
  }

  /// Lets time pass until the host wants to be called, and calls it.
  func passToWakeUp(of host: DNSSDHost) async {
    content.withLock { content in
      content.now = max(content.now, content.wakeUp ?? content.now)
      content.wakeUp = nil
    }
    await report(to: host) { $0.isWakeUp = true }
  }
}

extension [EngineCommand] {
  /// The query for a type, and its number.
  func ask(_ type: RecordType) -> (Query, QueryID)? {
    compactMap { command -> (Query, QueryID)? in
      if case .ask(let query, let id) = command, query.type == type { (query, id) } else { nil }
    }.last
  }

  /// What is published, and its number.
  var published: [(Registration, RegistrationID)] {
    compactMap { command in
      if case .publish(let registration, let id) = command { (registration, id) } else { nil }
    }
  }

  var cancelled: [QueryID] {
    compactMap { if case .cancel(let id) = $0 { id } else { nil } }
  }

  var withdrawn: [RegistrationID] {
    compactMap { if case .withdraw(let id) = $0 { id } else { nil } }
  }
}

/// Records of a service as another host offers it.
enum Web {
  static let name: DNSName = named("Web._http._tcp.local.")
  static let host: DNSName = named("bravo.local.")

  static let pointer = answer(named("_http._tcp.local."), .ptr(name))
  static let location = answer(name, .srv(ServiceData(portNumber: 80, target: host)))
  static let text = answer(name, .txt(.empty))
  static let address = answer(host, .a(IPv4Address(192, 0, 2, 20)))

  static func answer(_ name: DNSName, _ data: RecordData, link: Int = 1) -> Answer {
    Answer(
      record: ResourceRecord(name: name, timeToLive: .hostName, data: data), linkIndex: link,
      source: nil, expiry: nil)
  }

  static func named(_ text: String) -> DNSName {
    do {
      return try DNSName(text)
    } catch {
      preconditionFailure("\(text): \(error)")
    }
  }
}

extension FakePort {
  /// Answers the queries for a service as they come, with all its records.
  func answerAll(_ host: DNSSDHost, _ answers: [Answer] = [Web.location, Web.text, Web.address])
    async
  {
    for answer in answers {
      while commands.ask(answer.record.type) == nil { await Task.yield() }
      guard let (_, id) = commands.ask(answer.record.type) else { return }
      await report([.answer(id, .added(answer))], to: host)
    }
  }
}

/// One who iterates, and takes an element when the test says so.
actor Consumer<Element: Sendable, Failure: Error> {
  private var iterator: LiveSequence<Element, Failure>.Iterator

  init(_ sequence: LiveSequence<Element, Failure>) {
    iterator = sequence.makeAsyncIterator()
  }

  func next() async throws(Failure) -> Element? {
    var iterator = iterator
    defer { self.iterator = iterator }
    return try await iterator.next(isolation: self)
  }
}

/// Does something beside the test; its result is waited for later.
func beside<Value: Sendable, Failure: Error>(
  _ body: @escaping @Sendable () async throws(Failure) -> Value
) -> Task<Result<Value, Failure>, Never> {
  Task {
    do throws(Failure) {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }
}

extension DNSSDHost {
  var sessionCount: Int { sessions.count }
}
