public import MulticastDNS

/// The clock of a simulation: it moves only when told to, and never back.
public struct VirtualClock: Hashable, Sendable {
  /// The present moment of the simulation.
  public private(set) var now: Instant

  /// A clock that shows `start` until it is moved.
  public init(startingAt start: Instant) {
    now = start
  }

  /// Moves to `instant`, or stays where it is when `instant` has passed.
  public mutating func advance(to instant: Instant) {
    now = max(now, instant)
  }
}
