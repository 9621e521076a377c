internal import ClusterDiscovery
internal import DNSSD
internal import DNSSDWire

/// Why the demonstration did not come to its end.
enum DemoFailure: Error, Hashable {
  case loopbackMissing
  case unnamed
  case node(DemoNode, ClusterNodeError)
  /// A node refused.
  case refused(DemoNode, ClusterDiscovery.Refusal)
  /// So many nodes formed a cluster, and it was to be one.
  case founders(Int)
  case absence(String)
  case driver(DriverError)
  case tooSlow
}

extension DemoFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .loopbackMissing:
      "there is no loopback interface that is up and has an IPv4 address"
    case .unnamed: "the nodes of the demonstration cannot be named"
    case .node(let node, let error): "\(node.rawValue) could not start: \(error)"
    case .refused(let node, .noMulticast): "\(node.rawValue) hears nobody. \(Self.silence)"
    case .refused(let node, let reason): "\(node.rawValue) refused: \(reason.text)"
    case .founders(let count): "\(count) nodes formed a cluster, and it was to be one"
    case .absence(let reason): "the node that left is not gone: \(reason)"
    case .driver(let error): error.description
    case .tooSlow: "it took too long; this machine is very busy"
    }
  }

  private static let silence =
    "Multicast to 224.0.0.251 port 5353 does not come back on the loopback interface; a firewall "
    + "rule or the sandbox of this process may be the reason"
}
