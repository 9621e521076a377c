/// Reading fields of a message in network byte order.
///
/// All positions are octets from the start of the message. The caller has checked the bounds; a wrong
/// position traps and never reads elsewhere. One check for the whole field, written as here, lets
/// the compiler drop those of its octets and read them at once.
extension Span<UInt8> {
  @inline(__always)
  func uint16(at offset: Int) -> UInt16 {
    precondition(offset >= 0 && offset <= count - 2)
    return UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
  }

  @inline(__always)
  func uint32(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset <= count - 4)
    return UInt32(self[offset]) << 24 | UInt32(self[offset + 1]) << 16
      | UInt32(self[offset + 2]) << 8 | UInt32(self[offset + 3])
  }

  /// Not inlined: within a loop the compiler no longer sees that one check is enough.
  @inline(never)
  func uint64(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count - 8)
    let high =
      UInt64(self[offset]) << 56 | UInt64(self[offset + 1]) << 48
      | UInt64(self[offset + 2]) << 40 | UInt64(self[offset + 3]) << 32
    let low =
      UInt64(self[offset + 4]) << 24 | UInt64(self[offset + 5]) << 16
      | UInt64(self[offset + 6]) << 8 | UInt64(self[offset + 7])
    return high | low
  }
}
