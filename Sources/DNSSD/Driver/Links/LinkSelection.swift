internal import DNSSDWire
internal import MulticastDNS

/// The decision about each interface, from the interfaces alone: equal interfaces, equal decisions.
struct LinkSelection {
  /// One for each interface, in their order.
  private(set) var verdicts: [LinkReport.Verdict] = []

  private let policy: LinkPolicy
  private let interfaces: [NetworkInterface]

  /// Links cost memory, and nobody has so many networks.
  static let linkLimit = 32

  init(by policy: LinkPolicy, among interfaces: [NetworkInterface]) {
    self.policy = policy
    self.interfaces = interfaces
    verdicts = interfaces.map(verdict)
    leaveOutShared()
    useOnlyWay()
    useOnlyLoopback()
    leaveOutExcess()
  }

  private func verdict(on interface: NetworkInterface) -> LinkReport.Verdict {
    if interface.isNamed(in: policy.never) { return .leftOut(.denied) }
    if !policy.only.isEmpty {
      return interface.isNamed(in: policy.only)
        ? use(interface, because: .asked) : .leftOut(.notAsked)
    }
    if interface.isNamed(in: policy.also) { return use(interface, because: .asked) }
    if let master = master(of: interface) { return .leftOut(.portOf(master)) }
    switch interface.character {
    case .network, .shared:
      return use(interface, because: .network)
    case .bridge:
      guard let card = card(in: interface) else { return .leftOut(.bridgeWithoutCard) }
      return use(interface, because: .bridgedCard(card))
    case .cable: return .leftOut(.container)
    case .tunnel: return .leftOut(.tunnel)
    case .nowhere: return .leftOut(.leadsNowhere)
    case .loopback:
      return policy.usesLoopback ? use(interface, because: .asked) : .leftOut(.loopback)
    }
  }

  /// The use of an interface, if its state allows that.
  private func use(
    _ interface: NetworkInterface, because use: LinkReport.Use
  ) -> LinkReport.Verdict {
    guard interface.flags.contains(.isUp) else { return .leftOut(.down) }
    // Wi-Fi has a signal before it is admitted, and runs after.
    guard interface.flags.isSuperset(of: [.hasCarrier, .isRunning]) else {
      return .leftOut(.noCarrier)
    }
    // The loopback interface carries multicast although its flags do not say so.
    guard !interface.flags.isDisjoint(with: [.supportsMulticast, .isLoopback]) else {
      return .leftOut(.noMulticast)
    }
    let addresses = interface.linkAddresses(of: policy.families)
    guard !addresses.isEmpty else {
      let isWaiting = interface.addresses.contains { policy.families.contains($0.address.family) }
      return .leftOut(isWaiting ? .addressesNotReady : .noAddress)
    }
    return .used(Link(index: interface.index, mtu: interface.linkMTU, addresses: addresses), use)
  }

  /// What the interface is a port of. A VRF only routes, so that its ports stay links.
  private func master(of interface: NetworkInterface) -> String? {
    guard let index = interface.masterIndex else { return nil }
    let master = interfaces.first { $0.index == index }
    return master?.kind == .vrf ? nil : master?.name ?? "another interface"
  }

  private func card(in bridge: NetworkInterface) -> String? {
    interfaces.first { $0.masterIndex == bridge.index && $0.character == .network }?.name
  }

  /// Leaves out what stands on an interface that is used: it is the same network.
  private mutating func leaveOutShared() {
    for (place, interface) in interfaces.enumerated()
    where interface.character == .shared && !interface.isLowerInOtherNamespace {
      let lower = interfaces.firstIndex { $0.index == interface.lowerIndex }
      guard case .used(_, .network) = verdicts[place], let lower, case .used = verdicts[lower]
      else { continue }
      verdicts[place] = .leftOut(.standsOn(interfaces[lower].name))
    }
  }

  /// Uses the ends of cables in a namespace without a card: that is a container. The ends that a host
  /// holds look alike, but a host has a card, used or not, and mostly puts no address on them.
  private mutating func useOnlyWay() {
    guard policy.only.isEmpty,
      !interfaces.contains(where: { [.network, .shared].contains($0.character) })
    else { return }
    var ways: [(place: Int, verdict: LinkReport.Verdict)] = []
    for (place, interface) in interfaces.enumerated()
    where interface.isLowerInOtherNamespace && verdicts[place] == .leftOut(.container) {
      let verdict = use(interface, because: .onlyWay)
      if verdict.isUse { ways.append((place, verdict)) }
    }
    let routed = ways.filter(\.verdict.hasRoutedAddress)
    for way in routed.isEmpty && ways.count == 1 ? ways : routed {
      verdicts[way.place] = way.verdict
    }
  }

  private mutating func useOnlyLoopback() {
    guard !verdicts.contains(where: \.isUse) else { return }
    for (place, interface) in interfaces.enumerated()
    where verdicts[place] == .leftOut(.loopback) {
      let verdict = use(interface, because: .onlyLoopback)
      if verdict.isUse { verdicts[place] = verdict }
    }
  }

  private mutating func leaveOutExcess() {
    for place in verdicts.indices.filter({ verdicts[$0].isUse }).dropFirst(Self.linkLimit) {
      verdicts[place] = .leftOut(.tooMany)
    }
  }
}

extension LinkReport.Verdict {
  fileprivate var isUse: Bool {
    if case .used = self { true } else { false }
  }

  /// Whether a link has an address that is more than link-local.
  fileprivate var hasRoutedAddress: Bool {
    guard case .used(let link, _) = self else { return false }
    return link.addresses.contains { !$0.address.isLinkLocal }
  }
}

extension NetworkInterface {
  /// Whether one of the names, which may end in `*`, is the interface's.
  func isNamed(in names: [String]) -> Bool {
    names.contains { pattern in
      pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
    }
  }

  /// The MTU, or the least that IPv6 allows when the kernel did not say.
  fileprivate var linkMTU: Int { mtu > 0 ? mtu : 1_280 }
}
