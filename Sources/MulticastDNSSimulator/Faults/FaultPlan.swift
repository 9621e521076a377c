/// Faults and when they come.
public struct FaultPlan: Hashable, Sendable {
  /// A fault and its time, counted from the moment when the plan is scheduled.
  public struct Planned: Hashable, Sendable {
    public let delay: Duration
    public let fault: Fault

    /// A fault some time after the start.
    public init(_ fault: Fault, after delay: Duration) {
      self.fault = fault
      self.delay = delay
    }
  }

  /// In the order in which faults at one moment happen.
  public private(set) var faults: [Planned] = []

  /// No faults.
  public init() {}

  /// Adds a fault.
  public mutating func add(_ fault: Fault, after delay: Duration) {
    faults.append(Planned(fault, after: delay))
  }
}
