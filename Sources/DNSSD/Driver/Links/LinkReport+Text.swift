internal import DNSSDWire
internal import MulticastDNS

extension LinkReport: CustomStringConvertible {
  /// One line, such as `docker0: left out, a bridge without a card of this host`.
  public var description: String { "\(name): \(verdict)" }
}

extension LinkReport.Verdict: CustomStringConvertible {
  /// The decision and its reason; for a link its addresses too.
  public var description: String {
    switch self {
    case .used(let link, let use):
      "used, \(use) (\(link.addresses.map { "\($0.address)" }.joined(separator: ", ")))"
    case .leftOut(let exclusion): "left out, \(exclusion)"
    }
  }
}

extension LinkReport.Use: CustomStringConvertible {
  /// The reason as a clause.
  public var description: String {
    switch self {
    case .network: "a network of this host"
    case .bridgedCard(let card): "a bridge with the card \(card)"
    case .asked: "asked for"
    case .onlyWay: "the way out of a container"
    case .onlyLoopback: "as there is nothing else"
    case .pinned: "given without a choice"
    }
  }
}

extension LinkReport.Exclusion: CustomStringConvertible {
  /// The reason as a clause, with what can be done where that is not plain.
  public var description: String {
    switch self {
    case .denied: "excluded by name"
    case .notAsked: "others are asked for"
    case .loopback: "this host itself"
    case .down: "it is down"
    case .noCarrier: "no cable, or no access point"
    case .noMulticast: "it carries no multicast (`ip link set dev NAME multicast on`)"
    case .noAddress: "it has no address"
    case .addressesNotReady: "its addresses are not ready, or are another host's too"
    case .portOf(let master): "a port of \(master)"
    case .container: "a cable into a container"
    case .bridgeWithoutCard: "a bridge without a card of this host"
    case .tunnel: "a tunnel"
    case .leadsNowhere: "it leads nowhere"
    case .standsOn(let lower): "the network of \(lower), which is used"
    case .tooMany: "more than \(LinkSelection.linkLimit) links"
    case .notJoined(let error):
      error.errno == .noBufferSpace
        ? "\(error): raise the limit with `sysctl net.ipv4.igmp_max_memberships=100`" : "\(error)"
    }
  }
}
