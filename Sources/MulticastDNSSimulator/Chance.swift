internal import MulticastDNS

/// The dice of a simulation, apart from those of its engines.
///
/// Each purpose has a sequence of its own, so that one draw more for one leaves the others as they
/// were.
struct Chance: Hashable, Sendable {
  /// What is decided by chance.
  enum Purpose: UInt64 {
    case weather = 1
    case hosts, faults, trial
  }

  private var source: RandomSource

  init(seed: UInt64, for purpose: Purpose) {
    var mixer = RandomSource(seed: seed)
    let mixed = mixer.next()
    source = RandomSource(seed: mixed &+ purpose.rawValue &* 0xD1B5_4A32_D192_ED03)
  }

  /// True in a share of the cases, 0...1; a share of zero draws nothing.
  mutating func happens(_ share: Double) -> Bool {
    share > 0 && Double(source.next() >> 11) * 0x1p-53 < share
  }

  /// A duration of the range to the nanosecond; a range of one value draws nothing.
  mutating func duration(in range: ClosedRange<Duration>) -> Duration {
    guard range.lowerBound < range.upperBound else { return range.lowerBound }
    let width = (range.upperBound - range.lowerBound).nanoseconds
    return range.lowerBound + .nanoseconds(Int64.random(in: 0...width, using: &source))
  }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &source)
  }

  /// One of some things that are not none.
  mutating func one<Thing>(of things: [Thing]) -> Thing {
    things[number(in: 0...(things.count - 1))]
  }

  /// A seed for something with dice of its own.
  mutating func seed() -> UInt64 {
    source.next()
  }
}

extension Duration {
  /// Whole nanoseconds; what is smaller is cut.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
