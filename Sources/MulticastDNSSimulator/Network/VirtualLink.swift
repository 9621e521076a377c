internal import DNSSDWire
internal import MulticastDNS

/// A link of a world: a broadcast domain to which cards of hosts are attached (RFC 6762 §2).
public struct VirtualLinkID: Hashable, Sendable {
  let place: Int
}

/// Something on a link that hears multicasts and says them again under an address of its own, as
/// misguided access points and bridges do.
public struct Reflector: Hashable, Sendable {
  /// How late its copies come.
  public var delay: ClosedRange<Duration>

  public init(delay: ClosedRange<Duration>) {
    self.delay = delay
  }
}

/// Which card of which host.
struct CardPlace: Hashable, Sendable {
  let host: Int
  let card: Int
}

/// A broadcast domain: who is attached, and who has which address.
struct VirtualLink: Sendable {
  let name: String
  private let number: UInt32
  /// In the order in which they were attached; that is the order in which they hear a datagram.
  private(set) var cards: [CardPlace] = []
  private var owners: [IPAddress: CardPlace] = [:]
  private var addressesGiven: UInt32 = 0
  var reflector: Reflector?
  let reflectorAddresses: [AddressFamily: IPAddress]
  /// Probes of the last seconds: what answers one of them may come sooner (RFC 6762 §6).
  var probes = RecentProbes()

  init(name: String, place: Int) {
    self.name = name
    number = UInt32(place)
    reflectorAddresses = [.v4: Self.v4(number, 0xFF_FE), .v6: Self.v6(number, 0xFF_FE)]
  }

  mutating func attach(_ place: CardPlace) {
    cards.append(place)
  }

  /// Gives a card addresses that nobody has had here; what it had before becomes nobody's.
  mutating func assignAddresses(_ families: [AddressFamily], to place: CardPlace) -> [LinkAddress] {
    owners = owners.filter { $0.value != place }
    addressesGiven += 1
    return families.map { family in
      let address =
        family == .v4 ? Self.v4(number, addressesGiven) : Self.v6(number, addressesGiven)
      owners[address] = place
      return LinkAddress(address, prefixLength: family == .v4 ? 16 : 64)
    }
  }

  /// The card that has an address; nil when none has.
  func owner(of address: IPAddress) -> CardPlace? {
    owners[address]
  }

  /// 10.x.0.0/16 for the link of number x.
  private static func v4(_ link: UInt32, _ host: UInt32) -> IPAddress {
    .v4(IPv4Address(rawValue: 10 << 24 | (link & 0xFF) << 16 | host & 0xFFFF))
  }

  /// fe80::/64, which every link has.
  private static func v6(_ link: UInt32, _ host: UInt32) -> IPAddress {
    .v6(IPv6Address(high: 0xFE80 << 48, low: UInt64(link + 1) << 32 | UInt64(host)))
  }
}
