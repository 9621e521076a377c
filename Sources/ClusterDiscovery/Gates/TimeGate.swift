/// What the kernel says about its clock.
public struct ClockReading: Hashable, Sendable {
  /// Whether somebody keeps it in step with the world; nil when the kernel does not tell.
  public let isSynchronised: Bool?
  /// How wrong it may be, as whoever keeps it estimates; nil when unknown.
  public let estimatedError: Duration?

  public init(isSynchronised: Bool?, estimatedError: Duration?) {
    self.isSynchronised = isSynchronised
    self.estimatedError = estimatedError
  }
}

/// Judges whether the clock is good enough for certificates and for etcd.
public struct TimeGate: Hashable, Sendable {
  /// What a clock that is not good enough means.
  public enum Policy: Hashable, Sendable {
    /// Somebody is told, and all goes on.
    case warn
    /// The gate fails.
    case strict
  }

  /// What a clock that is not good enough means.
  public let policy: Policy
  /// The largest estimated error that is good enough.
  public let tolerance: Duration

  /// Warns of a clock that is not kept, or is half a second wrong.
  public init(_ policy: Policy = .warn, tolerance: Duration = .milliseconds(500)) {
    self.policy = policy
    self.tolerance = tolerance
  }

  /// What a reading means.
  public func judge(_ reading: ClockReading) -> GateResult<TimeEvidence, TimeFault> {
    guard let isSynchronised = reading.isSynchronised else { return .unknown(.clockUnreadable) }
    guard let fault = fault(isSynchronised, reading.estimatedError) else {
      return .ok(.synchronised(estimatedError: reading.estimatedError))
    }
    switch policy {
    case .warn: return .ok(.warning(fault))
    case .strict: return .failed(fault)
    }
  }

  private func fault(_ isSynchronised: Bool, _ error: Duration?) -> TimeFault? {
    guard isSynchronised else { return .notSynchronised }
    guard let error, error > tolerance else { return nil }
    return .inaccurate(estimatedError: error, tolerance: tolerance)
  }
}

/// Why the time is good enough.
public enum TimeEvidence: Hashable, Sendable {
  /// The clock is kept.
  case synchronised(estimatedError: Duration?)
  /// It is not good enough, and that is only told.
  case warning(TimeFault)
}

/// What is wrong with the clock.
public enum TimeFault: Hashable, Sendable, CustomStringConvertible {
  /// Nobody keeps it.
  case notSynchronised
  /// It is kept, and may be too far off.
  case inaccurate(estimatedError: Duration, tolerance: Duration)

  /// What is wrong and what helps, on one line.
  public var description: String {
    switch self {
    case .notSynchronised:
      "the clock is not synchronised: start chrony or systemd-timesyncd, and wait for it"
    case .inaccurate(let error, let tolerance):
      "the clock may be \(error) wrong, more than \(tolerance)"
    }
  }
}
