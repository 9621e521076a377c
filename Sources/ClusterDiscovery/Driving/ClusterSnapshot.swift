public import DNSSDWire
public import MulticastDNS

/// The result of looking at the own advert from outside.
public typealias SelfCheckReport = GateReport<SelfCheckEvidence, SelfCheckFailure>

/// What a node knows, and how far it is.
public struct ClusterSnapshot: Hashable, Sendable {
  /// How far it is.
  public let state: BootstrapState
  /// What it is to do; nil while that is open.
  public let verdict: Verdict?
  /// What it waits for.
  public let missing: Missing
  /// Whom it votes for or follows.
  public let leader: DNSName?
  /// The other nodes of the cluster, by key.
  public let peers: [ClusterPeer]
  /// Adverts that were seen and not taken for nodes of the cluster, with the reason for each.
  public let rejected: [RejectedAdvert]
  /// What it publishes about itself; nil while that is nothing.
  public let ownAdvert: ClusterAdvert?
  /// What it has to remember of its votes, should it be started again.
  public let memory: BallotMemory
  /// The links in use.
  public let links: [Link]
  /// The result of the self-check; nil while there is none.
  public let selfCheck: SelfCheckReport?

  init(_ machine: ClusterMachine, links: [Link], selfCheck: SelfCheckReport?) {
    state = machine.state
    verdict = machine.verdict
    missing = machine.missing
    leader = machine.leader
    peers = machine.peers
    rejected = machine.rejected
    ownAdvert = machine.ownAdvert
    memory = machine.memory
    self.links = links
    self.selfCheck = selfCheck
  }
}
