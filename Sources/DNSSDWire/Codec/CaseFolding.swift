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
