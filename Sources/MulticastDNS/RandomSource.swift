/// The generator behind every random choice: SplitMix64, with one named draw for each use.
///
/// The seed has no default, so that each user decides between a fixed and an unpredictable one;
/// equal seeds give equal draws in every process and on every machine.
public struct RandomSource: Hashable, Sendable {
  private var state: UInt64

  /// A generator at the beginning of the sequence of a seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// A message ID for a one-shot or legacy query (RFC 6762 §5.1 and §6.7).
  public mutating func messageID() -> UInt16 {
    UInt16(truncatingIfNeeded: next() >> 48)
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
