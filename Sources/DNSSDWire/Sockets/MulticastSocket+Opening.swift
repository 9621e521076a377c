internal import Glibc

/// The sizes which sockets ask for.
public enum SocketLimits {
  /// The longest payload in octets that is received whole: every length that UDP can state, and so
  /// more than the 9,000 octets of a Multicast DNS packet (RFC 6762 §17).
  public static let payload = 65_535
  /// The octets asked for datagrams that wait. A thousand hosts may answer one question within
  /// 120 ms (RFC 6762 §6), and a network driver spends some 2,048 octets on each; the
  /// kernel grants the double of what is asked, for its own bookkeeping.
  public static let receiveQueue = 1_000 * 2_048
}

/// The steps of opening a socket.
extension MulticastSocket {
  static func open(_ family: AddressFamily) throws(SocketError) -> FileDescriptor {
    do {
      return try SystemCalls.openDatagramSocket(domain: family == .v4 ? AF_INET : AF_INET6)
    } catch {
      throw SocketError(.open(family), error)
    }
  }

  /// The same socket with all required options, bound to a port of every address.
  static func configured(
    _ descriptor: consuming FileDescriptor, _ family: AddressFamily, port: UInt16
  ) throws(SocketError) -> FileDescriptor {
    for setting in family.requiredSettings { try apply(setting, to: descriptor) }
    let anyAddress: IPAddress =
      family == .v4 ? .v4(IPv4Address(rawValue: 0)) : .v6(IPv6Address(high: 0, low: 0))
    do {
      switch anyAddress {
      case .v4(let address):
        try SystemCalls.bind(descriptor.rawValue, to: sockaddr_in(address, port: port))
      case .v6(let address):
        try SystemCalls.bind(descriptor.rawValue, to: IPv6SocketName(address, port: port))
      }
    } catch {
      throw SocketError(.bind(SocketAddress(anyAddress, port: port)), error)
    }
    return descriptor
  }

  static func apply(
    _ setting: OptionSetting, to descriptor: borrowing FileDescriptor
  ) throws(SocketError) {
    let option = setting.option
    do {
      try SystemCalls.setOption(
        descriptor.rawValue, level: option.level, number: option.number, to: setting.value)
    } catch {
      throw SocketError(.option(option), error)
    }
  }

  /// Sets what serves better where the kernel allows it; returns the room it granted for datagrams
  /// that wait, and the options it refused.
  static func improve(
    _ descriptor: borrowing FileDescriptor, _ family: AddressFamily
  ) throws(SocketError) -> (receiveQueueSize: Int, refused: [SocketError]) {
    var refused: [SocketError] = []
    for setting in family.desiredSettings {
      do {
        try apply(setting, to: descriptor)
      } catch {
        refused.append(error)
      }
    }
    let queue = Int32(SocketLimits.receiveQueue)
    do {
      try apply(OptionSetting(option: .receiveBufferForce, value: queue), to: descriptor)
    } catch {
      // Only the superuser may exceed the limit of all; everybody else gets what is below it.
      try apply(OptionSetting(option: .receiveBuffer, value: queue), to: descriptor)
    }
    let granted = try value(of: .receiveBuffer, descriptor)
    return (Int(granted), refused)
  }

  static func value(
    of option: SocketOption, _ descriptor: borrowing FileDescriptor
  ) throws(SocketError) -> Int32 {
    do {
      return try SystemCalls.option(
        descriptor.rawValue, level: option.level, number: option.number)
    } catch {
      throw SocketError(.option(option), error)
    }
  }

  static func localPort(
    of descriptor: borrowing FileDescriptor, _ family: AddressFamily
  ) throws(SocketError) -> UInt16 {
    do {
      switch family {
      case .v4:
        let name = try SystemCalls.localAddress(of: descriptor.rawValue, into: sockaddr_in())
        return UInt16(bigEndian: name.sin_port)
      case .v6:
        let empty = IPv6SocketName(IPv6Address(high: 0, low: 0), port: 0)
        return try SystemCalls.localAddress(of: descriptor.rawValue, into: empty).port
      }
    } catch {
      throw SocketError(.open(family), error)
    }
  }
}
