public import MulticastDNS

/// Proves that something listens at an advertised endpoint: address by address, both families, all at
/// the same time.
public struct WireProof: Sendable {
  /// What has to happen at an address.
  public enum Depth: Hashable, Sendable {
    /// A TCP connection is established.
    case connection
    /// The other end speaks TLS as well.
    case tls
  }

  /// How deep it looks.
  public let depth: Depth
  /// How long one address may take, and how long all may.
  public let timeLimit: Duration

  /// A host has a few addresses on each of a few links; more than these are not tried.
  public static let mostAddresses = 16

  /// Looks so deep, and so long at most.
  public init(_ depth: Depth = .connection, within timeLimit: Duration = .seconds(3)) {
    self.depth = depth
    self.timeLimit = timeLimit
  }

  /// Tries all addresses of a host at a port; one that succeeds is enough.
  ///
  /// Ends within the time limit, and within 100 ms when its task is cancelled.
  public func check(
    host: String, addresses: [HostAddress], portNumber: UInt16, with dialler: any WireDialler
  ) async -> WireReport {
    let tried = Array(addresses.prefix(Self.mostAddresses))
    let (depth, timeLimit) = (depth, timeLimit)
    let results = await withTaskGroup(
      of: (Int, WireResult).self, returning: [(Int, WireResult)].self
    ) { group in
      for (place, address) in tried.enumerated() {
        group.addTask {
          let endpoint = WireEndpoint(address, portNumber: portNumber)
          let exchange = await dialler.exchange(
            with: endpoint, sending: depth == .tls ? TLSGreeting.clientHello : [],
            awaiting: depth == .tls ? TLSGreeting.headerLength : 0, within: timeLimit)
          return (place, WireResult(endpoint, exchange, depth))
        }
      }
      return await group.reduce(into: []) { (results, result) in results.append(result) }
    }
    return WireReport(host: host, results: results.sorted { $0.0 < $1.0 }.map(\.1))
  }
}

/// What became of one address.
public struct WireResult: Hashable, Sendable {
  /// How far it went.
  public enum Finding: Hashable, Sendable {
    /// All that was to happen did.
    case reached
    /// Nobody listens there.
    case refused
    /// Nothing came in time, neither a connection nor a refusal.
    case timedOut
    /// There is no way to the address.
    case noRoute
    /// The connection was closed before an answer.
    case closed
    /// There is a connection, and what came over it is not TLS, or nothing came.
    case notTLS
    /// Whoever asked did not want to wait any more.
    case cancelled
    /// The kernel refused for another reason, numbered as in `errno(3)`.
    case failed(code: Int32)
  }

  /// Where, what, and how long it took.
  public let endpoint: WireEndpoint
  public let finding: Finding
  public let elapsed: Duration
  /// Whether a TCP connection was established, whatever came of it.
  public let isConnected: Bool

  /// What an exchange of a depth proves.
  public init(_ endpoint: WireEndpoint, _ exchange: WireExchange, _ depth: WireProof.Depth) {
    self.endpoint = endpoint
    elapsed = exchange.elapsed
    isConnected = exchange.outcome.isConnected
    finding =
      switch (exchange.outcome, depth) {
      case (.connected, .connection), (.answered, .connection), (.silent, .connection),
        (.closed, .connection):
        .reached
      case (.answered(let octets), .tls): TLSGreeting.isAnswered(by: octets) ? .reached : .notTLS
      case (.connected, .tls), (.silent, .tls): .notTLS
      case (.closed, .tls): .closed
      case (.refused, _): .refused
      case (.timedOut, _): .timedOut
      case (.noRoute, _): .noRoute
      case (.cancelled, _): .cancelled
      case (.failed(let code), _): .failed(code: code)
      }
  }
}

/// What became of all addresses of a host.
public struct WireReport: Hashable, Sendable {
  /// The host, as it was called.
  public let host: String
  /// In the order in which the addresses were given.
  public let results: [WireResult]

  public init(host: String, results: [WireResult]) {
    self.host = host
    self.results = results
  }

  /// The endpoint that answered first; nil when none did.
  public var best: WireResult? {
    results.filter { $0.finding == .reached }.min { $0.elapsed < $1.elapsed }
  }

  /// Whether one was reached, else why none was.
  public var result: GateResult<WireResult, WireFailure> {
    if let best { return .ok(best) }
    guard !results.isEmpty else { return .failed(.noAddress(host: host)) }
    guard results.contains(where: { $0.finding != .cancelled }) else {
      return .unknown(.outOfTime)
    }
    return .failed(.unreached(results))
  }
}

/// Why nothing could be proven to listen.
public enum WireFailure: Hashable, Sendable, CustomStringConvertible {
  /// The name of the host has no address.
  case noAddress(host: String)
  /// No address was reached, each for its reason.
  case unreached([WireResult])

  /// What happened at each address, on one line.
  public var description: String {
    switch self {
    case .noAddress(let host):
      "the host \(String(reflecting: host)) has no known address: check its name, or give an address"
    case .unreached(let results): results.map(\.description).joined(separator: "; ")
    }
  }
}

extension WireResult: CustomStringConvertible {
  /// Such as `192.0.2.1:6443: refused, nothing listens there`.
  public var description: String { "\(endpoint): \(finding)" }
}

extension WireResult.Finding: CustomStringConvertible {
  public var description: String {
    switch self {
    case .reached: "reached"
    case .refused: "refused, nothing listens there"
    case .timedOut: "timed out, the host is off or a firewall drops packets"
    case .noRoute: "no route, nobody has that address on a network of ours"
    case .closed: "closed without an answer"
    case .notTLS: "connected, and no TLS is spoken there"
    case .cancelled: "cancelled"
    case .failed(let code): "failed with errno \(code)"
    }
  }
}
