internal import MulticastDNS

/// When packets were heard last on each link: without that, silence says nothing.
struct TrafficProof: Hashable, Sendable {
  /// More links than a host has; on others nothing is proven.
  private static let mostLinks = 256
  private var lastHeard: [Int: Instant] = [:]

  /// Takes note that a packet was heard.
  mutating func note(on linkIndex: Int, at now: Instant) {
    guard lastHeard[linkIndex] != nil || lastHeard.count < Self.mostLinks else { return }
    lastHeard[linkIndex] = now
  }

  /// Why silence since a moment says nothing; nil when packets were heard on each of the links, or on
  /// any where none is named.
  func doubt(about links: [Int], since start: Instant) -> GateDoubt? {
    let isHeard = { (last: Instant) in last >= start }
    guard !links.isEmpty else {
      return lastHeard.values.contains(where: isHeard) ? nil : .noTraffic(linkIndexes: [])
    }
    let silent = links.filter { !(lastHeard[$0].map(isHeard) ?? false) }.sorted()
    return silent.isEmpty ? nil : .noTraffic(linkIndexes: silent)
  }
}
