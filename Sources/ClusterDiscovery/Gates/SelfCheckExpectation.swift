public import DNSSDWire

/// What the adverts of this node should look like to others.
public struct SelfCheckExpectation: Hashable, Sendable {
  /// How the addresses of the host count.
  public enum AddressMode: Hashable, Sendable {
    /// One of the expected addresses must be among them.
    case strict
    /// A mismatch is noted in the evidence, and is no failure.
    case relaxed
  }

  /// The adverts: each must be seen, at most ``mostInstances`` of them.
  public let instances: [ServiceInstanceName]
  /// The host that their SRV records may name.
  public let host: HostAliases
  public var portNumber: UInt16
  /// What their TXT records should say.
  public var text: [TextExpectation]
  /// Addresses of the host, of which one is enough; empty to take any.
  public var addresses: [IPAddress]
  public var addressMode = AddressMode.strict
  /// All addresses that packets of this host come from; empty when they are not known, and then nobody
  /// can be told to be another host.
  public var ownAddresses: [IPAddress]

  /// One node has one advert of each type; more than these are not looked at.
  public static let mostInstances = 8

  /// What is expected of adverts on the port of the Kubernetes API, unless said otherwise.
  public init(
    instances: [ServiceInstanceName], host: HostAliases, portNumber: UInt16 = 6_443,
    text: [TextExpectation] = [], addresses: [IPAddress] = [], ownAddresses: [IPAddress] = []
  ) {
    self.instances = Array(instances.prefix(Self.mostInstances))
    self.host = host
    self.portNumber = portNumber
    self.text = text
    self.addresses = addresses
    self.ownAddresses = ownAddresses
  }
}

/// How often and how long a self-check looks.
public struct SelfCheckPace: Hashable, Sendable {
  /// How often it asks at most, at least once.
  public var attempts = 12
  /// The waits between.
  public var backoff = Backoff(
    start: .milliseconds(500), limit: .seconds(5), jitter: .around(percent: 20))
  /// When it ends, whatever is left.
  public var timeLimit: Duration = .seconds(60)
  /// How long all must be right, so that another host that answers as well is heard too.
  public var confirmation: Duration = .milliseconds(250)

  /// Twelve attempts within a minute.
  public init() {}
}
