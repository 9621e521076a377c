public import MulticastDNS

/// Waits that double from one attempt to the next, up to a limit, each changed by chance so that many
/// nodes do not try at one moment.
public struct Backoff: Hashable, Sendable {
  /// How chance changes a wait.
  public enum Jitter: Hashable, Sendable {
    /// By up to so many percent either way, held to 0...100.
    case around(percent: Int)
    /// To anything from nothing to the whole wait.
    case full
  }

  /// The first wait and the longest, before chance.
  public let start: Duration
  public let limit: Duration
  public let jitter: Jitter
  private var step: Duration

  /// The shortest first wait, so that attempts do not become a flood.
  public static let shortest: Duration = .milliseconds(10)
  /// The longest wait that makes sense for somebody who waits: more is held to this.
  public static let longest: Duration = .seconds(24 * 3_600)

  /// Waits from `start` to `limit`, held to ``shortest`` and ``longest``.
  public init(start: Duration, limit: Duration, jitter: Jitter) {
    self.start = min(max(start, Self.shortest), Self.longest)
    self.limit = min(max(limit, self.start), Self.longest)
    self.jitter = jitter
    step = self.start
  }

  /// The next wait.
  public mutating func next(_ random: inout RandomSource) -> Duration {
    let wait = step
    step = min(step * 2, limit)
    switch jitter {
    case .full: return random.share(ofWait: wait)
    case .around(let percent):
      let spread = wait * min(max(percent, 0), 100) / 100
      return wait - spread + random.share(ofWait: spread * 2)
    }
  }

  /// Begins with the first wait again.
  public mutating func reset() {
    step = start
  }
}
