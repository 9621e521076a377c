internal import DNSSDWire
internal import MulticastDNS

/// What a host heard, and until when it may believe it (RFC 6762 §5.2, §10.1).
struct HeardRecords: Sendable {
  struct Life: Sendable {
    let timeToLive: UInt32
    let heard: Instant
    var end: Instant
  }

  private struct Key: Hashable {
    let linkIndex: Int
    let identity: RecordIdentity
  }

  private static let lastSecond: Duration = .seconds(1)

  private var lives: [Key: Life] = [:]
  /// No life ends before.
  private var firstEnd = Instant(nanoseconds: .max)

  /// Takes a response that came in.
  mutating func hear(_ message: SentMessage, on linkIndex: Int, at now: Instant) {
    for (record, identity) in zip(message.records, message.identities) {
      let key = Key(linkIndex: linkIndex, identity: identity)
      if record.timeToLive == .goodbye {
        let end = now + Self.lastSecond
        if let life = lives[key], life.end > end {
          lives[key]?.end = end
          firstEnd = min(firstEnd, end)
        }
      } else {
        let end = now + .seconds(record.timeToLive.seconds)
        lives[key] = Life(timeToLive: record.timeToLive.seconds, heard: now, end: end)
        firstEnd = min(firstEnd, end)
      }
    }
  }

  /// Takes own words that came back: they may be believed, and need not be.
  mutating func hearEcho(of message: SentMessage, on linkIndex: Int, at now: Instant) {
    for (record, identity) in zip(message.records, message.identities) {
      let key = Key(linkIndex: linkIndex, identity: identity)
      let end = now + .seconds(record.timeToLive.seconds)
      if let life = lives[key] {
        lives[key]?.end = max(life.end, end)
      } else if record.timeToLive != .goodbye {
        lives[key] = Life(timeToLive: record.timeToLive.seconds, heard: now, end: end)
        firstEnd = min(firstEnd, end)
      }
    }
  }

  /// The life of a record; nil when it was never heard, or is over and dropped.
  func life(of identity: RecordIdentity, on linkIndex: Int) -> Life? {
    lives[Key(linkIndex: linkIndex, identity: identity)]
  }

  /// Whether a life may have ended by now, so that it is worth while to look.
  func mayHaveEnded(by now: Instant) -> Bool { firstEnd <= now }

  /// Drops what is over.
  mutating func dropEnded(by now: Instant) {
    lives = lives.filter { $0.value.end > now }
    firstEnd = lives.values.map(\.end).min() ?? Instant(nanoseconds: .max)
  }

  mutating func forget(linkIndex: Int) {
    lives = lives.filter { $0.key.linkIndex != linkIndex }
  }
}
