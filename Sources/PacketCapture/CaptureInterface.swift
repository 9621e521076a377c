/// What a capture file says of the interface that packets were seen on.
///
/// A classic pcap file has exactly one; a pcapng section has one for each description block.
struct CaptureInterface: Hashable, Sendable {
  /// Seconds to be added to every timestamp.
  var timestampOffset: Int64 = 0
  /// The most octets kept of a packet; 0 for no limit.
  var snapLength: UInt32
  var linkType: LinkType
  var resolution: TimestampResolution

  func timestamp(units: UInt64) -> CaptureTimestamp? {
    guard let unitsPerSecond = resolution.unitsPerSecond else { return nil }
    return CaptureTimestamp(
      units: units, unitsPerSecond: unitsPerSecond, offset: timestampOffset)
  }
}

/// The unit of timestamps, as the octet of the pcapng option `if_tsresol`: the negative power of
/// ten, or of two where the top bit is set.
struct TimestampResolution: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  static let microseconds = TimestampResolution(rawValue: 6)
  static let nanoseconds = TimestampResolution(rawValue: 9)

  /// Nil when a second has more units than a 64-bit timestamp can count.
  var unitsPerSecond: UInt64? {
    let exponent = Int(rawValue & 0x7F)
    if rawValue & 0x80 != 0 {
      return exponent < UInt64.bitWidth ? 1 << UInt64(exponent) : nil
    }
    return exponent <= 19 ? (0..<exponent).reduce(1) { units, _ in units * 10 } : nil
  }
}
