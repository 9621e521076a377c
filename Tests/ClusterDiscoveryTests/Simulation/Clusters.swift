import ClusterDiscovery
import ClusterSimulator
import DNSSDWire
import MulticastDNSSimulator

extension ClusterScope {
  /// A cluster that most nodes of tests are of.
  static func sugar(_ environment: String = "dev") throws -> ClusterScope {
    try ClusterScope(cluster: "sugar", environment: environment)
  }
}

extension ClusterWorld {
  /// Adds a node; the name of its host is its own unless another is given.
  mutating func add(
    _ name: String, _ scope: ClusterScope, servers: Int = 1, host: String? = nil,
    work: Duration = .seconds(20), _ configure: (inout BootstrapConfiguration) -> Void = { _ in }
  ) throws -> HostID {
    var configuration = BootstrapConfiguration(
      scope: scope, host: try DNSName("\(host ?? name).local."))
    configuration.servers = servers
    configure(&configuration)
    return try add(name, configuration, work: work)
  }

  /// Whether all of these nodes serve.
  func allServe(_ nodes: some Collection<HostID>) -> Bool {
    nodes.allSatisfy { state($0) == .serving }
  }
}
