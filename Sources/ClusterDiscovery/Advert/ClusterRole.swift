/// What a node is, as the TXT key `role` says.
public enum ClusterRole: String, Hashable, Sendable, CaseIterable {
  /// It offers the API of the cluster.
  case server
  /// It joined without offering the API.
  case agent
  /// It found no server and is a candidate to begin the cluster.
  case bootstrap
}

/// What a node does, as the TXT key `phase` says.
public enum ClusterPhase: String, Hashable, Sendable, CaseIterable {
  case bootstrap, server, agent
  /// It is about to say goodbye: nobody should join it.
  case leaving

  /// The phase of a node that does not say it.
  public init(of role: ClusterRole) {
    switch role {
    case .server: self = .server
    case .agent: self = .agent
    case .bootstrap: self = .bootstrap
    }
  }
}

/// Whether a node does it already, as the TXT key `state` says.
public enum AdvertState: String, Hashable, Sendable, CaseIterable {
  case pending, ready

  /// The state of a node that does not say it: candidates are pending, all others ready.
  public init(of role: ClusterRole) {
    self = role == .bootstrap ? .pending : .ready
  }
}
