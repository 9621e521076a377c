/// What the search for known labels reads of a name.
extension Span<UInt8> {
  /// Finds where the labels of a name begin and, behind them, the ending zero; returns how many
  /// labels there are.
  @inline(__always)
  func labelStarts(_ starts: inout InlineArray<128, UInt8>) -> Int {
    var (start, count) = (0, 0)
    while self[start] != 0 {
      start += Int(self[start]) + 1
      count += 1
      starts[count] = UInt8(truncatingIfNeeded: start)
    }
    return count
  }

  /// A hash of a label, case aside, and of what is behind it in the name.
  @inline(__always)
  func labelHash(at start: Int, seed: UInt64) -> UInt64 {
    hash(from: start, to: start + 1 + Int(self[start]), seed: seed)
  }

  /// A hash of octets with their case bits cleared.
  @inline(__always)
  private func hash(from start: Int, to end: Int, seed: UInt64) -> UInt64 {
    precondition(start >= 0 && end <= count)
    var (position, hash) = (start, seed)
    while position <= end - 8 {
      hash = Self.mixed(hash ^ (uint64(at: position) & 0xDFDF_DFDF_DFDF_DFDF))
      position += 8
    }
    var tail: UInt64 = 0
    if position < end, end >= 8 {
      tail =
        uint64(at: end - 8) & 0xDFDF_DFDF_DFDF_DFDF & ((1 &<< UInt64(8 * (end - position))) - 1)
    } else {
      while position < end {
        tail = tail << 8 | UInt64(self[position] & 0xDF)
        position += 1
      }
    }
    return Self.mixed(hash ^ tail ^ UInt64(end - start) &<< 56)
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product &>> 32)
  }
}
