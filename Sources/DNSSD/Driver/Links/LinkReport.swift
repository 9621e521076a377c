public import DNSSDWire
public import MulticastDNS

/// An interface and what was decided about it.
public struct LinkReport: Hashable, Sendable {
  /// The kernel's number of the interface.
  public let index: Int
  /// Its name, safe to print.
  public let name: String
  /// What kind of link it is.
  public let kind: LinkKind
  /// The decision with its reason.
  public internal(set) var verdict: Verdict

  /// Whether an interface is used, and why.
  public enum Verdict: Hashable, Sendable {
    case used(Link, Use)
    case leftOut(Exclusion)
  }

  /// Why an interface is used.
  public enum Use: Hashable, Sendable {
    /// It leads to a network of hosts.
    case network
    /// It is a bridge with a card that does.
    case bridgedCard(String)
    /// It was asked for by name.
    case asked
    /// There is no card here, as in a container, and this leads out.
    case onlyWay
    /// There is nothing else.
    case onlyLoopback
    /// It was given without a choice.
    case pinned
  }

  /// Why an interface is left out.
  public enum Exclusion: Hashable, Sendable {
    /// It is among those never to be used.
    case denied
    /// Others were asked for.
    case notAsked
    case loopback
    case down
    case noCarrier
    case noMulticast
    case noAddress
    /// Its addresses are not proven unique yet, or were proven to belong to another host as well.
    case addressesNotReady
    /// What it carries is heard on the bridge or bond of that name.
    case portOf(String)
    /// It is the end of a cable into a container.
    case container
    /// It is a bridge without a card: it connects containers or virtual machines of this host.
    case bridgeWithoutCard
    /// It leads through a tunnel, or to one other end.
    case tunnel
    /// It leads nowhere.
    case leadsNowhere
    /// It shares the network of that interface, which is used.
    case standsOn(String)
    /// There are more links than a driver serves.
    case tooMany
    /// The kernel refused the group on it.
    case notJoined(SocketError)
  }

  /// The decision about one interface.
  public init(index: Int, name: String, kind: LinkKind, verdict: Verdict) {
    self.index = index
    self.name = name
    self.kind = kind
    self.verdict = verdict
  }

  /// The link which it is to the engine; nil when it is left out.
  public var link: Link? {
    if case .used(let link, _) = verdict { link } else { nil }
  }
}
