internal import DNSSDWire

/// An interface with one family: where a group can be spoken to.
struct Link: Hashable, Sendable {
  let index: Int
  /// The name of the interface, safe to print.
  let name: String
  let family: AddressFamily
  /// The address to send from.
  let source: IPAddress
  /// Whether it leads back to this host and nowhere else.
  let isLoopback: Bool
}

extension Link: CustomStringConvertible {
  var description: String { "\(name) (\(family))" }
}

extension NetworkInterface {
  /// Whether it is switched on and either carries multicast or leads back to this host. The
  /// loopback interface carries multicast as well, although its flags do not say so.
  var canMulticast: Bool {
    flags.contains(.isUp) && (flags.contains(.supportsMulticast) || isLoopback)
  }

  var isLoopback: Bool { flags.contains(.isLoopback) }

  /// The links of these families, each with the address to send from; none for a family without
  /// a usable address.
  func links(of families: [AddressFamily]) -> [Link] {
    families.compactMap { family in
      source(of: family).map {
        Link(index: index, name: name, family: family, source: $0, isLoopback: isLoopback)
      }
    }
  }

  /// Link-local IPv6 addresses come first, as the group is of the link too.
  private func source(of family: AddressFamily) -> IPAddress? {
    let usable = addresses.filter { address in
      address.address.family == family && address.flags.isDisjoint(with: [.tentative, .dadFailed])
    }
    let linkLocal = usable.first { address in
      if case .v6(let address) = address.address { address.isLinkLocal } else { false }
    }
    return (linkLocal ?? usable.first)?.address
  }
}
