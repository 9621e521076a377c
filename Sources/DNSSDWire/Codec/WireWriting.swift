/// Writing fields of a message in network byte order, each whole or not at all.
extension MutableSpan<UInt8> {
  @inline(__always)
  mutating func write(_ value: UInt16, at position: inout Int) throws(EncodingError) {
    guard position + 2 <= count else { throw .messageFull }
    self[position] = UInt8(truncatingIfNeeded: value >> 8)
    self[position + 1] = UInt8(truncatingIfNeeded: value)
    position += 2
  }

  @inline(__always)
  mutating func write(_ value: UInt32, at position: inout Int) throws(EncodingError) {
    try write(UInt16(truncatingIfNeeded: value >> 16), at: &position)
    try write(UInt16(truncatingIfNeeded: value), at: &position)
  }

  @inline(__always)
  mutating func write(_ value: UInt64, at position: inout Int) throws(EncodingError) {
    try write(UInt32(truncatingIfNeeded: value >> 32), at: &position)
    try write(UInt32(truncatingIfNeeded: value), at: &position)
  }

  @inline(__always)
  mutating func write(_ octets: [UInt8], at position: inout Int) throws(EncodingError) {
    try write(octets.span, at: &position)
  }

  @inline(__always)
  mutating func write(_ octets: Span<UInt8>, at position: inout Int) throws(EncodingError) {
    guard position + octets.count <= count else { throw .messageFull }
    for index in octets.indices { self[position + index] = octets[index] }
    position += octets.count
  }
}
