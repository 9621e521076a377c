public import MulticastDNS

/// The only real clock of the product: it counts on through suspend, and a step of the wall clock
/// changes nothing.
public enum HostClock {
  private static let origin = ContinuousClock.now

  /// The present moment, counted from the first reading in this process.
  public static func now() -> Instant {
    let (seconds, attoseconds) = origin.duration(to: .now).components
    return Instant(
      nanoseconds: UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000))
  }
}
