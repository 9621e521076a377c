/// A block of a pcapng file: its type, and its content without the lengths around it.
struct CaptureBlock {
  let type: UInt32
  /// Where the block begins in the file, for errors.
  let offset: Int
  let body: ArraySlice<UInt8>

  static let sectionHeader: UInt32 = 0x0A0D_0D0A
  static let interfaceDescription: UInt32 = 1
  static let obsoletePacket: UInt32 = 2
  static let simplePacket: UInt32 = 3
  static let enhancedPacket: UInt32 = 6

  /// The error of a block whose content does not fit its length.
  var malformed: CaptureError { CaptureError(.malformedBlock, at: offset) }

  /// The `length` octets at `start` of the body.
  func content(_ length: UInt32, at start: Int) throws(CaptureError) -> ArraySlice<UInt8> {
    let tail = body.dropFirst(start)
    guard let length = Int(exactly: length), length <= tail.count else { throw malformed }
    return tail.prefix(length)
  }

  /// Calls `visit` with the code and value of each option from `start` of the body on.
  func forEachOption(
    from start: Int, order: ByteOrder, _ visit: (UInt16, ArraySlice<UInt8>) -> Void
  ) throws(CaptureError) {
    var options = body.dropFirst(start)
    while options.count >= 4 {
      let code = options.uint16(at: 0, order)
      let length = Int(options.uint16(at: 2, order))
      guard code != 0 else { return }
      let value = options.dropFirst(4)
      guard length <= value.count else { throw malformed }
      visit(code, value.prefix(length))
      options = value.dropFirst((length + 3) & ~3)
    }
    guard options.isEmpty else { throw malformed }
  }
}
