public import MulticastDNS

/// What the user of a ``DNSSDHost`` chooses.
public struct HostConfiguration: Hashable, Sendable {
  /// The name under which services of this host are found, one label without `.local`; nil for the
  /// system's host name. Another name is taken when another host holds it (RFC 6762 §9).
  public var hostName: String?
  /// Whether the reverse names of the host's addresses are published with it (RFC 6762 §4).
  public var publishesReverseNames = true
  /// The interfaces to use.
  public var links: LinkSource = .policy(LinkPolicy())
  /// The choices within the protocol.
  public var engine = EngineConfiguration()
  /// Where random choices begin; nil for a seed that nobody can foresee.
  public var seed: UInt64?

  /// The configuration that suits a host on a local network.
  public init() {}
}
