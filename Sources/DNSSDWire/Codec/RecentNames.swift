/// The last few names written, spelled alike, and where they stand.
struct RecentNames: Sendable {
  private var names = InlineArray<4, DNSName>(repeating: .root)
  /// Zero, where no name stands, when there is none.
  private var offsets = InlineArray<4, UInt16>(repeating: 0)
  /// What mostly tells names apart, so that few are compared as a whole.
  private var signatures = InlineArray<4, UInt64>(repeating: 0)
  private var oldest = 0

  @inline(__always)
  func offset(of name: DNSName, signature: UInt64) -> UInt16? {
    for index in 0..<4 where signatures[index] == signature && offsets[index] != 0 {
      if names[index].wireForm == name.wireForm { return offsets[index] }
    }
    return nil
  }

  @inline(never)
  mutating func remember(_ name: DNSName, signature: UInt64, at offset: Int) {
    guard offset <= WireLimits.pointerReach, !name.isRoot else { return }
    names[oldest] = name
    offsets[oldest] = UInt16(truncatingIfNeeded: offset)
    signatures[oldest] = signature
    oldest = (oldest + 1) & 3
  }

  mutating func forget() {
    offsets = InlineArray(repeating: 0)
  }
}

extension DNSName {
  /// The length of the name and the end of its first label, which tell most names apart.
  @inline(__always)
  var signature: UInt64 {
    let octets = wireForm.span
    guard octets.count >= 16 else { return UInt64(octets.count) }
    let end = max(Int(octets[0]), 15) - 15
    return octets.uint64(at: end) ^ octets.uint64(at: end + 8) &* 3 ^ UInt64(octets.count)
  }
}
