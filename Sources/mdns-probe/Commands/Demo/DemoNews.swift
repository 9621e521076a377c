internal import ClusterDiscovery
internal import DNSSD
internal import DNSSDWire

/// What the demonstration tells beside the messages on the link.
enum DemoNews: Sendable {
  case step(DemoNode, DemoStep)
  case failed(DemoFailure)
}

/// The nodes of the demonstration, each at an address of its own.
enum DemoNode: String, Sendable, CaseIterable {
  case pi0, pi1, pi2

  var address: IPv4Address {
    switch self {
    case .pi0: IPv4Address(127, 0, 0, 1)
    case .pi1: IPv4Address(127, 0, 0, 2)
    case .pi2: IPv4Address(127, 0, 0, 3)
    }
  }
}

/// What a node does or sees.
enum DemoStep: Sendable {
  case entered(BootstrapState)
  case voted(for: DNSName)
  /// Its advert was looked at from other sockets.
  case selfChecked(SelfCheckReport)
  case verdict(Verdict)
  /// What stands in for the installer is done.
  case installed
  /// It looks whether the node that left is gone.
  case seeking(DNSName)
  case absent(DNSName, GateReport<AbsenceEvidence, AbsenceFailure>)
}
