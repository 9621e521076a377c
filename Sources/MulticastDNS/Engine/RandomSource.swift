/// The generator behind every random choice: SplitMix64, with one named draw for each use.
///
/// The seed has no default, so that each user decides between a fixed and an unpredictable one;
/// equal seeds give equal draws in every process and on every machine.
public struct RandomSource: Hashable, Sendable {
  private var state: UInt64
  private var pin: Pin?

  /// A generator at the beginning of the sequence of a seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// The end of its range that every named draw gives.
  package enum Pin: Hashable, Sendable {
    case lowest, highest
  }

  /// A generator whose named draws all give one end of their range.
  package init(pinnedTo pin: Pin) {
    state = 0
    self.pin = pin
  }

  /// The delay of the first query of a series (RFC 6762 §5.2).
  public mutating func firstQueryDelay() -> Duration {
    draw(from: Timing.firstQueryDelay)
  }

  /// What is added to each time of refreshing a record with the given life (RFC 6762 §5.2).
  public mutating func refreshExtra(ofLife life: Duration) -> Duration {
    draw(from: .zero...(life * Timing.refreshExtraPercent / 100))
  }

  /// The delay of an answer that others may give too (RFC 6762 §6).
  public mutating func sharedAnswerDelay() -> Duration {
    draw(from: Timing.sharedAnswerDelay)
  }

  /// The wait for more known answers after a query with the TC bit (RFC 6762 §7.2).
  public mutating func truncatedQueryDelay() -> Duration {
    draw(from: Timing.truncatedQueryDelay)
  }

  /// The delay before the first probe for a name (RFC 6762 §8.1).
  public mutating func firstProbeDelay() -> Duration {
    draw(from: Timing.firstProbeDelay)
  }

  /// A message ID for a one-shot or legacy query (RFC 6762 §5.1 and §6.7).
  public mutating func messageID() -> UInt16 {
    UInt16(truncatingIfNeeded: next() >> 48)
  }

  /// A number from 0 to `sum`, both included, that chooses among weighted servers (RFC 2782).
  public mutating func weight(upTo sum: UInt32) -> UInt32 {
    UInt32(draw(from: 0...UInt64(sum)))
  }

  /// Anything from nothing to the whole of a wait between attempts.
  public mutating func share(ofWait wait: Duration) -> Duration {
    draw(from: .zero...max(wait, .zero))
  }

  /// A port that nobody is assigned.
  public mutating func dynamicPort() -> UInt16 {
    UInt16(draw(from: 49_152...65_535))
  }

  private mutating func draw(from range: ClosedRange<Duration>) -> Duration {
    let width = range.upperBound - range.lowerBound
    let (seconds, attoseconds) = width.components
    let nanoseconds = UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    return range.lowerBound + .nanoseconds(Int64(draw(from: 0...nanoseconds)))
  }

  private mutating func draw(from range: ClosedRange<UInt64>) -> UInt64 {
    switch pin {
    case .lowest: range.lowerBound
    case .highest: range.upperBound
    case nil: UInt64.random(in: range, using: &self)
    }
  }
}

extension RandomSource: RandomNumberGenerator {
  /// The next 64 bits of the sequence.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
