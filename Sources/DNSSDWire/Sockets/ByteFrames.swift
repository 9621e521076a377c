/// A header whose first field is the length of its frame, header included: the shape that socket
/// control messages, netlink messages and netlink attributes have in common.
protocol FrameHeader: BitwiseCopyable {
  /// The length of the frame in octets as its writer claims it, header included.
  var frameLength: Int { get }
  /// The next frame begins at a multiple of this many octets, a power of two.
  static var alignment: Int { get }
}

extension RawSpan {
  /// The value at an offset, in the byte order of this machine; nil when it does not lie wholly
  /// inside these bytes.
  func value<Value: BitwiseCopyable>(_: Value.Type, at offset: Int = 0) -> Value? {
    guard offset >= 0, offset <= byteCount, byteCount - offset >= MemoryLayout<Value>.size else {
      return nil
    }
    // Callers read integers and kernel structs made of integers, for which every pattern of bits
    // is a value; the bounds are checked above.
    return unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self)
  }

  /// The frame at a position and the range of what follows its header, moving the position to the
  /// next frame; nil at the end and at a frame which claims less than its header or more than is
  /// left. Only when all frames were whole does the position end at `byteCount`.
  func nextFrame<Header: FrameHeader>(
    _: Header.Type, at position: inout Int
  ) -> (header: Header, body: Range<Int>)? {
    guard let header = value(Header.self, at: position) else { return nil }
    let length = header.frameLength
    let left = byteCount - position
    guard length >= MemoryLayout<Header>.size, length <= left else { return nil }
    let body = position + MemoryLayout<Header>.size..<position + length
    let mask = Header.alignment - 1
    // The padding of the last frame may be missing.
    position += min((length + mask) & ~mask, left)
    return (header, body)
  }
}

extension [UInt8] {
  /// Lends the first octets, or all when there are fewer.
  func withBytes<Result>(first count: Int, _ body: (RawSpan) -> Result) -> Result {
    // The view of an array as bytes is unsafe for elements with padding; octets have none.
    unsafe body(span.bytes.extracting(first: count))
  }
}
