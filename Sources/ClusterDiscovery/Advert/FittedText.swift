internal import DNSSDWire

/// A text for a label, which is at most 63 octets long.
///
/// A longer one is cut between characters and ends in `~` and eight digits of a hash over all of
/// it, so that two long texts with the same beginning stay two names, the same in every process.
struct FittedText {
  let text: String

  init(_ whole: String) {
    let composed = ServiceInstanceName.truncated(whole, toOctets: .max)
    guard composed.utf8.count > Self.lengthInOctets else {
      text = composed
      return
    }
    let hash = composed.utf8.reduce(Self.hashBasis) { ($0 ^ UInt32($1)) &* Self.hashPrime }
    let digits = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: hash >> UInt32($0)) }.hexadecimal
    let kept = Self.lengthInOctets - digits.utf8.count - 1
    text = ServiceInstanceName.truncated(composed, toOctets: kept) + "~" + digits
  }

  /// Octets of a label (RFC 1035 §2.3.4).
  private static let lengthInOctets = 63

  /// The numbers of FNV-1a of 32 bits.
  private static let hashBasis: UInt32 = 2_166_136_261
  private static let hashPrime: UInt32 = 16_777_619
}
