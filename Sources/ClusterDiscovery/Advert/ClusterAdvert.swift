public import DNSSDWire

/// What one node says about itself to the nodes of its cluster.
///
/// It travels as a service: SRV tells the host and the port, TXT all else. Names of hosts are kept
/// normalised: `pi`, `pi.local.` and `pi.local.local` are `pi.local`.
public struct ClusterAdvert: Hashable, Sendable {
  /// The cluster that the node belongs to or wants to.
  public let scope: ClusterScope
  public var role: ClusterRole
  public var phase: ClusterPhase
  public var state: AdvertState
  /// Whom the node follows or votes for; nil when it does not say.
  public var leader: DNSName? {
    didSet { leader = leader?.clusterHost }
  }
  /// The candidacy of the leader that is voted for.
  public var term: UInt32?
  /// Whether the node has decided to bootstrap.
  public var isElected: Bool
  /// The node: one label and `local.`, or a name of another domain as it is.
  public let host: DNSName
  public var ipv4: IPv4Address?
  public var ipv6: IPv6Address?
  /// Tells nodes apart: by default the hardware address as twelve hexadecimal digits.
  public internal(set) var nodeID: String?
  /// Where the API is, or will be.
  public var portNumber: UInt16
  /// Keys that others understand, in their order; never one of ours.
  public let others: TextAttributes

  /// An advert; phase and state follow from the role unless they are given.
  ///
  /// A node ID is taken without control characters, quotes around it and blanks at its ends, and not
  /// at all when it is empty or longer than ``nodeIDLength``. Of `others` the keys that the advert
  /// has itself are left out.
  public init(
    scope: ClusterScope, role: ClusterRole, phase: ClusterPhase? = nil, state: AdvertState? = nil,
    leader: DNSName? = nil, term: UInt32? = nil, isElected: Bool = false, host: DNSName,
    ipv4: IPv4Address? = nil, ipv6: IPv6Address? = nil, nodeID: String? = nil,
    portNumber: UInt16 = ClusterAdvert.standardPortNumber, others: TextAttributes = .empty
  ) {
    self.scope = scope
    self.role = role
    self.phase = phase ?? ClusterPhase(of: role)
    self.state = state ?? AdvertState(of: role)
    self.leader = leader?.clusterHost
    self.term = term
    self.isElected = isElected
    self.host = host.clusterHost ?? host
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.nodeID = nodeID.flatMap(Self.cleanedNodeID)
    self.portNumber = portNumber == 0 ? Self.standardPortNumber : portNumber
    self.others = Self.unknown(in: others)
  }

  /// The port of the API of Kubernetes, when an advert says none.
  public static let standardPortNumber: UInt16 = 6443

  /// Octets of a node ID: every usual one fits, and it stays a small part of a packet.
  public static let nodeIDLength = 63
}

extension ClusterAdvert {
  /// What the node is elected by.
  public var electionKey: ElectionKey { ElectionKey(host: host, nodeID: nodeID) }

  /// The leader that the node names; a candidate that names none stands for itself.
  public var leaderOrSelf: DNSName? { leader ?? (role == .bootstrap ? host : nil) }

  private static func cleanedNodeID(_ text: String) -> String? {
    guard let text = String(cleaning: text.utf8), !text.isEmpty,
      text.utf8.count <= nodeIDLength
    else { return nil }
    return text
  }

  private static func unknown(in attributes: TextAttributes) -> TextAttributes {
    let kept = attributes.filter { !AdvertKey.isKnown($0.key) }
    return (try? TextAttributes(kept)) ?? .empty
  }
}
