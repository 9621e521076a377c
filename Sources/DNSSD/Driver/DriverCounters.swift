public import DNSSDWire
public import MulticastDNS

/// What a driver and its engine have done since the start.
public struct DriverCounters: Hashable, Sendable {
  /// What the engine counted.
  public var engine = EngineCounters()
  /// Datagrams and octets that came in, those dropped here included.
  public var datagramsReceived = 0
  public var octetsReceived = 0
  /// Datagrams dropped because their end was lost.
  public var truncated = 0
  /// Datagrams dropped because the kernel did not say on which interface they came in.
  public var withoutInterface = 0
  /// Datagrams that the kernel dropped for want of room.
  public var droppedByKernel = 0
  /// Datagrams handed to the kernel.
  public var datagramsSent = 0
  /// How often the kernel refused to send, by reason; those datagrams are lost.
  public var sendErrors: [Errno: Int] = [:]
  /// How often the kernel refused something else: to receive, to join, to list the interfaces.
  public var otherErrors = 0
  /// Turns of the loop: how often the thread was awake.
  public var wakeUps = 0
  /// How often the interfaces of the host were listed.
  public var interfaceSnapshots = 0
  /// How often the host seems to have slept, or this process to have been stopped.
  public var resumptions = 0
  /// The sockets that are open.
  public var sockets: [SocketReport] = []

  /// Counters of a driver that has done nothing.
  public init() {}
}

/// An open socket as diagnostics show it.
public struct SocketReport: Hashable, Sendable {
  /// The family it serves.
  public let family: AddressFamily
  /// The port it is bound to: 5353, or one of its own for one-shot questions.
  public let portNumber: UInt16
  /// The octets which the kernel granted for datagrams that wait.
  public let receiveQueueSize: Int
  /// The options which the kernel refused and which the socket does without.
  public let refusedOptions: [SocketError]
}
