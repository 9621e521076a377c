public import DNSSDWire

/// Every value that decides how a node finds, forms and joins its cluster.
///
/// A new value holds the documented defaults. ``resolve(options:environment:startingFrom:)`` reads
/// the others from options and variables; ``Setting/all`` says what each may hold.
public struct ClusterSettings: Hashable, Sendable {
  /// The cluster and environment to form or join.
  public var scope: ClusterScope
  /// How many servers (control-plane nodes) the cluster shall have.
  public var servers = 1
  /// Whether a bootstrap waits until more than half of the servers are seen.
  public var quorum: QuorumPolicy = .automatic
  /// What this node is to do; anything but `.automatic` overrides what files suggest.
  public var intent: ClusterIntent = .automatic
  /// Under which service types the node is published and browsed for.
  public var types: AdvertTypes = .both
  /// Whether the node publishes itself at all.
  public var publishing = true
  /// The port of the k3s API in adverts.
  public var port: UInt16 = 6443
  /// The time after which any command gives up; nil for none.
  public var deadline: Duration?
  /// The release channel that the plan gives the k3s installer.
  public var channel = "stable"
  /// A fixed address or name to register at, in place of the server that was found.
  public var apiRegistrationAddress: String?
  /// Whether the join URL has an IP address: k3s itself does not resolve `.local`.
  public var preferIP = true
  /// Whether the node's own addresses are names in its certificate, which a join by IP needs.
  public var nodeIPSAN = true
  /// What the numbered hosts of the election by name list begin with.
  public var nodePrefix = "sugarkube"

  /// How long one look for a server listens.
  public var discoveryWait: Duration = .seconds(2)
  /// How many looks are made before none is said to be there.
  public var discoveryAttempts = 10
  /// How long the winner of an election waits for a server to appear.
  public var electionHoldoff: Duration = .seconds(3)
  /// How many equal rounds decide an election.
  public var stableRounds = 3
  /// How long a follower waits for its leader before it elects again.
  public var followerReelect: Duration = .seconds(30)
  /// How long a check listens for adverts that were asked for.
  public var activeQuery: Duration = .seconds(5)

  /// The node's own host name, one label without `.local`; nil for the system's.
  public var hostName: String?
  /// The names of the interfaces to use; empty for the automatic choice.
  public var interfaces: [String] = []
  /// The families of addresses to use.
  public var families: AddressFamilies = .both
  /// The IPv4 address to publish; nil for those of the interfaces.
  public var publishAddress: IPv4Address?

  /// The folder in which a node keeps what it has to remember over a restart; nil for the usual one.
  public var stateFolder: String?

  /// Whether the node's advert is not checked on the wire.
  public var skipSelfCheck = false
  /// Whether the self-check passes when the advert has another address.
  public var relaxedAddress = false
  /// How often the self-check looks.
  public var selfCheckAttempts = 12
  /// The wait after the first look; it doubles up to the cap.
  public var selfCheckBackoff: Duration = .milliseconds(500)
  public var selfCheckBackoffCap: Duration = .seconds(5)
  /// The part of each wait that chance adds or takes, 0 to 1.
  public var selfCheckJitter = 0.2
  /// What the self-check expects, where it is not the node itself.
  public var expectedHost: String?
  public var expectedAddress: IPv4Address?
  public var expectedRole: String?
  public var expectedPhase: String?
  public var expectedPort: UInt16?

  /// Whether the node waits until its old adverts are gone.
  public var absenceGate = true
  /// The time after which the absence gate gives up; nil for none.
  public var absenceTimeLimit: Duration? = .seconds(15)
  /// The wait after the first look of the absence gate; it doubles up to the cap.
  public var absenceBackoff: Duration = .milliseconds(500)
  public var absenceBackoffCap: Duration = .seconds(4)
  /// The part of each wait that chance adds or takes, 0 to 1.
  public var absenceJitter = 0.25

  /// Whether success needs a TCP connection to the advertised port.
  public var wireProof = true
  /// How long one such connection may take.
  public var wireProofDuration: Duration = .milliseconds(2500)
  /// How long the node waits for its own API, and between two looks at it.
  public var apiReadyTimeout: Duration = .seconds(120)
  public var apiReadyInterval: Duration = .seconds(2)
  /// How long a connection to a port of a server may take.
  public var l4Timeout: Duration = .seconds(3)
  /// Whether servers join one after the other.
  public var joinGate = true
  /// The instance name of the join lock; nil for `k3s join lock <cluster>/<env>`.
  public var joinGateName: String?
  /// The wait after the lock was found taken; it doubles up to the cap.
  public var joinGateBackoff: Duration = .seconds(1)
  public var joinGateBackoffCap: Duration = .seconds(10)
  /// How long a node waits for the lock in all.
  public var joinGateMaximumWait: Duration = .seconds(600)
  /// Whether a clock that is not synchronised stops the node; a warning otherwise.
  public var strictTime = false
  /// How far the clock may be off.
  public var timeOffsetMaximum: Duration = .milliseconds(500)

  /// A file that holds the token; it goes before every other place.
  public var tokenFile: String?
  /// The node-token file of k3s; nil for its usual place, which is read in fewer cases.
  public var nodeTokenPath: String?
  /// The boot file with a `NODE_TOKEN=` line; nil for its usual place, read in fewer cases.
  public var bootTokenPath: String?
  /// The token file that a k3s server on this host leaves.
  public var serverTokenPath = "/var/lib/rancher/k3s/server/token"

  /// How much is logged.
  public var logLevel: LogLevel = .info
  /// How a log line is written.
  public var logFormat: LogFormat = .text
  /// Whether what multicast DNS does is logged in detail.
  public var multicastDetails = false
  /// What is hidden in all output.
  public var redaction: RedactionMode = .none
  /// What the labels of hidden values depend on; nil for a new one in each run.
  public var redactionSalt: String?

  /// The documented defaults, for the cluster `sugar` and its environment `dev`.
  public init() {
    self.init(scope: Self.standardScope)
  }

  /// The documented defaults for a scope.
  public init(scope: ClusterScope) {
    self.scope = scope
  }

  private static var standardScope: ClusterScope {
    do {
      return try ClusterScope(cluster: "sugar", environment: "dev")
    } catch {
      preconditionFailure("sugar and dev are names of a cluster and an environment")
    }
  }
}

extension ClusterSettings {
  /// Whether a bootstrap needs the sight of more than half of the servers.
  public var needsQuorum: Bool {
    switch quorum {
    case .automatic: servers >= 3
    case .on: true
    case .off: false
    }
  }
}
