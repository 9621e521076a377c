public import DNSSDWire
public import MulticastDNS

/// Publishes one advert for as long as it runs, for a node whose work others do.
///
/// It claims the name of the host and says what it is told to; it decides nothing.
public struct AdvertPublisher: EngineApplication {
  /// What happened to the advert.
  public enum News: Hashable, Sendable {
    /// It is published under these names.
    case established([DNSName])
    /// Another host has the name of the host, and nothing is published.
    case hostTaken(Conflict)
    /// It cannot be published.
    case refused(String)
  }

  private let host: DNSName
  private let chosen: AdvertAddresses
  private var wanted: ClusterAdvert
  private var advert: NodeAdvert
  private var identifiers = IdentifierSequence()
  private var hasBegun = false
  private var news: [News] = []
  private var told: News?

  /// An advert that is published when the application first runs. The addresses that it does not tell
  /// follow from the links.
  public init(_ advert: ClusterAdvert, profile: ClusterProfile = .k3s) {
    host = advert.host
    chosen = AdvertAddresses(ipv4: advert.ipv4, ipv6: advert.ipv6)
    wanted = advert
    self.advert = NodeAdvert(profile: profile)
  }

  /// What is published, or will be.
  public var said: ClusterAdvert { wanted }

  /// Takes the oldest news; nil when there is none.
  public mutating func takeNews() -> News? { news.isEmpty ? nil : news.removeFirst() }

  public mutating func linksChanged(to links: [Link], at now: Instant) {
    let addresses = AdvertAddresses(of: links, unless: chosen)
    (wanted.ipv4, wanted.ipv6) = (addresses.ipv4, addresses.ipv6)
  }

  public mutating func handle(_ event: Event, at now: Instant) {
    guard case .registration(let id, let change) = event, advert.owns(id) else { return }
    advert.handle(change, of: id)
    if let conflict = advert.hostConflict {
      tell(.hostTaken(conflict))
      advert.withdraw()
    } else if advert.isEstablished {
      tell(.established(advert.instances))
    }
  }

  public mutating func advance(to now: Instant) {
    guard advert.hostConflict == nil else { return }
    do throws(RegistrationError) {
      if !hasBegun { try advert.publishHost(host, naming: &identifiers) }
      hasBegun = true
    } catch {
      return tell(.refused("\(error)"))
    }
    do throws(ClusterProfileError) {
      try advert.say(wanted, naming: &identifiers)
    } catch {
      tell(.refused("\(error)"))
    }
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    tell(.refused("\(error)"))
  }

  public mutating func nextCommand() -> EngineCommand? { advert.nextCommand() }

  public var nextDeadline: Instant? { nil }

  /// Tells each thing once.
  private mutating func tell(_ new: News) {
    guard new != told else { return }
    told = new
    news.append(new)
  }
}
