internal import DNSSD

/// A wait of a task that holds up no other: it has a thread of its own.
final class Pause: Sendable {
  private let poller: Poller

  private init() throws(SocketError) {
    poller = try Poller()
  }

  /// Waits so long; ends at once when the task is cancelled.
  static func wait(_ duration: Duration) async throws(HostError) {
    let pause: Pause
    do throws(SocketError) {
      pause = try Pause()
    } catch {
      throw .driver(.thread(error.errno))
    }
    let failure = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Errno?, Never>) in
        do throws(Errno) {
          try LoopThread.start {
            _ = try? pause.poller.wait(for: [], timeout: duration)
            continuation.resume(returning: nil)
          }
        } catch {
          continuation.resume(returning: error)
        }
      }
    } onCancel: {
      pause.poller.waker.signal()
    }
    if let failure { throw .driver(.thread(failure)) }
  }
}
