/// The ones' complement sum of RFC 1071, as IPv4 and UDP use it.
struct InternetChecksum {
  /// Wide enough for 2^48 numbers before it would overflow.
  private var sum: UInt64 = 0

  /// Adds octets as big-endian numbers; only the last octets added may be odd in number.
  mutating func add(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      sum += UInt64(bytes[index]) << 8 | UInt64(bytes[index + 1])
      index += 2
    }
    if index < bytes.endIndex { sum += UInt64(bytes[index]) << 8 }
  }

  mutating func add(_ number: UInt16) {
    sum += UInt64(number)
  }

  /// The number to be written into the header.
  var value: UInt16 {
    var folded = sum
    while folded > 0xFFFF { folded = folded >> 16 + folded & 0xFFFF }
    return ~UInt16(folded)
  }
}
