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
}

extension Instant: Comparable {
  public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
