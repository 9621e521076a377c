public import DNSSDWire

/// Why a driver could not start.
public enum DriverError: Error, Hashable, Sendable {
  /// Port 5353 could be opened for no family; the reason for each.
  case noSocket(v4: SocketError, v6: SocketError)
  /// The kernel refused what is needed beside the sockets.
  case kernel(SocketError)
  /// There is no room for another thread.
  case thread(Errno)
}

extension DriverError: CustomStringConvertible {
  /// One line, with what can be done where that is known.
  public var description: String {
    switch self {
    case .noSocket(let v4, let v6):
      v4.errno == .addressInUse || v6.errno == .addressInUse
        ? "another program holds UDP port 5353 without sharing it: \(v4); \(v6)"
        : "no socket for Multicast DNS: \(v4); \(v6)"
    case .kernel(let error): "\(error)"
    case .thread(let errno): "start a thread: \(errno)"
    }
  }
}
