public import DNSSDWire

/// Who a node is, what it wants, and how long it takes its time.
public struct BootstrapConfiguration: Hashable, Sendable {
  /// What the node is to become.
  public enum Intent: Hashable, Sendable {
    /// Whatever the network needs: join what is there, else form it.
    case automatic
    /// Join only, and wait for a server.
    case join
    /// Form the cluster; a ready server of it is a reason to refuse.
    case bootstrap
  }

  /// What a node that joins becomes.
  public enum Joining: Hashable, Sendable {
    /// A server while there are fewer than wanted, else an agent.
    case automatic
    case server, agent
  }

  /// The cluster and its environment.
  public var scope: ClusterScope
  /// How adverts look on the wire.
  public var profile = ClusterProfile.k3s
  /// This host's name: one label in `local.`
  public var host: DNSName
  /// A name of the node that stays: its hardware address as 12 hexadecimal digits, if it has one.
  public var nodeID: String?
  public var ipv4: IPv4Address?
  public var ipv6: IPv6Address?
  /// Where the API of this node is, or will be.
  public var portNumber = ClusterAdvert.standardPortNumber
  /// How many servers the cluster is to have, at least 1.
  public var servers = 1 { didSet { servers = max(1, servers) } }
  /// What this node is to become.
  public var intent = Intent.automatic
  public var joining = Joining.automatic
  /// Whether more than half of the wanted servers have to vote for the one that forms the cluster; nil
  /// for yes when there are three or more.
  public var wantsQuorum: Bool?
  /// Whether the own advert has to be seen from outside of this engine before anything is decided.
  public var requiresSelfCheck = false
  /// How long to listen before it is said that nobody is there.
  public var discoveryWait: Duration = .seconds(2)
  /// How often to listen so long when nothing proves that packets flow.
  public var discoveryAttempts = 10
  /// How long candidates are watched before one of them decides.
  public var electionHoldoff: Duration = .seconds(3)
  /// How often in a row the outcome has to be the same.
  public var stableRounds = 3 { didSet { stableRounds = max(1, stableRounds) } }
  /// How long a candidate may be silent before it counts as gone; then its followers elect again.
  public var followerReelect: Duration = .seconds(30)
  /// How to wait for the lock that lets one server join at a time; nil to join without it.
  public var joinLockPace: JoinLockPace? = JoinLockPace()
  /// When to give up; nil to wait for as long as it takes.
  public var deadline: Duration?
  /// What the node knew of votes when it was last here.
  public var memory = BallotMemory()

  /// A node of a cluster, with the timing of the documents.
  public init(scope: ClusterScope, host: DNSName) {
    self.scope = scope
    self.host = host
  }

  /// How many votes are needed with the own one; nil when there is no quorum.
  package var votesNeeded: Int? {
    wantsQuorum ?? (servers >= 3) ? servers / 2 + 1 : nil
  }

  /// How the cluster keeps its data: in one file for one server, else with consensus.
  var datastore: Datastore { servers == 1 ? .sqlite : .etcd }
}

/// Where the first server of a cluster keeps its state.
public enum Datastore: String, Hashable, Sendable {
  case sqlite, etcd
}
