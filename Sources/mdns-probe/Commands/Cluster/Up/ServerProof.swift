internal import ClusterDiscovery
internal import DNSSD

/// Proof that the server to join accepts connections, before anything is installed.
struct ServerProof: Sendable {
  /// How long one connection may take.
  let connection: Duration
  /// Between two looks, and how long it looks at most.
  let interval: Duration
  let timeLimit: Duration

  /// Nil when the settings want no proof.
  init?(_ settings: ClusterSettings) {
    guard settings.wireProof else { return nil }
    connection = settings.wireProofDuration
    interval = settings.apiReadyInterval
    timeLimit = settings.apiReadyTimeout
  }

  /// Looks until a connection is established or the time is over; nil when the node ended before. The
  /// server is looked up in each look, as its addresses may change.
  func report(
    on host: DNSName, of node: ClusterNode
  ) async -> (report: WireReport, elapsed: Duration)? {
    let start = HostClock.now()
    let proof = WireProof(.connection, within: connection)
    while true {
      let peer = await node.snapshot.peers.first { $0.advert.host == host }
      let report = await proof.check(
        host: host.undotted, addresses: peer?.addresses ?? [],
        portNumber: peer?.advert.portNumber ?? ClusterAdvert.standardPortNumber,
        with: LiveDialler())
      let elapsed = HostClock.now().duration(since: start)
      if report.best != nil || elapsed + interval > timeLimit { return (report, elapsed) }
      guard await node.pause(interval) else { return nil }
    }
  }
}
