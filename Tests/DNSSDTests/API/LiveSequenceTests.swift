import DNSSDWire
import MulticastDNS
import Testing

@testable import DNSSD

@Suite("Live sequences")
struct LiveSequenceTests {
  private static let names = BrowseOptions(detail: .names)

  private static func pointer(_ name: String) -> Answer {
    Web.answer(Web.named("_http._tcp.local."), .ptr(Web.named("\(name)._http._tcp.local.")))
  }

  @Test("nothing is asked before somebody iterates, and each iterator asks for itself")
  func lazy() async throws {
    let (host, port) = try FakePort.host()
    let sequence = try host.services(of: "_http._tcp", options: Self.names)
    #expect(port.commands.isEmpty)
    let tasks = (0..<2).map { _ in Task { for await _ in sequence {} } }
    let commands = await port.commands(count: 2)
    #expect(
      commands.compactMap { if case .ask(_, let id) = $0 { id.rawValue } else { nil } }
        == [1, 2] as [UInt64])
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  @Test("a browse gives whole lists, and who is slow gets the newest")
  func snapshots() async throws {
    let (host, port) = try FakePort.host()
    let consumer = Consumer(try host.services(of: "_http._tcp", options: Self.names))
    let id = QueryID(rawValue: 1)
    async let first = consumer.next()
    _ = await port.commands(count: 1)
    await port.report([.answer(id, .added(Self.pointer("b")))], to: host)
    #expect(await first?.map(\.instance) == ["b"])
    await port.report([.answer(id, .added(Self.pointer("c")))], to: host)
    await port.report([.answer(id, .added(Self.pointer("a")))], to: host)
    #expect(await consumer.next()?.map(\.instance) == ["a", "b", "c"])
  }

  @Test("cancelling the task ends the sequence and its queries")
  func cancellation() async throws {
    let (host, port) = try FakePort.host()
    let sequence = try host.services(of: "_http._tcp", options: Self.names)
    let task = Task { for await _ in sequence {} }
    _ = await port.commands(count: 1)
    task.cancel()
    await task.value
    #expect(await port.commands(count: 2).cancelled == [QueryID(rawValue: 1)])
    #expect(await host.sessionCount == 0)
    #expect(await host.owners.isEmpty)
  }

  @Test("a task that is cancelled before it iterates gets nothing")
  func cancelledBefore() async throws {
    let (host, _) = try FakePort.host()
    let sequence = try host.services(of: "_http._tcp", options: Self.names)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      var count = 0
      for await _ in sequence { count += 1 }
      return count
    }
    task.cancel()
    #expect(await task.value == 0)
  }

  @Test("dropping the iterator ends the queries")
  func drop() async throws {
    let (host, port) = try FakePort.host()
    let sequence = try host.services(of: "_http._tcp", options: Self.names)
    var consumer: Consumer? = Consumer(sequence)
    let first = beside { [consumer] in await consumer?.next() }
    _ = await port.commands(count: 1)
    await port.report([.answer(QueryID(rawValue: 1), .added(Self.pointer("a")))], to: host)
    #expect(await first.value.get()?.count == 1)
    consumer = nil
    #expect(await port.commands(count: 2).cancelled == [QueryID(rawValue: 1)])
  }

  @Test("changes are told by service, however many events there were")
  func changes() async throws {
    let (host, port) = try FakePort.host()
    let consumer = Consumer(try host.changes(of: "_http._tcp", options: Self.names))
    let id = QueryID(rawValue: 1)
    async let first = consumer.next()
    _ = await port.commands(count: 1)
    await port.report([.answer(id, .added(Self.pointer("a")))], to: host)
    guard case .added(let service)? = try await first else {
      Issue.record("nothing was added")
      return
    }
    #expect(service.instance == "a")
    for link in 2...5_000 {
      let answer = Web.answer(
        Web.named("_http._tcp.local."), .ptr(Web.named("a._http._tcp.local.")), link: link)
      await port.report([.answer(id, .added(answer))], to: host)
    }
    guard case .updated(let updated, _, .links)? = try await consumer.next() else {
      Issue.record("no links were added")
      return
    }
    #expect(updated.linkIndexes.count == 5_000)
  }

  @Test("a sequence with errors says why it ended, after what was there")
  func reasons() async throws {
    let (host, port) = try FakePort.host()
    let refused = Consumer(try host.changes(of: "_http._tcp", options: Self.names))
    let refusal = beside { () async throws(HostError) in try await refused.next() }
    let commands = await port.commands(count: 1)
    await port.report(to: host) { $0.refusals = [Refusal(commands[0], because: .tooManyQueries)] }
    #expect(await refusal.value == .failure(.refused(.tooManyQueries)))
    #expect(try await refused.next() == nil)
    let open = Consumer(try host.changes(of: "_ipp._tcp", options: Self.names))
    let end = beside { () async throws(HostError) in try await open.next() }
    _ = await port.commands(count: 2)
    await host.shutDown()
    #expect(await end.value == .failure(.shutDown))
    #expect(port.isStopped)
    let late = Consumer(try host.changes(of: "_ipp._tcp"))
    await #expect(throws: HostError.shutDown) { try await late.next() }
    #expect(try await host.services(of: "_ipp._tcp").settled() == nil)
  }

  @Test("a sequence that should settle ends by itself, with an empty list when there is nothing")
  func settling() async throws {
    let (host, port) = try FakePort.host()
    let sequence = try host.services(of: "_http._tcp", options: Self.names)
    async let empty = sequence.settled()
    _ = await port.commands(count: 1)
    #expect(port.wakeUp == port.now + .milliseconds(2_500))
    await port.passToWakeUp(of: host)
    #expect(await empty == [])
    async let full = sequence.settled()
    let commands = await port.commands(count: 3)
    let start = port.now
    port.pass(.milliseconds(100))
    guard let (_, id) = commands.ask(.ptr) else { return }
    await port.report([.answer(id, .added(Self.pointer("a")))], to: host)
    #expect(port.wakeUp == start + .milliseconds(1_500))
    await port.passToWakeUp(of: host)
    #expect(await full?.map(\.instance) == ["a"])
    #expect(await port.commands(count: 4).cancelled.count == 2)
    #expect(await host.sessionCount == 0)
    #expect(port.wakeUp == nil)
  }

  @Test("interfaces and troubles are told to who listens, the newest only")
  func news() async throws {
    let (host, port) = try FakePort.host()
    let report = LinkReport(index: 1, name: "eth0", kind: .ethernet, verdict: .leftOut(.down))
    await port.report(to: host) { $0.links = [report] }
    #expect(await host.links == [report])
    let links = Consumer(host.linkChanges())
    #expect(await links.next() == [report])
    let troubles = Consumer(host.troubles())
    async let first = troubles.next()
    while await host.sessionCount < 2 { await Task.yield() }
    let source = TransportAddress(.v4(IPv4Address(192, 0, 2, 20)), portNumber: 5353)
    for index in 0..<1_000 {
      await port.report([.discarded(.offLink, source: source, linkIndex: index)], to: host)
    }
    #expect(await first == .discarded(.offLink, source: source, linkIndex: 0))
    #expect(await troubles.next() == .discarded(.offLink, source: source, linkIndex: 744))
    await host.setLinkPolicy(LinkPolicy())
    #expect(port.policy == LinkPolicy())
  }
}
