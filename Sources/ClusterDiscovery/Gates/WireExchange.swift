internal import DNSSDWire
public import MulticastDNS

/// Where something listens: an address and a TCP port.
public struct WireEndpoint: Hashable, Sendable, CustomStringConvertible {
  /// The address, with its link where it needs one.
  public let address: HostAddress
  public let portNumber: UInt16

  /// A port at an address.
  public init(_ address: HostAddress, portNumber: UInt16) {
    self.address = address
    self.portNumber = portNumber
  }

  /// `192.0.2.1:6443` or `[fe80::1%3]:6443`.
  public var description: String {
    switch address.address {
    case .v4: "\(address):\(portNumber)"
    case .v6: "[\(address)]:\(portNumber)"
    }
  }
}

/// What became of one TCP connection.
public enum WireOutcome: Hashable, Sendable {
  /// It was established; nothing was asked.
  case connected
  /// It was established, and this came first in answer to what was sent.
  case answered([UInt8])
  /// It was established, and no answer came in time.
  case silent
  /// It was established, and the other end closed it without an answer.
  case closed
  /// The host is there, and nothing listens on the port.
  case refused
  /// Nobody answered in time: the host is off, or a firewall drops packets.
  case timedOut
  /// There is no way to the address, or nobody on the link has it.
  case noRoute
  /// Whoever asked did not want to wait any more.
  case cancelled
  /// The kernel refused for another reason, numbered as in `errno(3)`.
  case failed(code: Int32)

  /// Whether the connection was established.
  public var isConnected: Bool {
    switch self {
    case .connected, .answered, .silent, .closed: true
    case .refused, .timedOut, .noRoute, .cancelled, .failed: false
    }
  }
}

/// What became of one TCP connection, and how long it took.
public struct WireExchange: Hashable, Sendable {
  public let outcome: WireOutcome
  /// From the first packet to the outcome.
  public let elapsed: Duration

  /// An outcome and its time.
  public init(_ outcome: WireOutcome, elapsed: Duration) {
    self.outcome = outcome
    self.elapsed = elapsed
  }
}

/// Makes TCP connections for the checks, which have no sockets.
public protocol WireDialler: Sendable {
  /// Connects, sends the octets, waits for at least `count` octets of an answer, and closes.
  ///
  /// Ends within `limit`, and within 100 ms when its task is cancelled. With a count of 0 it ends when
  /// the connection is established.
  func exchange(
    with endpoint: WireEndpoint, sending octets: [UInt8], awaiting count: Int,
    within limit: Duration
  ) async -> WireExchange
}
