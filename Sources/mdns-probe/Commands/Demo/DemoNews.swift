internal import DNSSD
internal import DNSSDWire

/// What the demonstration tells beside the messages on the link.
enum DemoNews: Sendable {
  case step(DemoHost, DemoStep)
  case failed(DemoFailure)
  case hostFailed(HostError)
}

/// The hosts of the demonstration, each at an address of its own.
enum DemoHost: String, Sendable, CaseIterable {
  case a = "A"
  case b = "B"

  var address: IPAddress {
    switch self {
    case .a: .v4(IPv4Address(127, 0, 0, 1))
    case .b: .v4(IPv4Address(127, 0, 0, 2))
    }
  }
}

/// What a host does or sees.
enum DemoStep: Sendable {
  case publishing(ServiceInstanceName)
  case published(ServiceInstanceName)
  /// Another host has the name that was wanted.
  case renamed(from: ServiceInstanceName, to: ServiceInstanceName)
  case browsing(ServiceType)
  /// With the time from the question.
  case found(ServiceInstanceName, Duration)
  case resolved(DiscoveredService, Duration)
  case ending
  /// The service of the other host is gone.
  case removed(ServiceInstanceName, RemovalReason)
}
