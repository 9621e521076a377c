internal import DNSSDWire

/// From whom a datagram was heard.
public enum Hearing: Hashable, Sendable, CaseIterable {
  /// From this host: our own datagram that came back, or one of another program here.
  case ownHost
  /// From another host.
  case otherHost
}

/// When traffic was told of last, on each link and from whom: proof that packets flow, told seldom.
struct TrafficLog: Equatable {
  private struct Key: Hashable {
    let hearing: Hearing
    let linkIndex: Int
  }

  private var told: [Key: Instant] = [:]

  /// Takes note of a datagram; whether it is to be told of.
  mutating func tells(of hearing: Hearing, on linkIndex: Int, at now: Instant) -> Bool {
    let key = Key(hearing: hearing, linkIndex: linkIndex)
    if let last = told[key], last + Timing.trafficGap > now { return false }
    told[key] = now
    return true
  }

  /// Forgets links that are gone.
  mutating func keep(_ links: [Link]) {
    let indexes = Set(links.map(\.index))
    told = told.filter { indexes.contains($0.key.linkIndex) }
  }
}
