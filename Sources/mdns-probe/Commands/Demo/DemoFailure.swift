internal import DNSSD

/// Why the demonstration did not come to its end.
enum DemoFailure: Error, Hashable {
  case loopbackMissing
  /// A name could not be published.
  case unpublished(PublishError)
  /// What was published was not found.
  case notFound(DNSName)
  /// Two hosts hold one name.
  case nameShared(DNSName)
  case unresolved(ResolveError)
  /// The goodbye was not heard.
  case notRemoved(DNSName)
  case tooSlow
}

extension DemoFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .loopbackMissing:
      "there is no loopback interface that is up and has an IPv4 address"
    case .unpublished(let error): "the service was not published: \(error)"
    case .notFound(let name):
      "\(name) was published and not found. \(Self.silence)"
    case .nameShared(let name): "both hosts hold \(name). \(Self.silence)"
    case .unresolved(let error): "the service of B was not resolved: \(error)"
    case .notRemoved(let name): "the goodbye of \(name) was not heard"
    case .tooSlow: "it took too long; this machine is very busy"
    }
  }

  private static let silence =
    "Multicast to 224.0.0.251 port 5353 does not come back on the loopback interface; a firewall "
    + "rule or the sandbox of this process may be the reason"
}
