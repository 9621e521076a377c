/// The layout of classic pcap: a header of 24 octets, then records, each with a header of 16.
extension CaptureReader {
  mutating func readFileHeader(_ resolution: TimestampResolution) throws(CaptureError) {
    guard bytes.count >= 24 else { throw CaptureError(.truncated, at: 0) }
    let header = bytes[..<24]
    let major = header.uint16(at: 4, order)
    let minor = header.uint16(at: 6, order)
    // Before 2.4 the two lengths of a record came in either order.
    guard major == 2, minor >= 4 else {
      throw CaptureError(.unsupportedVersion(major: major, minor: minor), at: 0)
    }
    // The upper half of the last field tells the length of a checksum behind each frame.
    let linkType = LinkType(rawValue: UInt16(truncatingIfNeeded: header.uint32(at: 20, order)))
    interfaces = [
      CaptureInterface(
        snapLength: header.uint32(at: 16, order), linkType: linkType, resolution: resolution)
    ]
    offset = header.endIndex
  }

  mutating func nextRecord() throws(CaptureError) -> CapturedPacket? {
    let remaining = bytes.count - offset
    guard remaining > 0 else { return nil }
    guard remaining >= 16 else { throw CaptureError(.truncated, at: offset) }
    let header = bytes[offset..<offset + 16]
    let length = Int(clamping: header.uint32(at: 8, order))
    guard length <= remaining - 16 else { throw CaptureError(.truncated, at: offset) }
    offset = header.endIndex + length
    let interface = interfaces[0]
    return packet(
      bytes[header.endIndex..<offset], on: interface,
      at: interface.timestamp(
        seconds: header.uint32(at: 0, order), fraction: header.uint32(at: 4, order)),
      originalLength: header.uint32(at: 12, order))
  }
}

extension CaptureInterface {
  /// Reads the two fields of a classic record; a fraction of a second or more is carried over.
  fileprivate func timestamp(seconds: UInt32, fraction: UInt32) -> CaptureTimestamp? {
    guard let unitsPerSecond = resolution.unitsPerSecond else { return nil }
    return timestamp(units: UInt64(seconds) * unitsPerSecond + UInt64(fraction))
  }
}
