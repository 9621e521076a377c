/// What kind of link an interface is: the name of its driver family where the kernel gives one, as
/// for all virtual links, and otherwise the kind of hardware.
public struct LinkKind: RawRepresentable, Hashable, Sendable {
  /// The name, safe to print.
  public let rawValue: String

  /// A kind of any name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Ethernet and what looks like it, such as Wi-Fi.
  public static let ethernet = LinkKind(rawValue: "ethernet")
  /// This host itself.
  public static let loopback = LinkKind(rawValue: "loopback")
  /// One end of a virtual cable, mostly into a container.
  public static let veth = LinkKind(rawValue: "veth")
  /// A virtual switch.
  public static let bridge = LinkKind(rawValue: "bridge")
  /// An Ethernet over UDP, as between the nodes of a cluster.
  public static let vxlan = LinkKind(rawValue: "vxlan")
  /// A tunnel into a program: tun and tap.
  public static let tun = LinkKind(rawValue: "tun")
  /// A WireGuard tunnel.
  public static let wireguard = LinkKind(rawValue: "wireguard")
  /// An interface which leads nowhere.
  public static let dummy = LinkKind(rawValue: "dummy")
  /// An IEEE 802.1Q VLAN.
  public static let vlan = LinkKind(rawValue: "vlan")
  /// A second Ethernet address on another interface.
  public static let macvlan = LinkKind(rawValue: "macvlan")
  /// A second IP host behind the Ethernet address of another interface.
  public static let ipvlan = LinkKind(rawValue: "ipvlan")
  /// Several interfaces as one.
  public static let bond = LinkKind(rawValue: "bond")
  /// A routing domain of its own.
  public static let vrf = LinkKind(rawValue: "vrf")
  /// A telephone line, a modem or a tunnel of that kind.
  public static let ppp = LinkKind(rawValue: "ppp")
  /// Hardware without a kind of address.
  public static let none = LinkKind(rawValue: "none")

  /// The kind of hardware by its number (`ARPHRD_` of `netdevice(7)`).
  init(hardwareType: UInt16) {
    self =
      switch hardwareType {
      case 1: .ethernet
      case 32: LinkKind(rawValue: "infiniband")
      case 280: LinkKind(rawValue: "can")
      case 512: .ppp
      case 768: LinkKind(rawValue: "ipip")
      case 772: .loopback
      case 776: LinkKind(rawValue: "sit")
      case 778: LinkKind(rawValue: "gre")
      case 65534: .none
      default: LinkKind(rawValue: "hardware type \(hardwareType)")
      }
  }
}

extension LinkKind: CustomStringConvertible {
  /// The name.
  public var description: String { rawValue }
}
