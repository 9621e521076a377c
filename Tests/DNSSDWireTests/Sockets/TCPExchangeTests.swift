import Glibc
import Testing

@testable import DNSSDWire

/// A listener on the loopback interface that does one thing to who connects.
private final class LoopbackListener: Sendable {
  enum Manner {
    /// Never looks who connects.
    case ignores
    /// Accepts and closes.
    case closes
    /// Says so much, in two parts.
    case says([UInt8])
  }

  let port: UInt16
  let address: IPAddress
  private let descriptor: FileDescriptor

  init(_ family: AddressFamily = .v4, backlog: Int32 = 8) throws {
    address = SocketBench.loopback(family)
    let domain = family == .v4 ? AF_INET : AF_INET6
    descriptor = try SystemCalls.openDatagramSocket(domain: domain, type: SOCK_STREAM)
    switch address {
    case .v4(let address):
      try SystemCalls.bind(descriptor.rawValue, to: sockaddr_in(address, port: 0))
      let own = try SystemCalls.localAddress(of: descriptor.rawValue, into: sockaddr_in())
      port = UInt16(bigEndian: own.sin_port)
    case .v6(let address):
      let name = IPv6SocketName(address, port: 0)
      try SystemCalls.bind(descriptor.rawValue, to: name)
      port = try SystemCalls.localAddress(of: descriptor.rawValue, into: name).port
    }
    guard listen(descriptor.rawValue, backlog) == 0 else { throw Errno(rawValue: errno) }
  }

  var endpoint: SocketAddress { SocketAddress(address, port: port) }

  /// Waits until somebody connects, for five seconds at most, without a thread of the tasks.
  func hasConnection() async throws {
    try await withCheckedThrowingContinuation { continuation in
      do {
        try LoopThread.start { [self] in continuation.resume(with: Result { try pollOnce() }) }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  private func pollOnce() throws {
    var polled = [pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)]
    try SystemCalls.poll(&polled, milliseconds: 5_000)
  }

  /// Serves one connection on a thread of its own, for five seconds at most.
  func serve(_ manner: Manner) throws {
    try LoopThread.start { [self] in
      try? pollOnce()
      let accepted = accept(descriptor.rawValue, nil, nil)
      guard accepted >= 0 else { return }
      let connection = FileDescriptor(rawValue: accepted)
      if case .says(let octets) = manner {
        let half = octets.count / 2
        _ = try? SystemCalls.write(octets[..<half], to: connection.rawValue)
        var rest = [pollfd(fd: connection.rawValue, events: Int16(POLLIN), revents: 0)]
        try? SystemCalls.poll(&rest, milliseconds: 5)
        _ = try? SystemCalls.write(octets[half...], to: connection.rawValue)
        rest[0].revents = 0
        // Until the other end closes.
        var piece = [UInt8](repeating: 0, count: 4_096)
        while (try? SystemCalls.read(connection.rawValue, into: &piece)).map({ $0 > 0 }) ?? false {
        }
      }
    }
  }
}

@Suite("Conversations over TCP")
struct TCPExchangeTests {
  private static let start = ContinuousClock.now

  private static let clock: @Sendable () -> Duration = { start.duration(to: .now) }

  private func run(
    _ endpoint: SocketAddress, sending octets: [UInt8] = [1, 2, 3], awaiting count: Int = 7,
    within limit: Duration = .seconds(3)
  ) async -> TCPExchange {
    await TCPExchange.run(
      with: endpoint, sending: octets, awaiting: count, within: limit, clock: Self.clock)
  }

  @Test("a connection is established over each family", arguments: SocketBench.families)
  func connection(family: AddressFamily) async throws {
    let listener = try LoopbackListener(family)
    let exchange = await run(listener.endpoint, sending: [], awaiting: 0)
    #expect(exchange.outcome == .connected && exchange.elapsed < .seconds(1))
    #expect(await run(listener.endpoint, awaiting: 0).outcome == .connected)
  }

  @Test("an answer that comes in parts is read whole, whatever it is")
  func answers() async throws {
    for octets in [[21, 3, 3, 0, 2, 2, 40], Array("garbage".utf8)] as [[UInt8]] {
      let listener = try LoopbackListener()
      try listener.serve(.says(octets))
      #expect(await run(listener.endpoint).outcome == .answered(octets))
    }
  }

  @Test("refused, closed and silent are told apart")
  func failures() async throws {
    let port: UInt16
    do { port = try LoopbackListener().port }
    let nobody = SocketAddress(SocketBench.loopback(.v4), port: port)
    #expect(await run(nobody).outcome == .refused)

    let closing = try LoopbackListener()
    try closing.serve(.closes)
    #expect(await run(closing.endpoint).outcome == .closed)

    let ignoring = try LoopbackListener()
    let exchange = await run(ignoring.endpoint, within: .milliseconds(50))
    #expect(exchange.outcome == .silent)
    #expect(exchange.elapsed >= .milliseconds(50) && exchange.elapsed < .seconds(1))
  }

  @Test(
    "what the kernel says at once is no time-out", arguments: [ENETUNREACH, EHOSTUNREACH, EPERM])
  func refusals(code: Int32) {
    let errno = Errno(rawValue: code)
    let expected: TCPExchange.Outcome = code == EPERM ? .failed(errno) : .noRoute(errno)
    #expect(TCPExchange.Outcome(connectingFailedWith: errno) == expected)
  }

  @Test(
    "2025-10-24-k3s-discover-mdns-browse-timeout a host that does not answer is given up in time")
  func timeOut() async throws {
    // Nobody accepts, so the third connection finds no place and its packets no answer.
    let full = try LoopbackListener(backlog: 0)
    let held = try (0..<3).map { _ in try HeldConnection(to: full.endpoint) }
    let exchange = await run(full.endpoint, within: .milliseconds(80))
    #expect(exchange.outcome == .timedOut && exchange.elapsed < .seconds(1))
    withExtendedLifetime(held) {}
  }

  @Test("2025-11-07-mdns-absence-gate-timeout-fix cancelling ends a conversation within 100 ms")
  func cancelling() async throws {
    let listener = try LoopbackListener()
    let readings = Guarded([Duration]())
    let task = Task {
      await TCPExchange.run(
        with: listener.endpoint, sending: [1], awaiting: 7, within: .seconds(60)
      ) {
        let now = Self.clock()
        readings.withLock { $0.append(now) }
        return now
      }
    }
    try await listener.hasConnection()
    let cancelled = Self.clock()
    task.cancel()
    #expect(await task.value.outcome == .cancelled)
    // The last reading was made when it ended; the task itself may come to its turn later.
    let ended = try #require(readings.withLock { $0.last })
    #expect(ended - cancelled < .milliseconds(100))
  }
}

/// A connection that is begun and kept.
private final class HeldConnection {
  private let descriptor: FileDescriptor

  init(to endpoint: SocketAddress) throws {
    descriptor = try SystemCalls.openDatagramSocket(domain: AF_INET, type: SOCK_STREAM)
    guard case .v4(let address) = endpoint.address else { return }
    _ = try SystemCalls.connect(
      descriptor.rawValue, to: sockaddr_in(address, port: endpoint.port))
  }
}
