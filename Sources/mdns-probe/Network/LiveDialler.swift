internal import ClusterDiscovery
internal import DNSSD

/// Makes the TCP connections of the checks.
struct LiveDialler: WireDialler {
  func exchange(
    with endpoint: WireEndpoint, sending octets: [UInt8], awaiting count: Int,
    within limit: Duration
  ) async -> WireExchange {
    let place = endpoint.address
    let done = await TCPExchange.run(
      with: SocketAddress(
        place.address, port: endpoint.portNumber, interfaceIndex: place.linkIndex),
      sending: octets, awaiting: count, within: limit
    ) {
      HostClock.now().duration(since: Instant(nanoseconds: 0))
    }
    return WireExchange(WireOutcome(done.outcome), elapsed: done.elapsed)
  }
}

extension WireOutcome {
  /// What became of a conversation, without the reason for which there is no route.
  init(_ outcome: TCPExchange.Outcome) {
    self =
      switch outcome {
      case .connected: .connected
      case .answered(let octets): .answered(octets)
      case .silent: .silent
      case .closed: .closed
      case .refused: .refused
      case .timedOut: .timedOut
      case .noRoute: .noRoute
      case .failed(let error): .failed(code: error.rawValue)
      case .cancelled: .cancelled
      }
  }
}
