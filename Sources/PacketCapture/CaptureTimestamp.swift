/// When a packet was captured, in UTC.
public struct CaptureTimestamp: Hashable, Sendable {
  /// Whole seconds since the start of 1970.
  public let seconds: Int64
  /// The rest, 0...999,999,999.
  public let nanoseconds: UInt32

  /// Nil when `nanoseconds` is a second or more.
  public init?(seconds: Int64, nanoseconds: UInt32) {
    guard nanoseconds < 1_000_000_000 else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Reads a count of `unitsPerSecond`, later by `offset` seconds; nil beyond the range of seconds.
  init?(units: UInt64, unitsPerSecond: UInt64, offset: Int64) {
    let (whole, rest) = units.quotientAndRemainder(dividingBy: unitsPerSecond)
    guard let seconds = Int64(exactly: whole) else { return nil }
    let (sum, isOutOfRange) = seconds.addingReportingOverflow(offset)
    guard !isOutOfRange else { return nil }
    // The rest is below one second, so the quotient fits and the division cannot trap.
    let scaled = rest.multipliedFullWidth(by: 1_000_000_000)
    self.seconds = sum
    nanoseconds = UInt32(unitsPerSecond.dividingFullWidth(scaled).quotient)
  }

  /// Whether this is more than `limit` seconds later than `earlier`.
  func isLater(than earlier: CaptureTimestamp, bySeconds limit: Int64) -> Bool {
    let (bound, isOutOfRange) = earlier.seconds.addingReportingOverflow(limit)
    return !isOutOfRange && (seconds, nanoseconds) > (bound, earlier.nanoseconds)
  }
}

extension CaptureTimestamp: Comparable {
  public static func < (left: CaptureTimestamp, right: CaptureTimestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}
