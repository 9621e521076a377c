internal import MulticastDNS

/// What a host needs of the driver below it; tests put an engine in virtual time in its place.
protocol EnginePort: Sendable {
  /// The present moment on the clock of the reports.
  var now: Instant { get }
  func submit(_ commands: [EngineCommand])
  func setLinkPolicy(_ policy: LinkPolicy)
  /// Asks for one report at a moment, in place of the moment asked for before.
  func wake(at instant: Instant?)
  func counters() async -> DriverCounters
  func stop() async
}

extension EngineDriver: EnginePort {
  var now: Instant { HostClock.now() }
}
