public import DNSSDWire
public import MulticastDNS

/// One node as it is seen: merged over types, links and families.
public struct ClusterPeer: Hashable, Sendable {
  /// What the node says; of several adverts the one that counts.
  public let advert: ClusterAdvert
  /// The names of its services, sorted.
  public let instances: [DNSName]
  /// Where it is reached, the best first.
  public let addresses: [HostAddress]
  /// Which way the best address came.
  public let addressPath: AddressPath
  /// The interface indexes of the links on which it is seen, ascending.
  public let linkIndexes: [Int]
  /// What the node is elected by.
  public let electionKey: ElectionKey
  /// Whether it says that it leaves, or said goodbye.
  public let isLeaving: Bool

  /// A node made of what is known.
  public init(
    advert: ClusterAdvert, instances: [DNSName] = [], addresses: [HostAddress] = [],
    addressPath: AddressPath = .none, linkIndexes: [Int] = [], isLeaving: Bool = false
  ) {
    self.advert = advert
    self.instances = instances
    self.addresses = addresses
    self.addressPath = addressPath
    self.linkIndexes = linkIndexes
    self.isLeaving = isLeaving
    electionKey = advert.electionKey
  }

  /// Whether it is a server that can be joined.
  public var isReadyServer: Bool {
    advert.role == .server && advert.state == .ready && !isLeaving
  }
}

/// Which way the address of a node came, as the log field `accept_path` says.
public enum AddressPath: String, Hashable, Sendable, CaseIterable {
  /// TXT `ip4` or `ip6`.
  case txt
  /// The addresses of the SRV target.
  case resolved = "resolve"
  /// There is no address yet.
  case none
}
