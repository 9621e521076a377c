internal import MulticastDNS

/// What other threads leave for a host, in the order in which they left it.
enum HostInput: Sendable {
  case report(DriverReport)
  /// The consumer of a sequence takes no more.
  case ended(SessionID)
  /// Somebody does not wait for a registration any more.
  case stoppedWaiting(RegistrationID)
}

/// The way of inputs to a host.
typealias Inbox = AsyncStream<HostInput>.Continuation

/// Ends the session of an iterator when the iterator is cancelled or goes.
final class Lease: Sendable {
  let id: SessionID
  private let inbox: Inbox

  init(_ id: SessionID, inbox: Inbox) {
    self.id = id
    self.inbox = inbox
  }

  deinit { end() }

  /// Ends the session; again does no harm.
  func end() {
    inbox.yield(.ended(id))
  }
}
