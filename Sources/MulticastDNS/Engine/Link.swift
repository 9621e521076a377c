public import DNSSDWire

/// A link: one interface of this host with its addresses (RFC 6762 §2).
///
/// Cache, schedules and rate limits are kept for each link.
public struct Link: Hashable, Sendable {
  /// The kernel's number for the interface.
  public let index: Int
  /// The longest IP packet in octets which it carries.
  public let mtu: Int
  /// The addresses that are valid here, in the order in which they are announced.
  public let addresses: [LinkAddress]

  public init(index: Int, mtu: Int, addresses: [LinkAddress]) {
    self.index = index
    self.mtu = mtu
    self.addresses = addresses
  }

  /// The families that have an address here, IPv4 first; multicasts go out on each.
  public var families: [AddressFamily] {
    [.v4, .v6].filter { family in addresses.contains { $0.address.family == family } }
  }

  /// Whether `address` belongs to this host on this link.
  public func has(_ address: IPAddress) -> Bool {
    addresses.contains { $0.address == address }
  }

  /// Whether `source` is within a prefix of this link (RFC 6762 §11).
  public func isOnLink(_ source: IPAddress) -> Bool {
    addresses.contains { $0.covers(source) }
  }
}

/// An address of a link with the length of its prefix.
public struct LinkAddress: Hashable, Sendable {
  /// The address.
  public let address: IPAddress
  /// How many leading bits name the link.
  public let prefixLength: Int

  /// An address with the length of its prefix in bits.
  public init(_ address: IPAddress, prefixLength: Int) {
    self.address = address
    self.prefixLength = prefixLength
  }

  /// Whether `other` has the same prefix.
  package func covers(_ other: IPAddress) -> Bool {
    switch (address, other) {
    case (.v4(let own), .v4(let other)):
      own.masked(toPrefix: prefixLength) == other.masked(toPrefix: prefixLength)
    case (.v6(let own), .v6(let other)):
      own.masked(toPrefix: prefixLength) == other.masked(toPrefix: prefixLength)
    default: false
    }
  }
}

/// The links that something concerns.
public enum LinkScope: Hashable, Sendable {
  /// Every link there is and will be.
  case all
  /// The link of one interface index.
  case only(Int)

  /// Whether the link with `index` is among them.
  public func includes(_ index: Int) -> Bool {
    switch self {
    case .all: true
    case .only(let one): one == index
    }
  }
}
