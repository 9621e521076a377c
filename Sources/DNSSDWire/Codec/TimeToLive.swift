/// How long a record may be kept, in seconds.
public struct TimeToLive: Hashable, Sendable {
  /// 0 to 2³¹ − 1.
  public let seconds: UInt32

  /// A value with the top bit set counts as zero (RFC 2181 §8).
  public init(seconds: UInt32) {
    self.seconds = seconds > UInt32(Int32.max) ? 0 : seconds
  }

  /// A record with this time to live says goodbye (RFC 6762 §10.1).
  public static let goodbye = TimeToLive(seconds: 0)

  /// For records with a host name as their name or in their data (RFC 6762 §10).
  public static let hostName = TimeToLive(seconds: 120)

  /// For all other records (RFC 6762 §10).
  public static let other = TimeToLive(seconds: 75 * 60)
}

extension TimeToLive: Comparable {
  public static func < (left: TimeToLive, right: TimeToLive) -> Bool {
    left.seconds < right.seconds
  }
}
