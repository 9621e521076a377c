public import DNSSDWire

/// An address and a UDP port.
public struct TransportAddress: Hashable, Sendable {
  public let address: IPAddress
  public let portNumber: UInt16

  /// An address with a port.
  public init(_ address: IPAddress, portNumber: UInt16) {
    self.address = address
    self.portNumber = portNumber
  }
}

/// Which of the host's own ports a datagram uses.
public enum LocalPort: Hashable, Sendable {
  /// Port 5353, shared with every other responder of the host (RFC 6762 §15).
  case multicastDNS
  /// A port of our own for one-shot questions (RFC 6762 §5.1).
  case oneShot
}

/// A datagram as it came in.
public struct IncomingDatagram: Hashable, Sendable {
  /// The UDP payload.
  public let payload: [UInt8]
  /// The sender as the datagram claims it.
  public let source: TransportAddress
  /// The address it was sent to: a group, or one of ours; nil when unknown.
  public let destination: IPAddress?
  /// The interface it came in on.
  public let linkIndex: Int
  /// The port it came to.
  public let localPort: LocalPort
  /// The TTL or hop limit it arrived with; nil when unknown.
  public let hopLimit: UInt8?

  public init(
    payload: [UInt8], source: TransportAddress, destination: IPAddress?, linkIndex: Int,
    localPort: LocalPort = .multicastDNS, hopLimit: UInt8? = nil
  ) {
    self.payload = payload
    self.source = source
    self.destination = destination
    self.linkIndex = linkIndex
    self.localPort = localPort
    self.hopLimit = hopLimit
  }
}

/// A datagram to be sent, with TTL or hop limit 255 (RFC 6762 §11).
public struct OutgoingDatagram: Hashable, Sendable {
  /// Where a datagram goes.
  public enum Destination: Hashable, Sendable {
    /// The group of a family, port 5353.
    case group(AddressFamily)
    /// One host.
    case unicast(TransportAddress)
  }

  /// The UDP payload.
  public let payload: [UInt8]
  public let destination: Destination
  /// The interface it leaves by.
  public let linkIndex: Int
  /// The port it leaves from.
  public let localPort: LocalPort

  public init(
    payload: [UInt8], destination: Destination, linkIndex: Int,
    localPort: LocalPort = .multicastDNS
  ) {
    self.payload = payload
    self.destination = destination
    self.linkIndex = linkIndex
    self.localPort = localPort
  }
}
