public import DNSSDWire

/// How far a node is.
public enum BootstrapState: String, Hashable, Sendable, CaseIterable {
  /// Not begun.
  case idle
  /// Listening for what is there.
  case discovering
  /// Making itself known as a candidate.
  case claiming
  /// Watching the candidates.
  case electing
  /// Waiting for the server of another node.
  case following
  /// About to join, or joining.
  case joining
  /// Forming the cluster.
  case bootstrapping
  /// Its API is ready.
  case serving
  /// Saying goodbye.
  case leaving
  /// Refused; nothing is published any more.
  case refused
}

/// What a node is to do.
public enum Verdict: Hashable, Sendable {
  /// Join a server that is ready.
  case join(ClusterPeer, as: ClusterRole)
  /// Form the cluster: no other node does.
  case bootstrap(Datastore)
  /// Wait: another node forms the cluster.
  case follow(DNSName)
  /// Do nothing, for a reason.
  case refuse(Refusal)
}

/// Why a node does nothing.
public enum Refusal: Hashable, Sendable {
  /// Nothing proves that packets flow on any link, so that silence says nothing.
  case noMulticast
  /// Another host has the name of this one; hosts are never renamed.
  case hostNameTaken(DNSName, by: IPAddress)
  /// The own advert is not seen from outside.
  case selfCheck(String)
  /// A server of the cluster is there, and this node was to form it.
  case serverPresent(DNSName)
  /// It was to form the cluster, and another node does.
  case anotherBootstrap(DNSName)
  /// It lost touch with those who voted for it before it served: they may form the cluster without it.
  case quorumLost(votes: Int, needed: Int)
  /// The lock for joining was not to be had.
  case joinLock(JoinLockFailure)
  /// The time was over; with the state and what was missing.
  case tooLate(BootstrapState, missing: Missing)
  /// The engine did not take what was to be published or asked.
  case engine(String)
}

/// What a node waits for.
public enum Missing: Hashable, Sendable {
  case nothing
  /// Servers that are ready.
  case server
  /// Votes: who voted, and how many are needed.
  case votes([DNSName], needed: Int)
  /// Candidates that do not agree: whom each of them wants.
  case agreement([DNSName])
  /// The unique record that only one node can hold.
  case claim
  /// Proof that packets flow.
  case traffic
  /// The result of the self-check.
  case selfCheck
  /// The lock for joining.
  case joinLock
}
