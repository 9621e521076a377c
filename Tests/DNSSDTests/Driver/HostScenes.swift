import DNSSDWire

/// Interfaces of hosts that exist, as their kernels describe them.
struct HostScene: Sendable, CustomStringConvertible {
  let description: String
  let interfaces: [NetworkInterface]
  /// The names of the links that are to be used.
  let used: [String]
}

let running: InterfaceFlags = [.isUp, .isRunning, .hasCarrier, .supportsMulticast]

/// An interface that is up and runs unless told otherwise.
func card(
  _ index: Int, _ name: String, _ kind: LinkKind = .ethernet, _ addresses: [String] = [],
  flags: InterfaceFlags = running, master: Int? = nil, lower: Int? = nil, elsewhere: Bool = false
) -> NetworkInterface {
  NetworkInterface(
    index: index, name: name, kind: kind, flags: flags, mtu: 1_500, masterIndex: master,
    lowerIndex: lower, isLowerInOtherNamespace: elsewhere, addresses: addresses.map(address))
}

let loopback = card(
  1, "lo", .loopback, ["127.0.0.1/8", "::1/128"],
  flags: [.isUp, .isLoopback, .isRunning, .hasCarrier])

/// An end of a cable whose other end is in another namespace.
func cable(
  _ index: Int, _ name: String, _ addresses: [String] = [], master: Int? = nil
) -> NetworkInterface {
  card(index, name, .veth, addresses, master: master, lower: 2, elsewhere: true)
}

/// Reads `192.0.2.1/24`, with the states of an IPv6 address behind it.
private func address(_ text: String) -> InterfaceAddress {
  let words = text.split(separator: " ")
  let parts = words[0].split(separator: "/")
  let flags: [String: AddressFlags] = [
    "temporary": .temporary, "deprecated": .deprecated, "tentative": .tentative,
    "dadfailed": .dadFailed,
  ]
  let address = IPAddress(String(parts[0])) ?? .v4(IPv4Address(0, 0, 0, 0))
  return InterfaceAddress(
    address, prefixLength: Int(parts[1]) ?? 0,
    flags: words.dropFirst().reduce(into: []) { $0.formUnion(flags[String($1)] ?? []) })
}

private let lan = ["192.168.1.5/24", "fe80::5/64"]
private let stopped: InterfaceFlags = [.isUp, .supportsMulticast]

let hostScenes = [
  HostScene(
    description: "a Pi with a cable and Wi-Fi",
    interfaces: [
      loopback, card(2, "eth0", .ethernet, lan), card(3, "wlan0", .ethernet, ["192.168.1.6/24"]),
    ], used: ["eth0", "wlan0"]),
  HostScene(
    description: "a Pi whose cable is out",
    interfaces: [
      loopback, card(2, "eth0", flags: stopped), card(3, "wlan0", .ethernet, ["192.168.1.6/24"]),
    ], used: ["wlan0"]),
  HostScene(
    description: "Docker with two containers",
    interfaces: [
      loopback, card(2, "eth0", .ethernet, lan), card(3, "docker0", .bridge, ["172.17.0.1/16"]),
      cable(5, "veth1a2b", ["fe80::1/64"], master: 3),
      cable(7, "veth3c4d", ["fe80::2/64"], master: 3),
      card(8, "br-0123456789ab", .bridge, ["172.18.0.1/16"], flags: stopped),
    ], used: ["eth0"]),
  HostScene(
    description: "a k3s node with flannel",
    interfaces: [
      loopback, card(2, "eth0", .ethernet, lan),
      card(3, "flannel.1", .vxlan, ["10.42.0.0/32", "fe80::3/64"], lower: 2),
      card(4, "cni0", .bridge, ["10.42.0.1/24", "fe80::4/64"]),
      cable(5, "veth11", ["fe80::5/64"], master: 4), cable(6, "veth12", ["fe80::6/64"], master: 4),
      card(7, "kube-ipvs0", .dummy, ["10.43.0.1/32"]),
    ], used: ["eth0"]),
  HostScene(
    description: "a node with Calico",
    interfaces: [
      loopback, card(2, "eth0", .ethernet, lan),
      cable(3, "cali1", ["fe80::ecee:eeff:feee:eeee/64"]), cable(4, "ptp", ["10.42.0.1/32"]),
    ], used: ["eth0"]),
  HostScene(
    description: "a node with Calico, its network down",
    interfaces: [
      loopback, card(2, "eth0", flags: stopped),
      cable(3, "cali1", ["fe80::ecee:eeff:feee:eeee/64"]),
      cable(4, "cali2", ["fe80::ecee:eeff:feee:eeee/64"]),
      card(5, "tunl0", LinkKind(rawValue: "ipip"), ["10.1.0.1/32"]),
    ], used: ["lo"]),
  HostScene(
    description: "a host of containers with routed cables, its network down",
    interfaces: [loopback, card(2, "eth0", flags: stopped), cable(3, "ve-web", ["10.0.0.1/28"])],
    used: ["lo"]),
  HostScene(
    description: "a container",
    interfaces: [loopback, cable(2, "eth0", ["172.17.0.2/16"])], used: ["eth0"]),
  HostScene(
    description: "a container in two networks, with a tunnel and Docker inside",
    interfaces: [
      loopback, cable(2, "eth0", ["172.17.0.2/16"]), cable(3, "eth1", ["10.9.0.2/24"]),
      card(4, "wg0", .wireguard, ["10.8.0.2/24"], flags: [running, .isPointToPoint]),
      card(5, "docker0", .bridge, ["172.19.0.1/16"]), cable(6, "veth9", ["fe80::9/64"], master: 5),
    ], used: ["eth0", "eth1"]),
  HostScene(
    description: "a container with link-local IPv6 alone",
    interfaces: [loopback, cable(2, "eth0", ["fe80::2/64"])], used: ["eth0"]),
  HostScene(
    description: "two bare cables and nothing that tells them apart",
    interfaces: [loopback, cable(2, "a", ["fe80::2/64"]), cable(3, "b", ["fe80::3/64"])],
    used: ["lo"]),
  HostScene(
    description: "a container on the LAN of its host, with a cluster network too",
    interfaces: [
      loopback, cable(2, "eth0", ["10.42.0.7/24"]),
      card(3, "net1", .macvlan, ["192.168.1.77/24"], lower: 2, elsewhere: true),
    ], used: ["net1"]),
  HostScene(
    description: "a container behind an ipvlan",
    interfaces: [
      loopback, card(2, "eth0", .ipvlan, ["192.168.1.78/24"], lower: 2, elsewhere: true),
    ], used: ["eth0"]),
  HostScene(
    description: "both ends of a cable in one namespace",
    interfaces: [
      loopback, card(2, "a", .veth, ["10.0.0.1/24"], lower: 3),
      card(3, "b", .veth, ["10.0.0.2/24"], lower: 2),
    ], used: ["lo"]),
  HostScene(description: "no network at all", interfaces: [loopback], used: ["lo"]),
  HostScene(description: "nothing", interfaces: [], used: []),
  HostScene(
    description: "a laptop with a VPN",
    interfaces: [
      loopback, card(2, "wlan0", .ethernet, lan),
      card(3, "tun0", .tun, ["10.8.0.6/24"], flags: [running, .isPointToPoint]),
      card(4, "tailscale0", .tun, ["100.64.0.1/32"]),
      card(5, "ppp0", .ppp, ["10.64.0.1/32"], flags: [running, .isPointToPoint]),
      card(6, "wwan0", .none, ["10.65.0.1/30"], flags: [running, .isPointToPoint]),
    ], used: ["wlan0"]),
  HostScene(
    description: "a bond with a VLAN on it",
    interfaces: [
      loopback, card(2, "eno1", .ethernet, [], master: 4), card(3, "eno2", master: 4),
      card(4, "bond0", .bond, lan), card(5, "bond0.20", .vlan, ["10.20.0.5/24"], lower: 4),
    ], used: ["bond0", "bond0.20"]),
  HostScene(
    description: "virtual machines on a bridge with a card, and others behind the host",
    interfaces: [
      loopback, card(2, "eth0", .ethernet, ["fe80::2/64"], master: 3),
      card(3, "br0", .bridge, lan), card(4, "vnet0", .tun, master: 3),
      card(5, "virbr0", .bridge, ["192.168.122.1/24"]), card(6, "vnet1", .tun, master: 5),
      card(7, "virbr0-nic", .tun, master: 5),
    ], used: ["br0"]),
  HostScene(
    description: "a bridge over a VLAN",
    interfaces: [
      loopback, card(2, "eth0", .ethernet, lan), card(3, "eth0.7", .vlan, master: 4, lower: 2),
      card(4, "br7", .bridge, ["10.7.0.1/24"]),
    ], used: ["eth0", "br7"]),
  HostScene(
    description: "a Pi as a USB gadget",
    interfaces: [loopback, card(2, "usb0", .ethernet, ["169.254.7.7/16", "fe80::7/64"])],
    used: ["usb0"]),
  HostScene(
    description: "a card within a VRF",
    interfaces: [
      loopback, card(2, "eth0", .ethernet, lan, master: 3), card(3, "blue", .vrf, ["127.0.0.1/8"]),
    ], used: ["eth0"]),
  HostScene(
    description: "a host that speaks with containers through a macvlan of its own",
    interfaces: [
      loopback, card(2, "eth0", .ethernet, lan),
      card(3, "shim", .macvlan, ["192.168.1.200/32"], lower: 2),
    ], used: ["eth0"]),
  HostScene(
    description: "a card whose address belongs to its macvlan",
    interfaces: [
      loopback, card(2, "eth0"), card(3, "mac0", .macvlan, ["192.168.1.9/24"], lower: 2),
    ], used: ["mac0"]),
  HostScene(
    description: "cards that are down, have no multicast, no address, or none that is ready",
    interfaces: [
      loopback, card(2, "a", .ethernet, lan, flags: [.supportsMulticast]),
      card(3, "b", .ethernet, lan, flags: running.subtracting(.supportsMulticast)),
      card(4, "c"), card(5, "d", .ethernet, ["fe80::1/64 tentative"]),
      card(6, "e", .ethernet, ["fe80::1/64 dadfailed"]),
      card(7, "f", .ethernet, lan, flags: running.subtracting(.isRunning)),
    ], used: ["lo"]),
]
