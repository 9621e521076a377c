internal import Glibc

/// One end of a datagram: an address, a port and, for a link-local IPv6 address, its link.
public struct SocketAddress: Hashable, Sendable {
  /// The address.
  public let address: IPAddress
  /// The UDP port. Received datagrams may claim any, 0 included; the kernel sends to none but 1...
  public let port: UInt16
  /// The interface on which an fe80::/10 address has its meaning; nil for every other address.
  public let interfaceIndex: Int?

  /// An endpoint; the interface is kept for link-local IPv6 addresses alone, because all others
  /// are the same endpoint on every interface.
  public init(_ address: IPAddress, port: UInt16, interfaceIndex: Int? = nil) {
    self.address = address
    self.port = port
    if case .v6(let address) = address, address.isLinkLocal {
      self.interfaceIndex = interfaceIndex
    } else {
      self.interfaceIndex = nil
    }
  }
}

extension SocketAddress: CustomStringConvertible {
  /// `192.0.2.1:5353` or `[fe80::1%3]:5353`.
  public var description: String {
    switch address {
    case .v4(let address):
      return "\(address):\(port)"
    case .v6(let address):
      let zone = interfaceIndex.map { "%\($0)" } ?? ""
      return "[\(address)\(zone)]:\(port)"
    }
  }
}

extension SocketAddress {
  /// Reads what the kernel wrote as the name of a datagram's sender; nil when it is no address of
  /// either family or cut short.
  init?(reading name: RawSpan) {
    guard let family = name.value(sa_family_t.self) else { return nil }
    if family == sa_family_t(AF_INET), let name = name.value(sockaddr_in.self) {
      self.init(.v4(IPv4Address(name.sin_addr)), port: UInt16(bigEndian: name.sin_port))
    } else if family == sa_family_t(AF_INET6), let name = name.value(IPv6SocketName.self) {
      self.init(
        .v6(name.address.value), port: name.port,
        interfaceIndex: name.scope == 0 ? nil : Int(name.scope))
    } else {
      return nil
    }
  }
}

extension sockaddr_in {
  init(_ address: IPv4Address, port: UInt16) {
    self.init()
    sin_family = sa_family_t(AF_INET)
    sin_port = port.bigEndian
    sin_addr = in_addr(address)
  }
}

extension in_addr {
  init(_ address: IPv4Address) {
    self.init(s_addr: address.rawValue.bigEndian)
  }
}

extension IPv4Address {
  init(_ address: in_addr) {
    self.init(rawValue: UInt32(bigEndian: address.s_addr))
  }
}

/// `in6_addr` of `ipv6(7)`. The imported one is a union, which Swift does not take for plain bytes.
struct IPv6AddressBytes: BitwiseCopyable {
  private let words: (UInt32, UInt32, UInt32, UInt32)

  init(_ address: IPv6Address) {
    let word = { (half: UInt64) in UInt32(truncatingIfNeeded: half).bigEndian }
    words = (
      word(address.high >> 32), word(address.high), word(address.low >> 32), word(address.low)
    )
  }

  var value: IPv6Address {
    let half = { (first: UInt32, second: UInt32) in
      UInt64(UInt32(bigEndian: first)) << 32 | UInt64(UInt32(bigEndian: second))
    }
    return IPv6Address(high: half(words.0, words.1), low: half(words.2, words.3))
  }
}

/// `sockaddr_in6` of `ipv6(7)`.
struct IPv6SocketName: BitwiseCopyable {
  private let family = sa_family_t(AF_INET6)
  private let portInNetworkOrder: UInt16
  private let flow: UInt32 = 0
  let address: IPv6AddressBytes
  let scope: UInt32

  init(_ address: IPv6Address, port: UInt16, scope: UInt32 = 0) {
    portInNetworkOrder = port.bigEndian
    self.address = IPv6AddressBytes(address)
    self.scope = scope
  }

  var port: UInt16 { UInt16(bigEndian: portInNetworkOrder) }
}

/// `ipv6_mreq` of `ipv6(7)`.
struct IPv6Membership: BitwiseCopyable {
  let group: IPv6AddressBytes
  let interfaceIndex: Int32
}

/// `in6_pktinfo` of `ipv6(7)`, which the Glibc module leaves out.
struct IPv6PacketInformation: BitwiseCopyable {
  let address: IPv6AddressBytes
  let interfaceIndex: Int32
}
