/// Which octet of a number comes first.
enum ByteOrder: Hashable, Sendable {
  /// The most significant: network byte order.
  case big
  /// The least significant.
  case little
}

/// Numbers at an offset from the start of the slice; the caller has checked that they are inside.
extension ArraySlice<UInt8> {
  func uint8(at offset: Int) -> UInt8 {
    self[startIndex + offset]
  }

  func uint16(at offset: Int, _ order: ByteOrder = .big) -> UInt16 {
    let first = UInt16(uint8(at: offset))
    let second = UInt16(uint8(at: offset + 1))
    return order == .big ? first << 8 | second : second << 8 | first
  }

  func uint32(at offset: Int, _ order: ByteOrder = .big) -> UInt32 {
    let first = UInt32(uint16(at: offset, order))
    let second = UInt32(uint16(at: offset + 2, order))
    return order == .big ? first << 16 | second : second << 16 | first
  }

  func uint64(at offset: Int, _ order: ByteOrder = .big) -> UInt64 {
    let first = UInt64(uint32(at: offset, order))
    let second = UInt64(uint32(at: offset + 4, order))
    return order == .big ? first << 32 | second : second << 32 | first
  }
}

extension [UInt8] {
  mutating func append(_ value: some FixedWidthInteger, _ order: ByteOrder) {
    let last = value.bitWidth / 8 - 1
    for index in 0...last {
      let place = order == .big ? last - index : index
      append(UInt8(truncatingIfNeeded: value >> (8 * place)))
    }
  }
}
