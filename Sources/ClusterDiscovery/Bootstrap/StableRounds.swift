internal import DNSSDWire
internal import MulticastDNS

/// Counts how often in a row the outcome of an election was the same.
struct StableRounds: Sendable {
  /// What is compared.
  struct Outcome: Hashable, Sendable {
    let term: UInt32
    let candidates: [ElectionKey]
  }

  private let wanted: Int
  private let interval: Duration
  private var last: Outcome?
  private var count = 0
  private(set) var next: Instant?

  init(wanted: Int, within holdoff: Duration) {
    self.wanted = wanted
    interval = holdoff / (wanted + 1)
  }

  /// Whether the outcome was the same often enough.
  var isStable: Bool { count > wanted }

  /// Takes the outcome when a round is due; nil when this node does not lead.
  mutating func take(_ outcome: Outcome?, at now: Instant) {
    guard let outcome else {
      (last, count, next) = (nil, 0, nil)
      return
    }
    if outcome != last { (last, count, next) = (outcome, 0, now) }
    guard let due = next, due <= now else { return }
    count = min(count + 1, wanted + 1)
    next = now + interval
  }
}
