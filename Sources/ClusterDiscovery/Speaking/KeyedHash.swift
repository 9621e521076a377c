/// SipHash-2-4: a short digest that nobody can foresee or reverse without the key.
///
/// J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", 2012. The standard
/// library's hashing has a new key in each process, and labels must outlive one.
struct KeyedHash: Hashable, Sendable {
  private let first: UInt64
  private let second: UInt64

  init(first: UInt64, second: UInt64) {
    self.first = first
    self.second = second
  }

  /// The key that a text stands for.
  init(salt: String) {
    let octets = Array(salt.utf8)
    first = KeyedHash(first: 0, second: 1).digest(of: octets)
    second = KeyedHash(first: 0, second: 2).digest(of: octets)
  }

  func digest(of octets: [UInt8]) -> UInt64 {
    var state = State(first: first, second: second)
    var position = 0
    while position + 8 <= octets.count {
      state.absorb(Self.word(octets[position..<(position + 8)]))
      position += 8
    }
    state.absorb(Self.word(octets[position...]) | UInt64(octets.count & 0xFF) << 56)
    return state.finish()
  }

  /// Up to eight octets as a number, first octet least significant.
  private static func word(_ octets: ArraySlice<UInt8>) -> UInt64 {
    octets.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private struct State {
    var v0, v1, v2, v3: UInt64

    init(first: UInt64, second: UInt64) {
      v0 = first ^ 0x736F_6D65_7073_6575
      v1 = second ^ 0x646F_7261_6E64_6F6D
      v2 = first ^ 0x6C79_6765_6E65_7261
      v3 = second ^ 0x7465_6462_7974_6573
    }

    mutating func absorb(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }

    mutating func finish() -> UInt64 {
      v2 ^= 0xFF
      for _ in 0..<4 { round() }
      return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func round() {
      v0 &+= v1
      v1 = Self.rotated(v1, 13) ^ v0
      v0 = Self.rotated(v0, 32)
      v2 &+= v3
      v3 = Self.rotated(v3, 16) ^ v2
      v0 &+= v3
      v3 = Self.rotated(v3, 21) ^ v0
      v2 &+= v1
      v1 = Self.rotated(v1, 17) ^ v2
      v2 = Self.rotated(v2, 32)
    }

    private static func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
      word << count | word >> (64 - count)
    }
  }
}
