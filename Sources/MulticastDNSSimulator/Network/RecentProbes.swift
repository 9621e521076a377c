internal import DNSSDWire
internal import MulticastDNS

/// Names that hosts of a link probed for within the last seconds.
struct RecentProbes: Sendable {
  private struct Probe {
    let moment: Instant
    let host: Int
    let names: [DNSName]
  }

  /// Answers to a probe come at once; the rest is for probes that were held up on their way.
  private static let memory: Duration = .seconds(3)
  private var probes: [Probe] = []

  mutating func insert(_ names: [DNSName], from host: Int, at now: Instant) {
    if let first = probes.first, first.moment + Self.memory + Self.memory < now {
      probes.removeAll { $0.moment + Self.memory < now }
    }
    probes.append(Probe(moment: now, host: host, names: names))
  }

  /// Whether a host other than `host` probed for the name lately.
  func contain(_ name: DNSName, notFrom host: Int, at now: Instant) -> Bool {
    probes.contains { probe in
      probe.host != host && probe.moment + Self.memory >= now && probe.names.contains(name)
    }
  }
}
