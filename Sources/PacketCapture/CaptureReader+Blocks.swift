/// The layout of pcapng: blocks, each with its type in front and its length on either side.
extension CaptureReader {
  /// Returns the packet of the next block that has one; other kinds of blocks are passed over.
  mutating func nextPacketBlock() throws(CaptureError) -> CapturedPacket? {
    while offset < bytes.count {
      let block = try nextBlock()
      switch block.type {
      case CaptureBlock.sectionHeader: try readSectionHeader(block)
      case CaptureBlock.interfaceDescription: try readInterfaceDescription(block)
      case CaptureBlock.enhancedPacket: return try enhancedPacket(block)
      case CaptureBlock.simplePacket: return try simplePacket(block)
      case CaptureBlock.obsoletePacket: return try obsoletePacket(block)
      default: break
      }
    }
    return nil
  }

  /// Takes one block; a section header sets the byte order first, as its own length needs it.
  mutating func nextBlock() throws(CaptureError) -> CaptureBlock {
    let start = offset
    let remaining = bytes.count - start
    guard remaining >= 12 else { throw CaptureError(.truncated, at: start) }
    let head = bytes[start..<start + 12]
    let type = head.uint32(at: 0, order)
    if type == CaptureBlock.sectionHeader {
      guard let order = ByteOrder(magic: head.suffix(4)) else {
        throw CaptureError(.malformedBlock, at: start)
      }
      self.order = order
    }
    let length = Int(clamping: head.uint32(at: 4, order))
    guard length >= 12, length % 4 == 0 else { throw CaptureError(.malformedBlock, at: start) }
    guard length <= remaining else { throw CaptureError(.truncated, at: start) }
    let end = start + length
    guard bytes[(end - 4)..<end].uint32(at: 0, order) == head.uint32(at: 4, order) else {
      throw CaptureError(.malformedBlock, at: start)
    }
    offset = end
    return CaptureBlock(type: type, offset: start, body: bytes[(start + 8)..<(end - 4)])
  }

  mutating func readSectionHeader(_ block: CaptureBlock) throws(CaptureError) {
    guard block.body.count >= 16 else { throw block.malformed }
    let major = block.body.uint16(at: 4, order)
    guard major == 1 else {
      let minor = block.body.uint16(at: 6, order)
      throw CaptureError(.unsupportedVersion(major: major, minor: minor), at: block.offset)
    }
    interfaces.removeAll(keepingCapacity: true)
  }

  private mutating func readInterfaceDescription(_ block: CaptureBlock) throws(CaptureError) {
    guard block.body.count >= 8 else { throw block.malformed }
    var interface = CaptureInterface(
      snapLength: block.body.uint32(at: 4, order),
      linkType: LinkType(rawValue: block.body.uint16(at: 0, order)), resolution: .microseconds)
    try block.forEachOption(from: 8, order: order) { code, value in
      switch (code, value.count) {
      case (9, 1): interface.resolution = TimestampResolution(rawValue: value.uint8(at: 0))
      case (14, 8): interface.timestampOffset = Int64(bitPattern: value.uint64(at: 0, order))
      default: break
      }
    }
    interfaces.append(interface)
  }

  private mutating func enhancedPacket(_ block: CaptureBlock) throws(CaptureError)
    -> CapturedPacket
  {
    guard block.body.count >= 20 else { throw block.malformed }
    return try timedPacket(block, onInterface: block.body.uint32(at: 0, order))
  }

  /// Reads the predecessor of the enhanced packet block, which differs in the first field alone.
  private mutating func obsoletePacket(_ block: CaptureBlock) throws(CaptureError)
    -> CapturedPacket
  {
    guard block.body.count >= 20 else { throw block.malformed }
    return try timedPacket(block, onInterface: UInt32(block.body.uint16(at: 0, order)))
  }

  private mutating func timedPacket(_ block: CaptureBlock, onInterface number: UInt32)
    throws(CaptureError) -> CapturedPacket
  {
    let body = block.body
    let interface = try interface(number, of: block)
    // The halves of the timestamp are two fields: the upper one comes first in either byte order.
    let units = UInt64(body.uint32(at: 4, order)) << 32 | UInt64(body.uint32(at: 8, order))
    return packet(
      try block.content(body.uint32(at: 12, order), at: 20), on: interface,
      at: interface.timestamp(units: units), originalLength: body.uint32(at: 16, order))
  }

  /// Reads a packet of the first interface that has no time, and no length but the original one.
  private mutating func simplePacket(_ block: CaptureBlock) throws(CaptureError) -> CapturedPacket {
    guard block.body.count >= 4 else { throw block.malformed }
    let interface = try interface(0, of: block)
    let original = block.body.uint32(at: 0, order)
    let limit = interface.snapLength == 0 ? UInt32.max : interface.snapLength
    return packet(
      try block.content(min(original, limit), at: 4), on: interface, at: nil,
      originalLength: original)
  }

  private func interface(_ number: UInt32, of block: CaptureBlock) throws(CaptureError)
    -> CaptureInterface
  {
    guard let index = Int(exactly: number), index < interfaces.count else {
      throw CaptureError(.unknownInterface(number), at: block.offset)
    }
    return interfaces[index]
  }
}
