public import MulticastDNS

/// How ready a server is, each level with all before it.
public enum ReadinessLevel: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// No TCP connection.
  case unreachable
  /// A TCP connection.
  case tcp
  /// It speaks TLS.
  case tls
  /// It answers requests, if only to say that one may not ask: status 401 or 403.
  case alive
  /// It says that it is ready: a status of 200 to 299.
  case ready

  public static func < (left: ReadinessLevel, right: ReadinessLevel) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What one look at a server showed.
public struct ReadinessReading: Hashable, Sendable {
  public let level: ReadinessLevel
  /// What became of its addresses.
  public let wire: WireReport
  /// The HTTP status; nil when none was asked for or came.
  public let status: Int?

  public init(level: ReadinessLevel, wire: WireReport, status: Int?) {
    self.level = level
    self.wire = wire
    self.status = status
  }
}

/// Looks once how ready the server at a URL is.
public struct ReadinessProbe: Sendable {
  /// Asks for the HTTP status of the readiness page at an endpoint of a URL; nil when there is none. It
  /// ends by itself, and soon when its task is cancelled.
  public typealias StatusCommand = @Sendable (ServerURL, WireEndpoint) async -> Int?

  /// Where the server is.
  public let url: ServerURL
  private let proof: WireProof
  private let status: StatusCommand?

  /// Looks at a server; without a command no level above `tls` is ever seen.
  public init(_ url: ServerURL, within timeLimit: Duration = .seconds(3), status: StatusCommand?) {
    self.url = url
    proof = WireProof(.tls, within: timeLimit)
    self.status = status
  }

  /// Looks at the server by its addresses: that of the URL, or those that its name was found to have.
  public func look(
    at addresses: [HostAddress], with dialler: any WireDialler
  ) async -> ReadinessReading {
    let wire = await proof.check(
      host: "\(url)", addresses: addresses, portNumber: url.portNumber, with: dialler)
    guard let best = wire.best else {
      let isConnected = wire.results.contains(where: \.isConnected)
      return ReadinessReading(level: isConnected ? .tcp : .unreachable, wire: wire, status: nil)
    }
    let status = await self.status?(url, best.endpoint)
    return ReadinessReading(level: Self.level(of: status), wire: wire, status: status)
  }

  /// What a status says of a server that speaks TLS.
  public static func level(of status: Int?) -> ReadinessLevel {
    switch status {
    case .some(200...299): .ready
    case 401, 403: .alive
    default: .tls
    }
  }
}

/// Says when to look again at a server until it is ready enough: after one second at first, then after
/// twice as long each time up to thirty, each wait cut by chance so that many nodes that wait for one
/// server do not come at one moment.
public struct ReadinessWait: Hashable, Sendable {
  /// What comes next.
  public enum Step: Hashable, Sendable {
    /// Look again at this moment.
    case look(at: Instant)
    /// It is over.
    case end(GateReport<ReadinessReading, ReadinessFailure>)
  }

  /// How ready it has to be, and how long that may take.
  public let wanted: ReadinessLevel
  public let timeLimit: Duration
  private let start: Instant
  private var backoff: Backoff
  private var random: RandomSource
  private var attempts = 0

  /// A wait that begins now, with the first look at once.
  public init(
    for wanted: ReadinessLevel, within timeLimit: Duration = .seconds(120),
    backoff: Backoff = Backoff(start: .seconds(1), limit: .seconds(30), jitter: .full),
    start: Instant, random: RandomSource
  ) {
    self.wanted = wanted
    self.timeLimit = timeLimit
    self.backoff = backoff
    self.start = start
    self.random = random
  }

  /// What comes after a look.
  public mutating func next(after reading: ReadinessReading, at now: Instant) -> Step {
    attempts += 1
    let elapsed = now.duration(since: start)
    if reading.level >= wanted {
      return .end(GateReport(result: .ok(reading), attempts: attempts, elapsed: elapsed))
    }
    let next = now + backoff.next(&random)
    guard next < start + timeLimit else {
      return .end(
        GateReport(
          result: .failed(ReadinessFailure(wanted: wanted, last: reading)), attempts: attempts,
          elapsed: elapsed))
    }
    return .look(at: next)
  }
}

/// Why a server is not ready enough.
public struct ReadinessFailure: Hashable, Sendable, CustomStringConvertible {
  /// How ready it should be, and what was seen last.
  public let wanted: ReadinessLevel
  public let last: ReadinessReading

  public init(wanted: ReadinessLevel, last: ReadinessReading) {
    self.wanted = wanted
    self.last = last
  }

  /// How far it is and why, on one line.
  public var description: String {
    let reason =
      switch last.wire.result {
      case .failed(let failure): "\(failure)"
      case .ok, .unknown: last.status.map { "its status is \($0)" } ?? "it gives no status"
      }
    return "the server is \(last.level) where \(wanted) is wanted: \(reason)"
  }
}
