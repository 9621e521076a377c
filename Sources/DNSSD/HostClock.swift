public import MulticastDNS

/// The only real clock of the product: it counts on through suspend, and a step of the wall clock
/// changes nothing.
public enum HostClock {
  private static let origin = ContinuousClock.now
  private static let wakingOrigin = SuspendingClock.now

  /// The present moment, counted from the first reading in this process.
  public static func now() -> Instant {
    let (seconds, attoseconds) = origin.duration(to: .now).components
    return Instant(
      nanoseconds: UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000))
  }

  /// How long the host has slept, counted from any moment before the first call.
  static func timeAsleep() -> Duration {
    let waking = wakingOrigin.duration(to: .now)
    return origin.duration(to: .now) - waking
  }
}
