internal import ClusterDiscovery
internal import DNSSDWire

/// What the tasks of `cluster up` tell.
enum UpNews: Sendable {
  /// The node looks otherwise than before.
  case seen(ClusterSnapshot)
  case news(ClusterNews)
  /// The server to join was tried.
  case tried(WireReport, Duration)
  case plan(ClusterPlan)
  case planFailed(PlanError)
  /// The installer ended with an exit code, or could not be started.
  case installed(Int32)
  case installerFailed(SystemFailure)
  /// Something accepts connections where the work of the verdict was to bring it.
  case portOpen(SocketAddress)
  case failed(ClusterNodeError)
}
