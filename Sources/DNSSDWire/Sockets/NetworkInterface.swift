internal import Glibc

/// A network interface of this host as it was when ``snapshot()`` was taken.
public struct NetworkInterface: Hashable, Sendable {
  /// The kernel's number for the interface, above 0; never given twice while the host runs.
  public let index: Int
  /// The name. Octets that are not visible ASCII, and backslashes, are written as `\x1b`, so that
  /// a name is safe to print whatever it is made of.
  public let name: String
  /// What kind of link it is.
  public let kind: LinkKind
  /// Its state.
  public let flags: InterfaceFlags
  /// The longest IP packet in octets which it carries, 0 if the kernel did not say.
  public let mtu: Int
  /// Its hardware address, empty when it has none.
  public let hardwareAddress: [UInt8]
  /// The interface which it is a port of: a bridge, a bond or a VRF.
  public let masterIndex: Int?
  /// The interface which it stands on, as a VLAN does, or is the other end of, as a veth is.
  public let lowerIndex: Int?
  /// Whether `lowerIndex` counts in another network namespace, as in a container.
  public let isLowerInOtherNamespace: Bool
  /// Its addresses, in the order of the kernel.
  public internal(set) var addresses: [InterfaceAddress]

  /// An interface with the given properties.
  public init(
    index: Int, name: String, kind: LinkKind, flags: InterfaceFlags, mtu: Int,
    hardwareAddress: [UInt8] = [], masterIndex: Int? = nil, lowerIndex: Int? = nil,
    isLowerInOtherNamespace: Bool = false, addresses: [InterfaceAddress]
  ) {
    self.index = index
    self.name = name
    self.kind = kind
    self.flags = flags
    self.mtu = mtu
    self.hardwareAddress = hardwareAddress
    self.masterIndex = masterIndex
    self.lowerIndex = lowerIndex
    self.isLowerInOtherNamespace = isLowerInOtherNamespace
    self.addresses = addresses
  }
}

/// The state of an interface; the bits are those of `netdevice(7)`.
public struct InterfaceFlags: OptionSet, Hashable, Sendable {
  /// The kernel's bits.
  public let rawValue: UInt32

  /// A state from the kernel's bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Somebody switched it on.
  public static let isUp = InterfaceFlags(rawValue: 0x1)
  /// It leads back to this host.
  public static let isLoopback = InterfaceFlags(rawValue: 0x8)
  /// It has one other end, not a link full of hosts.
  public static let isPointToPoint = InterfaceFlags(rawValue: 0x10)
  /// It is in working order.
  public static let isRunning = InterfaceFlags(rawValue: 0x40)
  /// It carries datagrams to groups.
  public static let supportsMulticast = InterfaceFlags(rawValue: 0x1000)
  /// There is a signal: a cable is in, or an access point is joined.
  public static let hasCarrier = InterfaceFlags(rawValue: 0x10000)
}

/// An address of an interface.
public struct InterfaceAddress: Hashable, Sendable {
  /// The address, on a point-to-point link that of the near end.
  public let address: IPAddress
  /// How many leading bits name the link.
  public let prefixLength: Int
  /// Its state.
  public let flags: AddressFlags

  /// An address with its prefix and state.
  public init(_ address: IPAddress, prefixLength: Int, flags: AddressFlags = []) {
    self.address = address
    self.prefixLength = prefixLength
    self.flags = flags
  }
}

/// The state of an IPv6 address; IPv4 addresses have none. The bits are those of `rtnetlink(7)`.
public struct AddressFlags: OptionSet, Hashable, Sendable {
  /// The kernel's bits.
  public let rawValue: UInt32

  /// A state from the kernel's bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Made up for privacy and soon replaced (RFC 8981).
  public static let temporary = AddressFlags(rawValue: 0x1)
  /// Another host has it too: it cannot be used.
  public static let dadFailed = AddressFlags(rawValue: 0x8)
  /// Not to be used for anything new.
  public static let deprecated = AddressFlags(rawValue: 0x20)
  /// Not proven unique yet: nothing can be sent from it.
  public static let tentative = AddressFlags(rawValue: 0x40)

  static let all: AddressFlags = [.temporary, .dadFailed, .deprecated, .tentative]
}

extension NetworkInterface {
  /// Every interface of this network namespace, by index.
  ///
  /// Fails with EINTR when changes on the host interrupt each of eight attempts; an
  /// ``InterfaceMonitor`` will report those changes.
  public static func snapshot() throws(SocketError) -> [NetworkInterface] {
    do {
      return try InterfaceDump.run()
    } catch {
      throw SocketError(.listInterfaces, error)
    }
  }
}
