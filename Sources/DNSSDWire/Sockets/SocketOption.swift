internal import Glibc

/// An option of a socket, known by the name that the manuals use.
public struct SocketOption: Hashable, Sendable {
  /// The name, such as `IP_MULTICAST_ALL`.
  public let name: String
  let level: Int32
  let number: Int32

  private init(_ name: String, _ level: Int32, _ number: Int32) {
    self.name = name
    self.level = level
    self.number = number
  }
}

extension SocketOption: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}

extension SocketOption {
  /// Other sockets may hold the same port.
  public static let reuseAddress = SocketOption("SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR)
  /// Other sockets may hold the same port, even those that set this option alone.
  public static let reusePort = SocketOption("SO_REUSEPORT", SOL_SOCKET, SO_REUSEPORT)
  /// The memory for datagrams that wait, within the limit for everybody.
  public static let receiveBuffer = SocketOption("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF)
  /// The memory for datagrams that wait, beyond that limit; needs a privilege.
  public static let receiveBufferForce = SocketOption(
    "SO_RCVBUFFORCE", SOL_SOCKET, SO_RCVBUFFORCE)
  /// Each datagram brings the count of those lost.
  public static let dropCount = SocketOption("SO_RXQ_OVFL", SOL_SOCKET, SO_RXQ_OVFL)
  /// Each datagram brings the time of its arrival.
  public static let timestamp = SocketOption("SO_TIMESTAMPNS", SOL_SOCKET, SO_TIMESTAMPNS)

  /// Groups that other sockets joined are heard as well.
  public static let multicastAllV4 = SocketOption(
    "IP_MULTICAST_ALL", Int32(IPPROTO_IP), IP_MULTICAST_ALL)
  /// The TTL of datagrams to groups.
  public static let multicastTTL = SocketOption(
    "IP_MULTICAST_TTL", Int32(IPPROTO_IP), IP_MULTICAST_TTL)
  /// The TTL of datagrams to one host.
  public static let unicastTTL = SocketOption("IP_TTL", Int32(IPPROTO_IP), IP_TTL)
  /// Datagrams to groups reach the sockets of this host too.
  public static let multicastLoopV4 = SocketOption(
    "IP_MULTICAST_LOOP", Int32(IPPROTO_IP), IP_MULTICAST_LOOP)
  /// Each datagram brings its interface and destination.
  public static let packetInformationV4 = SocketOption("IP_PKTINFO", Int32(IPPROTO_IP), IP_PKTINFO)
  /// Each datagram brings its TTL.
  public static let receiveTTL = SocketOption("IP_RECVTTL", Int32(IPPROTO_IP), IP_RECVTTL)

  /// An IPv6 socket leaves IPv4 to others.
  public static let onlyV6 = SocketOption("IPV6_V6ONLY", Int32(IPPROTO_IPV6), IPV6_V6ONLY)
  /// Groups that other sockets joined are heard as well.
  public static let multicastAllV6 = SocketOption(
    "IPV6_MULTICAST_ALL", Int32(IPPROTO_IPV6), IPV6_MULTICAST_ALL)
  /// The hop limit of datagrams to groups.
  public static let multicastHops = SocketOption(
    "IPV6_MULTICAST_HOPS", Int32(IPPROTO_IPV6), IPV6_MULTICAST_HOPS)
  /// The hop limit of datagrams to one host.
  public static let unicastHops = SocketOption(
    "IPV6_UNICAST_HOPS", Int32(IPPROTO_IPV6), IPV6_UNICAST_HOPS)
  /// Datagrams to groups reach the sockets of this host too.
  public static let multicastLoopV6 = SocketOption(
    "IPV6_MULTICAST_LOOP", Int32(IPPROTO_IPV6), IPV6_MULTICAST_LOOP)
  /// Each datagram brings its interface and destination.
  public static let packetInformationV6 = SocketOption(
    "IPV6_RECVPKTINFO", Int32(IPPROTO_IPV6), IPV6_RECVPKTINFO)
  /// Each datagram brings its hop limit.
  public static let receiveHopLimit = SocketOption(
    "IPV6_RECVHOPLIMIT", Int32(IPPROTO_IPV6), IPV6_RECVHOPLIMIT)
}

/// An option and the value to give it.
struct OptionSetting {
  let option: SocketOption
  let value: Int32
}

extension AddressFamily {
  /// What every socket of the family needs; without one of these it is of no use.
  var requiredSettings: [OptionSetting] {
    switch self {
    case .v4:
      [
        // All Multicast DNS datagrams leave with 255 (RFC 6762 §11).
        OptionSetting(option: .multicastTTL, value: 255),
        OptionSetting(option: .unicastTTL, value: 255),
        // Other programs of this host must hear us, and we them.
        OptionSetting(option: .multicastLoopV4, value: 1),
        OptionSetting(option: .packetInformationV4, value: 1),
        OptionSetting(option: .receiveTTL, value: 1),
      ]
    case .v6:
      [
        OptionSetting(option: .onlyV6, value: 1),
        OptionSetting(option: .multicastHops, value: 255),
        OptionSetting(option: .unicastHops, value: 255),
        OptionSetting(option: .multicastLoopV6, value: 1),
        OptionSetting(option: .packetInformationV6, value: 1),
        OptionSetting(option: .receiveHopLimit, value: 1),
      ]
    }
  }

  /// What serves better where the kernel knows it; old kernels and emulators refuse some.
  var desiredSettings: [OptionSetting] {
    let multicastAll = self == .v4 ? SocketOption.multicastAllV4 : .multicastAllV6
    return [
      OptionSetting(option: multicastAll, value: 0),
      OptionSetting(option: .dropCount, value: 1),
      OptionSetting(option: .timestamp, value: 1),
    ]
  }

  /// What lets other programs listen beside us (RFC 6762 §15.1). Both are needed: a program which
  /// set one of them alone shares only with those that set the same.
  static var sharingSettings: [OptionSetting] {
    [
      OptionSetting(option: .reuseAddress, value: 1),
      OptionSetting(option: .reusePort, value: 1),
    ]
  }
}
