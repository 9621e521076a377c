internal import DNSSDWire
internal import Glibc

/// Turns Ctrl-C and SIGTERM into a wake-up, so that a command can end in order.
enum Termination {
  /// Written once before the handler is installed and never again, so that the handler, which may
  /// run at any moment, reads a value that does not change.
  nonisolated(unsafe) private static var waker: Waker?

  /// Wakes the poller at the first signal; the second ends the process at once.
  ///
  /// Only the first call of a process has an effect.
  static func wakes(_ poller: borrowing Poller) {
    // The only write, on the only thread, before any handler can read.
    guard unsafe waker == nil else { return }
    unsafe waker = poller.waker
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in
      // Sending one octet is safe in a handler, and the value was stored before it was installed.
      unsafe Termination.waker?.signal()
    }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    for signal in [SIGINT, SIGTERM] {
      // The call copies the action; it cannot fail for these two signals.
      _ = unsafe sigaction(signal, &action, nil)
    }
  }
}
