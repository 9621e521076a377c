internal import DNSSDWire
internal import MulticastDNS

/// Finds out which of several texts of one node is old, when the news of a change were lost.
///
/// A node says the same under all of its types, so that texts that differ are a change of which not all
/// was heard. They are doubted (RFC 6762 §10.4): the node is asked, and what it answers stays.
struct TextDoubts: Sendable {
  private struct Doubt: Sendable {
    var next: Instant
    var gap: Duration
  }

  /// The TXT records that are known of each instance.
  private var texts: [DNSName: [Answer]] = [:]
  /// By host.
  private var doubts: [DNSName: Doubt] = [:]

  /// What a change has to be heard whole: old records stay for a second (RFC 6762 §10.2).
  private static let patience: Duration = .milliseconds(1_500)
  /// A node that always says two things is asked ever more rarely.
  private static let longestGap: Duration = .seconds(60)
  /// From so many on only instances of nodes are kept: others may go without a word.
  private static let mostInstances = 1_000

  var nextDeadline: Instant? { doubts.values.lazy.map(\.next).min() }

  /// Takes note of TXT records that come and go.
  mutating func note(_ change: AnswerChange) {
    switch change {
    case .added(let answer):
      guard case .txt = answer.record.data else { return }
      remove(answer)
      texts[answer.record.name, default: []].append(answer)
    case .removed(let answer, _): remove(answer)
    case .leaving, .stayed, .denied, .finished: break
    }
  }

  /// Forgets an instance that went.
  mutating func forget(_ instance: DNSName) { texts[instance] = nil }

  private mutating func remove(_ answer: Answer) {
    let name = answer.record.name
    texts[name]?.removeAll {
      $0.record.data == answer.record.data && $0.linkIndex == answer.linkIndex
    }
    if texts[name]?.isEmpty ?? false { texts[name] = nil }
  }

  /// The records that are to be doubted now, of nodes of which something is known.
  mutating func takeDue(among peers: [ClusterPeer], at now: Instant) -> [Answer] {
    var open: [DNSName: Doubt] = [:]
    var due: [Answer] = []
    for peer in peers {
      let known = peer.instances.flatMap { texts[$0] ?? [] }
      guard let first = known.first, known.contains(where: { $0.record.data != first.record.data })
      else { continue }
      let host = peer.advert.host
      var doubt = doubts[host] ?? Doubt(next: now + Self.patience, gap: Self.patience)
      if doubt.next <= now {
        due += known
        doubt.gap = min(doubt.gap * 2, Self.longestGap)
        doubt.next = now + doubt.gap
      }
      open[host] = doubt
    }
    doubts = open
    if texts.count > Self.mostInstances {
      let wanted = Set(peers.flatMap(\.instances))
      texts = texts.filter { wanted.contains($0.key) }
    }
    return due
  }
}
