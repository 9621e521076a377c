/// A place in a packet, moved on by each header that is read.
///
/// Two lengths matter: what the header before declared to follow, and what was captured of it.
/// Beyond the first the packet is malformed, beyond the second it is merely cut.
struct LayerCursor {
  /// The captured octets from here on.
  private(set) var bytes: ArraySlice<UInt8>
  /// The octets that are said to follow from here on; never fewer than were captured.
  private(set) var declaredCount: Int
  private let start: Int

  /// Starts at the first octet of a packet; offsets count from there.
  init(_ bytes: ArraySlice<UInt8>, declaredCount: Int) {
    self.bytes = bytes
    self.declaredCount = max(declaredCount, bytes.count)
    start = bytes.startIndex
  }

  /// How far the cursor is from the start of the packet.
  var offset: Int { bytes.startIndex - start }

  /// Whether the capture ends before the declared octets do.
  var isCut: Bool { bytes.count < declaredCount }

  /// The next `count` octets; throws if they are not all there, without moving.
  func peek(_ count: Int, of layer: PacketLayer) throws(UnreadReason) -> ArraySlice<UInt8> {
    guard count <= declaredCount else { throw .malformed(layer, offset: offset) }
    guard count <= bytes.count else { throw .truncated(layer, offset: offset) }
    return bytes.prefix(count)
  }

  /// Moves over the next `count` octets and returns them; throws if they are not all there.
  @discardableResult
  mutating func take(_ count: Int, of layer: PacketLayer) throws(UnreadReason) -> ArraySlice<UInt8>
  {
    let taken = try peek(count, of: layer)
    bytes = bytes.dropFirst(count)
    declaredCount -= count
    return taken
  }

  /// Declares that exactly `count` octets follow; what is captured beyond them is padding.
  mutating func limit(to count: Int) {
    declaredCount = count
    bytes = bytes.prefix(count)
  }
}
