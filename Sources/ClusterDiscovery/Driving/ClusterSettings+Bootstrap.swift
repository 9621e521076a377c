public import DNSSD
public import DNSSDWire

/// What the settings mean for a node on the network.
extension ClusterSettings {
  /// The node that the settings describe; `nodeID` is its hardware address as 12 hexadecimal digits.
  public func bootstrapConfiguration(
    host: DNSName, nodeID: String?
  ) -> BootstrapConfiguration {
    var configuration = BootstrapConfiguration(scope: scope, host: host)
    configuration.profile = profile
    configuration.nodeID = nodeID
    configuration.ipv4 = publishAddress
    configuration.portNumber = port
    configuration.servers = servers
    configuration.intent =
      switch intent {
      case .automatic: .automatic
      case .bootstrap: .bootstrap
      case .join: .join
      }
    configuration.wantsQuorum = needsQuorum
    configuration.requiresSelfCheck = !skipSelfCheck
    configuration.discoveryWait = discoveryWait
    configuration.discoveryAttempts = discoveryAttempts
    configuration.electionHoldoff = electionHoldoff
    configuration.stableRounds = stableRounds
    configuration.followerReelect = followerReelect
    configuration.joinLockPace = joinGate ? joinLockPace : nil
    configuration.deadline = deadline
    return configuration
  }

  /// How the join lock waits.
  public var joinLockPace: JoinLockPace {
    var pace = JoinLockPace()
    pace.backoff = Backoff(
      start: joinGateBackoff, limit: joinGateBackoffCap, jitter: .around(percent: 25))
    pace.longestWait = joinGateMaximumWait
    return pace
  }

  /// How adverts look on the wire.
  public var profile: ClusterProfile {
    switch types {
    case .both: .k3s(publishing: .both)
    case .https: .k3s(publishing: .https)
    case .k3s: .k3s(publishing: .k3s)
    }
  }

  /// How the own advert is looked at from outside.
  public var advertCheck: AdvertCheck {
    var check = AdvertCheck()
    check.pace.attempts = selfCheckAttempts
    check.pace.backoff = Backoff(
      start: selfCheckBackoff, limit: selfCheckBackoffCap,
      jitter: .around(percent: Int((selfCheckJitter * 100).rounded())))
    check.addresses = relaxedAddress ? .relaxed : .strict
    return check
  }

  /// Which interfaces and families are used.
  public var linkPolicy: LinkPolicy {
    var policy = LinkPolicy()
    policy.only = interfaces
    policy.families =
      switch families {
      case .both: [.v4, .v6]
      case .ipv4: [.v4]
      case .ipv6: [.v6]
      }
    return policy
  }
}
