internal import DNSSDWire

/// What an interface leads to, as far as its kind tells.
enum LinkCharacter {
  /// A network of hosts.
  case network
  /// Ports of this host, which may include a card.
  case bridge
  /// The network of the interface that it stands on.
  case shared
  /// A container, seen from outside; the way out, seen from inside.
  case cable
  /// A tunnel, or one other end.
  case tunnel
  case nowhere
  case loopback
}

extension NetworkInterface {
  /// Kinds that are not listed are taken for networks: cards have no kind of their own, and bonds, VLANs,
  /// meshes and the ports of switches are networks too.
  var character: LinkCharacter {
    if flags.contains(.isLoopback) { return .loopback }
    if let character = Self.characters[kind.rawValue] { return character }
    return flags.contains(.isPointToPoint) ? .tunnel : .network
  }

  /// The names that drivers of virtual links have in the kernel.
  private static let characters: [String: LinkCharacter] = {
    let kinds: [(LinkCharacter, [String])] = [
      (.bridge, ["bridge"]),
      // Each has an Ethernet address of its own on the network below, where multicast reaches it.
      (.shared, ["macvlan", "macvtap"]),
      // An ipvlan shares the Ethernet address of the card below: it is made for containers alone.
      (.cable, ["veth", "netkit", "ipvlan", "ipvtap"]),
      // Those with many other ends send a multicast to each of them, or to none.
      (
        .tunnel,
        [
          "vxlan", "geneve", "gre", "gretap", "ip6gre", "ip6gretap", "erspan", "ip6erspan", "ipip",
          "ip6tnl", "sit", "vti", "vti6", "xfrm", "wireguard", "amneziawg", "ovpn", "tun", "ppp",
          "l2tpeth", "bareudp", "gtp", "amt", "wwan", "rmnet", "none",
        ]
      ),
      (
        .nowhere, ["dummy", "ifb", "nlmon", "vsockmon", "netdevsim", "vrf", "can", "vcan", "vxcan"]
      ),
    ]
    var characters: [String: LinkCharacter] = [:]
    for (character, names) in kinds {
      for name in names { characters[name] = character }
    }
    return characters
  }()
}
