/// The only equivalence of names: `A` to `Z` equal `a` to `z` (RFC 6762 §16, RFC 4343 §3).
extension UInt8 {
  @inline(__always)
  var folded: UInt8 {
    self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
  }
}

extension [UInt8] {
  /// Whether both hold the same octets but for the case of ASCII letters.
  func equalsFolded(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    let (left, right) = (self.span, other.span)
    for index in left.indices where left[index] != right[index] {
      guard left[index].folded == right[index].folded else { return false }
    }
    return true
  }

  /// Feeds the folded octets to the hasher, eight at a time.
  func hashFolded(into hasher: inout Hasher) {
    let octets = self.span
    var word: UInt64 = 0
    for index in octets.indices {
      word = word << 8 | UInt64(octets[index].folded)
      if index & 7 == 7 {
        hasher.combine(word)
        word = 0
      }
    }
    hasher.combine(word)
    hasher.combine(octets.count)
  }
}

extension Span<UInt8> {
  /// Whether so many octets are the same in both but for the case of ASCII letters.
  @inline(__always)
  func equalsFolded(
    _ length: Int, from start: Int, in other: Span<UInt8>, from otherStart: Int
  ) -> Bool {
    precondition(length >= 0 && start >= 0 && otherStart >= 0)
    guard start <= count - length, otherStart <= other.count - length else { return false }
    var index = 0
    while index <= length - 8, uint64(at: start + index) == other.uint64(at: otherStart + index) {
      index += 8
    }
    while index < length {
      let (left, right) = (self[start + index], other[otherStart + index])
      guard left == right || left.folded == right.folded else { return false }
      index += 1
    }
    return true
  }
}
