/// Writing fields of a message in network byte order, each whole or not at all.
///
/// As in reading, one check for the whole field lets the compiler write its octets at once.
extension MutableSpan<UInt8> {
  @inline(__always)
  mutating func write(_ value: UInt16, at position: inout Int) throws(EncodingError) {
    guard position >= 0, position <= count - 2 else { throw .messageFull }
    self[position] = UInt8(truncatingIfNeeded: value >> 8)
    self[position + 1] = UInt8(truncatingIfNeeded: value)
    position += 2
  }

  @inline(__always)
  mutating func write(_ value: UInt32, at position: inout Int) throws(EncodingError) {
    guard position >= 0, position <= count - 4 else { throw .messageFull }
    self[position] = UInt8(truncatingIfNeeded: value >> 24)
    self[position + 1] = UInt8(truncatingIfNeeded: value >> 16)
    self[position + 2] = UInt8(truncatingIfNeeded: value >> 8)
    self[position + 3] = UInt8(truncatingIfNeeded: value)
    position += 4
  }

  @inline(__always)
  mutating func write(_ value: UInt64, at position: inout Int) throws(EncodingError) {
    try write(UInt32(truncatingIfNeeded: value >> 32), at: &position)
    try write(UInt32(truncatingIfNeeded: value), at: &position)
  }

  @inline(__always)
  mutating func write(_ octets: [UInt8], at position: inout Int) throws(EncodingError) {
    guard copy(octets.count, of: octets.span, from: 0, to: position) else { throw .messageFull }
    position += octets.count
  }

  /// Copies octets where they fit, and says whether they did.
  @inline(__always)
  mutating func copy(
    _ length: Int, of source: Span<UInt8>, from start: Int, to position: Int
  ) -> Bool {
    precondition(length >= 0 && start >= 0 && start <= source.count - length && position >= 0)
    guard position <= count - length else { return false }
    var index = length < 64 ? 0 : copyBlocks(of: length, source, from: start, to: position)
    while index <= length - 8 {
      let word = source.uint64(at: start + index)
      store(word, at: position + index)
      index += 8
    }
    while index < length {
      self[position + index] = source[start + index]
      index += 1
    }
    return true
  }

  /// Copies long runs, in a loop so plain that the compiler turns it into whole vectors; returns
  /// how many octets that were.
  @inline(never)
  private mutating func copyBlocks(
    of length: Int, _ source: Span<UInt8>, from start: Int, to position: Int
  ) -> Int {
    let run = source.extracting(start..<(start + length))
    precondition(position >= 0 && position <= count - run.count)
    for index in run.indices { self[position + index] = run[index] }
    return length
  }

  /// Not inlined, for the reason of ``Swift/Span/uint64(at:)``.
  @inline(never)
  private mutating func store(_ word: UInt64, at position: Int) {
    precondition(position >= 0 && position <= count - 8)
    self[position] = UInt8(truncatingIfNeeded: word >> 56)
    self[position + 1] = UInt8(truncatingIfNeeded: word >> 48)
    self[position + 2] = UInt8(truncatingIfNeeded: word >> 40)
    self[position + 3] = UInt8(truncatingIfNeeded: word >> 32)
    self[position + 4] = UInt8(truncatingIfNeeded: word >> 24)
    self[position + 5] = UInt8(truncatingIfNeeded: word >> 16)
    self[position + 6] = UInt8(truncatingIfNeeded: word >> 8)
    self[position + 7] = UInt8(truncatingIfNeeded: word)
  }
}
