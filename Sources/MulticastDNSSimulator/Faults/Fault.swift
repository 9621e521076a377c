/// Something that befalls a world.
public enum Fault: Hashable, Sendable {
  /// From now on, datagrams fare like this.
  case weather(Weather)
  /// The hosts of each group hear each other alone; all others are together.
  case partition([[HostID]])
  /// Everybody hears everybody again; nobody is told.
  case heal
  /// A card loses its link, and its host is told.
  case linkDown(HostID, card: Int)
  case linkUp(HostID, card: Int)
  /// A card gets other addresses, and its host is told.
  case newAddresses(HostID, card: Int)
  /// A host stops in its tracks: it hears nothing, and its clock goes on.
  case suspend(HostID)
  /// It goes on, and knows that it slept.
  case resume(HostID)
  /// It goes on, and does not know.
  case resumeUnnoticed(HostID)
  /// The clock of a host jumps ahead.
  case clockJump(HostID, Duration)
  /// A host is gone without a goodbye.
  case kill(HostID)
  /// A host starts, knowing nothing; it does again what the scenario asked it to do.
  case start(HostID)
  /// Every link gets a reflector, or loses it.
  case reflector(Reflector?)
}

/// Kinds of faults that can be drawn.
public enum FaultKind: String, Hashable, Sendable, CaseIterable {
  case loss, duplication, jitter, straggling, partition, flap, addresses, suspend, clock, kill
  case reflector
  /// No fault but a nuisance: services come, change and go.
  case churn
}
