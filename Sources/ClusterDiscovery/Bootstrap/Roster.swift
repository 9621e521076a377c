internal import DNSSDWire
internal import MulticastDNS

/// Who is there, with what each said last and when it was heard: nobody is gone because packets were lost.
///
/// A node is gone when it said goodbye, or when it was silent for a long time although it was asked again
/// and again.
struct Roster: Sendable {
  private struct Entry: Sendable {
    var peer: ClusterPeer
    var heard: Instant
    /// Whether its records are in the cache.
    var isPresent = true
  }

  private let silence: Duration
  private var entries: [DNSName: Entry] = [:]
  /// Nodes that said goodbye, for as long as others may ask for them.
  private var departed: [DNSName: Instant] = [:]
  /// By instance, whose it is.
  private var owners: [DNSName: DNSName] = [:]

  /// A roster on which a node stays for a time after it was heard last.
  init(silence: Duration) {
    self.silence = silence
  }

  /// The nodes that are there, by key; those that are gone are forgotten.
  mutating func peers(at now: Instant) -> [ClusterPeer] {
    clean(at: now)
    return entries.values.filter { isLive($0, at: now) }.map(\.peer).sorted {
      $0.electionKey < $1.electionKey
    }
  }

  /// Those that were heard within a time.
  func hosts(heardSince instant: Instant) -> Set<DNSName> {
    Set(entries.values.filter { $0.heard >= instant }.map(\.peer.advert.host))
  }

  /// Whether a node is gone for certain; one that was never heard is after the same silence.
  func hasGone(_ host: DNSName, at now: Instant, since start: Instant) -> Bool {
    if let entry = entries[host] { return !isLive(entry, at: now) }
    return departed[host] != nil || start + silence <= now
  }

  /// When the next node will be gone unless it is heard.
  func nextDeadline(after now: Instant) -> Instant? {
    entries.values.lazy.map { $0.heard + silence }.filter { $0 > now }.min()
  }

  /// Takes in what is known now; `farewells` are the instances that said goodbye.
  mutating func update(_ peers: [ClusterPeer], farewells: Set<DNSName>, at now: Instant) {
    for peer in peers {
      let host = peer.advert.host
      if entries[host]?.peer != peer || entries[host]?.isPresent == false {
        entries[host] = Entry(peer: peer, heard: now)
      }
      for instance in peer.instances { owners[instance] = host }
      departed[host] = nil
    }
    let present = Set(peers.map(\.advert.host))
    for host in entries.keys where !present.contains(host) {
      guard let entry = entries[host], entry.isPresent else { continue }
      entries[host]?.isPresent = false
      if entry.peer.instances.allSatisfy(farewells.contains) { depart(host, at: now) }
    }
    owners = owners.filter { entries[$0.value] != nil }
  }

  /// Takes note that nodes answered for instances.
  mutating func heard(_ instances: Set<DNSName>, at now: Instant) {
    for instance in instances {
      guard let host = owners[instance] else { continue }
      entries[host]?.heard = now
    }
  }

  private mutating func depart(_ host: DNSName, at now: Instant) {
    entries[host] = nil
    departed[host] = now
  }

  private func isLive(_ entry: Entry, at now: Instant) -> Bool {
    now < entry.heard + silence
  }

  /// Forgets what matters no more. A present node that is silent stays known, as it may speak again.
  private mutating func clean(at now: Instant) {
    let gone = entries.filter { !$0.value.isPresent && !isLive($0.value, at: now) }.keys
    for host in gone { entries[host] = nil }
    let forgotten = departed.filter { $0.value + silence <= now }.keys
    for host in forgotten { departed[host] = nil }
  }
}
