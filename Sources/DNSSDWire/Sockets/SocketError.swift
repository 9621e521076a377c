/// What the kernel refused, why, and on which interface.
public struct SocketError: Error, Hashable, Sendable {
  /// What was asked of the kernel.
  public let operation: SocketOperation
  /// Why it was refused.
  public let errno: Errno
  /// The interface it was asked for, if it was asked for one.
  public let interfaceIndex: Int?

  /// The error of one refused operation.
  public init(_ operation: SocketOperation, _ errno: Errno, interfaceIndex: Int? = nil) {
    self.operation = operation
    self.errno = errno
    self.interfaceIndex = interfaceIndex
  }
}

/// What can be asked of the kernel.
public enum SocketOperation: Hashable, Sendable {
  /// Opening a UDP socket of one family.
  case open(AddressFamily)
  /// Setting or reading an option.
  case option(SocketOption)
  /// Taking a local address and port.
  case bind(SocketAddress)
  /// Joining a multicast group.
  case join(IPAddress)
  /// Leaving a multicast group.
  case leave(IPAddress)
  /// Sending a datagram.
  case send(to: SocketAddress)
  /// Receiving a datagram.
  case receive
  /// Asking for all interfaces and their addresses.
  case listInterfaces
  /// Following changes of interfaces and addresses.
  case watchInterfaces
  /// Opening the channel through which other threads wake a poller.
  case openWaker
  /// Waiting for descriptors.
  case poll
}

extension SocketError: CustomStringConvertible {
  /// One line, such as `join 224.0.0.251 on interface 3: ENOBUFS (no buffer space available)`.
  public var description: String {
    let place = interfaceIndex.map { " on interface \($0)" } ?? ""
    return "\(operation)\(place): \(errno)"
  }
}

extension SocketOperation: CustomStringConvertible {
  /// The operation as a command, such as `bind 0.0.0.0:5353`.
  public var description: String {
    switch self {
    case .open(let family): "open a UDP socket for \(family)"
    case .option(let option): "set \(option)"
    case .bind(let address): "bind \(address)"
    case .join(let group): "join \(group)"
    case .leave(let group): "leave \(group)"
    case .send(let destination): "send to \(destination)"
    case .receive: "receive"
    case .listInterfaces: "list interfaces"
    case .watchInterfaces: "watch interfaces"
    case .openWaker: "open a waker"
    case .poll: "poll"
    }
  }
}
