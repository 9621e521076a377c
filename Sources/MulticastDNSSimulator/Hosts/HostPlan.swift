public import DNSSDWire
public import MulticastDNS

/// Names a host of a world, in the order in which hosts were added.
public struct HostID: Hashable, Sendable {
  let place: Int
}

/// What a host is made of.
public struct HostPlan: Sendable {
  /// The name that a host publishes for itself.
  public enum HostName: Hashable, Sendable {
    /// The name that it has in the transcript.
    case asNamed
    /// This label, which other hosts may want as well.
    case label(String)
    /// None: its application publishes one, or nobody does.
    case none
  }

  /// What the transcript calls it.
  public var name: String
  /// One card for each; a link named twice gets two cards.
  public var links: [VirtualLinkID]
  public var hostName = HostName.asNamed
  /// The families of which each card has an address.
  public var families: [AddressFamily] = [.v4, .v6]
  /// Of each card, in octets.
  public var mtu = 1_500
  public var configuration = EngineConfiguration()
  /// What runs on the engine, as it is when the host starts, each time.
  public var application: (any EngineApplication)?

  /// A host with what it has from its start.
  public init(
    _ name: String, links: [VirtualLinkID], application: (any EngineApplication)? = nil
  ) {
    self.name = name
    self.links = links
    self.application = application
  }

  /// The label that it publishes; nil for none.
  var label: String? {
    switch hostName {
    case .asNamed: name
    case .label(let label): label
    case .none: nil
    }
  }
}

extension RegistrationID {
  /// The host name that a host publishes for itself.
  public static let hostName = RegistrationID(rawValue: 1 << 63)
}
