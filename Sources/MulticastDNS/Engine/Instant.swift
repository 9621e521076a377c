/// A moment on the clock of one host, in nanoseconds from an origin of that clock.
///
/// The engine never reads a clock: every input carries the moment at which it happened.
public struct Instant: Hashable, Sendable {
  /// Nanoseconds since the origin of the clock.
  public let nanoseconds: UInt64

  public init(nanoseconds: UInt64) {
    self.nanoseconds = nanoseconds
  }

  /// The time from `earlier` to this moment; negative when `earlier` is later.
  public func duration(since earlier: Instant) -> Duration {
    .nanoseconds(Int64(bitPattern: nanoseconds &- earlier.nanoseconds))
  }

  /// The moment `duration` after `instant`, before it for a negative one; the ends of the clock hold it.
  public static func + (instant: Instant, duration: Duration) -> Instant {
    let (seconds, attoseconds) = duration.components
    let whole = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (offset, overflow) = whole.partialValue.addingReportingOverflow(attoseconds / 1_000_000_000)
    guard !whole.overflow, !overflow else {
      return Instant(nanoseconds: seconds < 0 ? 0 : .max)
    }
    let distance = offset.magnitude
    let (sum, wraps) =
      offset < 0
      ? instant.nanoseconds.subtractingReportingOverflow(distance)
      : instant.nanoseconds.addingReportingOverflow(distance)
    return Instant(nanoseconds: wraps ? (offset < 0 ? 0 : .max) : sum)
  }

  /// The moment `duration` before `instant`; the ends of the clock hold it.
  public static func - (instant: Instant, duration: Duration) -> Instant {
    instant + (.zero - duration)
  }
}

extension Instant: Comparable {
  public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
