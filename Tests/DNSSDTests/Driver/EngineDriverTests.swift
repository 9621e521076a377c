import DNSSDWire
internal import Glibc
import MulticastDNS
import Testing

@testable import DNSSD

@Suite("The driver on real sockets", .serialized)
struct EngineDriverTests {
  /// A stranger's socket, and where to send what it has.
  private static let group = SocketAddress(
    MulticastGroup.address(of: .v4), port: MulticastGroup.port)

  @Test("a driver says which links it has, and in the end that it has stopped, once each")
  func lifetime() async throws {
    let bench = try DriverBench(host: 2)
    #expect(try bench.wait { $0.first?.links != nil })
    await bench.driver.stop()
    await bench.driver.stop()
    bench.driver.submit([.cancel(QueryID(rawValue: 1))])
    let counters = await bench.driver.counters()
    #expect(counters.wakeUps >= 2)
    #expect(counters.sockets.contains { $0.family == .v4 && $0.portNumber == 5353 })
    let reports = bench.reports
    #expect(reports.map(\.isStopped) == reports.indices.map { $0 == reports.count - 1 })
    #expect(reports.compactMap(\.links).flatMap { $0 }.map(\.link) == [DriverBench.loopback(2)])
    #expect(reports.flatMap(\.failures).isEmpty)
    #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.now <= $1.now })
  }

  @Test("a driver that is let go of closes without a word")
  func letGo() throws {
    let poller = try Poller()
    let waker = poller.waker
    let hasStopped = Guarded(false)
    let start = HostClock.now()
    _ = try EngineDriver.start(
      DriverConfiguration(seed: 1, links: .pinned([DriverBench.loopback(2)]))
    ) { report in
      hasStopped.withLock { $0 = $0 || report.isStopped }
      waker.signal()
    }
    while !hasStopped.withLock({ $0 }), HostClock.now().duration(since: start) < .seconds(10) {
      _ = try poller.wait(for: [], timeout: .seconds(1))
    }
    let isOver = hasStopped.withLock { $0 }
    #expect(isOver)
  }

  @Test("what the engine refuses is reported, in order")
  func refusals() async throws {
    let bench = try DriverBench(host: 2)
    let query = Query(name: try DNSName("www.example.com."), type: .a)
    let asks = (1...3).map { EngineCommand.ask(query, as: QueryID(rawValue: $0)) }
    bench.driver.submit(asks)
    #expect(try bench.wait { $0.flatMap(\.refusals).count == 3 })
    #expect(bench.reports.flatMap(\.refusals) == asks.map { Refusal($0, because: .notMulticast) })
    await bench.driver.stop()
  }

  @Test("a datagram of a stranger is heard on its link, a broken one reported")
  func datagrams() async throws {
    let bench = try DriverBench(host: 2)
    #expect(try bench.wait { $0.contains { $0.links != nil } })
    let stranger = try MulticastSocket(oneShotOn: .v4)
    let source = IPAddress.v4(IPv4Address(127, 0, 0, 9))
    let link = DriverBench.loopback(2)
    try stranger.send([1, 2, 3], to: Self.group, on: link.index, from: source)
    let discarded = try bench.first { event in
      if case .discarded(.malformed, let from, let index) = event, from.address == source {
        index
      } else {
        nil
      }
    }
    #expect(discarded == link.index)
    let counters = await bench.driver.counters()
    #expect(counters.datagramsReceived >= 1 && counters.octetsReceived >= 3)
    #expect(counters.engine.discarded[.malformed, default: 0] >= 1)
    await bench.driver.stop()
  }

  @Test("a thousand datagrams at once all arrive")
  func burst() async throws {
    let bench = try DriverBench(host: 2)
    #expect(try bench.wait { $0.contains { $0.links != nil } })
    let before = await bench.driver.counters()
    guard before.sockets.allSatisfy({ $0.receiveQueueSize >= 2 * SocketLimits.receiveQueue }) else {
      return
    }
    let stranger = try MulticastSocket(oneShotOn: .v4)
    let source = IPAddress.v4(IPv4Address(127, 0, 0, 8))
    let index = DriverBench.loopback(2).index
    let payload = [UInt8](repeating: 0xFF, count: 600)
    for _ in 0..<1_000 { try stranger.send(payload, to: Self.group, on: index, from: source) }
    #expect(
      try bench.wait { reports in
        reports.flatMap(\.events).count { event in
          if case .discarded(_, let from, _) = event { from.address == source } else { false }
        } == 1_000
      })
    let after = await bench.driver.counters()
    #expect(after.droppedByKernel == before.droppedByKernel)
    await bench.driver.stop()
  }

  @Test("what cannot be sent is counted always, told once, and stops nothing")
  func sendFailures() async throws {
    let loopback = DriverBench.loopback(2)
    // The second address is nobody's here.
    let foreign = IPAddress.v6(IPv6Address(high: 0x2001_0DB8_0000_0000, low: 9))
    let link = Link(
      index: loopback.index, mtu: loopback.mtu,
      addresses: loopback.addresses + [LinkAddress(foreign, prefixLength: 64)])
    let bench = try DriverBench(.pinned([link]))
    let name = try DNSName("nobody-\(mark()).local.")
    bench.driver.submit([
      .ask(Query(name: name, type: .a, urgency: .prompt), as: QueryID(rawValue: 1))
    ])
    let start = HostClock.now()
    var counters = await bench.driver.counters()
    while counters.sendErrors.values.reduce(0, +) < 2,
      HostClock.now().duration(since: start) < .seconds(10)
    {
      _ = try bench.wait(seconds: 1) { _ in false }
      counters = await bench.driver.counters()
    }
    #expect(counters.sendErrors.values.reduce(0, +) >= 2)
    #expect(counters.datagramsSent >= 2)
    let sends = bench.reports.flatMap(\.failures).filter { failure in
      if case .send = failure.operation { true } else { false }
    }
    #expect(sends.count == 1)
    await bench.driver.stop()
  }

  @Test("a hundred drivers in a row leave no thread and no descriptor")
  func leaks() async {
    await #expect(processExitsWith: .success) {
      let counts = { (Self.count("/proc/self/task"), Self.count("/proc/self/fd")) }
      var before = counts()
      for round in 0..<110 {
        let driver = try EngineDriver.start(
          DriverConfiguration(seed: 1, links: .pinned([DriverBench.loopback(2)]))
        ) { _ in }
        if round % 2 == 0 { await driver.stop() }
        // The first rounds start the threads of the language's own pool.
        if round == 9 { before = counts() }
      }
      let poller = try Poller()
      for _ in 0..<500 where counts() > before {
        _ = try poller.wait(for: [], timeout: .milliseconds(10))
      }
      let after = counts()
      #expect(after <= before)
    }
  }

  /// The number of names in a folder.
  private static func count(_ path: String) -> Int {
    guard let folder = unsafe opendir(path) else { return -1 }
    defer { unsafe closedir(folder) }
    var count = 0
    while unsafe readdir(folder) != nil { count += 1 }
    return count
  }
}
