/// A range of times that counts as one, for statistics over many log lines.
public struct LatencyBucket: Hashable, Sendable, CustomStringConvertible {
  /// The first millisecond of the bucket.
  public let lowerBound: Int
  /// The last millisecond; nil for the last bucket.
  public let upperBound: Int?

  /// The bucket of a time; a negative time counts as none.
  public init(of duration: Duration) {
    let milliseconds = max(duration, .zero) / .milliseconds(1)
    let index = Self.bounds.lastIndex { Double($0) <= milliseconds } ?? 0
    lowerBound = Self.bounds[index]
    upperBound = index + 1 < Self.bounds.count ? Self.bounds[index + 1] - 1 : nil
  }

  /// `ms_250_499`, and `ms_20000_plus` for the last one.
  public var description: String {
    "ms_\(lowerBound)_" + (upperBound.map { String($0) } ?? "plus")
  }

  private static let bounds = [0, 250, 500, 1000, 2000, 5000, 10_000, 20_000]
}
