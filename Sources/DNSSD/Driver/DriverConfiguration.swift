public import MulticastDNS

/// What the user of an ``EngineDriver`` chooses.
public struct DriverConfiguration: Hashable, Sendable {
  /// The choices within the protocol.
  public var engine = EngineConfiguration()
  /// Where the engine's random choices begin; ``Seed/unpredictable()`` outside of tests.
  public var seed: UInt64
  /// The links to use.
  public var links: LinkSource

  /// The configuration with a seed, on the links that a policy chooses unless told otherwise.
  public init(seed: UInt64, links: LinkSource = .policy(LinkPolicy())) {
    self.seed = seed
    self.links = links
  }
}

/// Where a driver's links come from.
public enum LinkSource: Hashable, Sendable {
  /// The interfaces of the host, followed as they come, change and go.
  case policy(LinkPolicy)
  /// These and no others, whatever becomes of them: for tests and demonstrations. Datagrams leave from
  /// the first address of their family, so that several hosts can live on one interface, each with an
  /// address of its own.
  case pinned([Link])
}
