internal import DNSSD
internal import DNSSDWire
internal import MulticastDNS

/// Waits on channels until something arrives, the time is over, or the process is to end.
struct Watch: ~Copyable {
  private let poller: Poller
  private let start = HostClock.now()
  /// How long to wait in all; nil for ever.
  private let limit: Duration?
  /// Whether Ctrl-C or SIGTERM came.
  private(set) var isInterrupted = false

  init(for limit: Duration?) throws(CommandFailure) {
    self.limit = limit
    poller = try onSocket { () throws(SocketError) in try Poller() }
    Termination.wakes(poller)
  }

  /// The time since the watch began.
  var elapsed: Duration { HostClock.now().duration(since: start) }

  /// Whether nothing is to be waited for any more.
  var isOver: Bool { isInterrupted || limit.map { elapsed >= $0 } ?? false }

  /// Waits once, at most for `duration`; the descriptors that are ready, none when the time is over.
  mutating func wait(
    for descriptors: [Int32], atMost duration: Duration? = nil
  ) throws(CommandFailure) -> Set<Int32> {
    let left = limit.map { $0 - elapsed }
    let timeout = [left, duration].compactMap(\.self).min()
    let result: PollResult
    do throws(SocketError) {
      result = try poller.wait(for: descriptors, timeout: timeout)
    } catch {
      throw .socket(error)
    }
    isInterrupted = isInterrupted || result.isWoken
    return Set(result.readyDescriptors)
  }
}
