internal import Glibc

/// Waits until a descriptor is readable, time is over or another thread wakes it.
///
/// One turn of a loop over a socket of each family and a monitor of the interfaces:
///
///     let descriptors = [v4.fileDescriptor, v6.fileDescriptor, monitor.fileDescriptor]
///     let result = try poller.wait(for: descriptors, timeout: timeUntilDeadline)
///     if result.isReady(monitor.fileDescriptor), try monitor.drain() {
///       follow(try NetworkInterface.snapshot())
///     }
///     for _ in 0..<limit { guard let datagram = try v4.receive() else { break }; handle(datagram) }
///     for _ in 0..<limit { guard let datagram = try v6.receive() else { break }; handle(datagram) }
///     if result.isWoken { runQueuedCalls() }
public struct Poller: ~Copyable, Sendable {
  /// Wakes this poller from other threads.
  public let waker: Waker

  /// A poller with a waker of its own.
  public init() throws(SocketError) {
    waker = try Waker()
  }

  /// Waits for one of the descriptors, for the waker, or until the timeout is over; nil waits for
  /// ever.
  ///
  /// The timeout is rounded up to milliseconds and cut off at `Int32.max` of them (24 days). The
  /// wait may end early and empty when a signal arrives. Fails with EBADF for a closed descriptor.
  public func wait(
    for descriptors: [Int32], timeout: Duration?
  ) throws(SocketError) -> PollResult {
    var polled = ([waker.readingEnd] + descriptors).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    do {
      try SystemCalls.poll(&polled, milliseconds: Self.milliseconds(of: timeout))
    } catch {
      throw SocketError(.poll, error)
    }
    // A closed descriptor stays ready for ever, and nothing that a caller could read ends that.
    guard polled.allSatisfy({ $0.revents & Int16(POLLNVAL) == 0 }) else {
      throw SocketError(.poll, .badFileDescriptor)
    }
    let isWoken = polled[0].revents != 0
    if isWoken { waker.takeSignals() }
    return PollResult(
      readyDescriptors: polled.dropFirst().filter { $0.revents != 0 }.map(\.fd),
      isWoken: isWoken)
  }

  /// The timeout as poll(2) takes it: rounded up, so that no deadline is met too early.
  static func milliseconds(of timeout: Duration?) -> Int32 {
    guard let timeout else { return -1 }
    guard timeout > .zero else { return 0 }
    let (seconds, attoseconds) = timeout.components
    let perMillisecond: Int64 = 1_000_000_000_000_000
    guard seconds < Int64(Int32.max) / 1_000 else { return Int32.max }
    return Int32(seconds * 1_000 + (attoseconds + perMillisecond - 1) / perMillisecond)
  }
}

/// Why a wait ended; empty when its time was over or a signal arrived.
public struct PollResult: Hashable, Sendable {
  /// The descriptors which have something to read or an error to report, in the order given.
  public let readyDescriptors: [Int32]
  /// Whether the waker was signalled since the last wait.
  public let isWoken: Bool

  /// Whether a descriptor is among the ready ones.
  public func isReady(_ descriptor: Int32) -> Bool {
    readyDescriptors.contains(descriptor)
  }
}

/// Ends the wait of a ``Poller`` from any thread and from signal handlers.
///
/// Signals which come before the poller looks count as one. The channel stays open as long as any
/// copy lives, so a late signal is harmless; a signal handler needs a copy which is stored before
/// the handler is installed and never freed.
public struct Waker: Sendable {
  private final class Channel: Sendable {
    let ends: SocketPair

    init() throws(Errno) {
      ends = try SystemCalls.openSocketPair()
    }
  }

  private let channel: Channel

  fileprivate init() throws(SocketError) {
    do {
      channel = try Channel()
    } catch {
      throw SocketError(.openWaker, error)
    }
  }

  /// Wakes the poller, now or at its next wait. It never blocks and never fails: a full channel
  /// holds a signal already.
  public func signal() {
    SystemCalls.writeOctet(channel.ends.writing.rawValue)
  }

  fileprivate var readingEnd: Int32 { channel.ends.reading.rawValue }

  /// Takes the signals away. Should some stay behind, the next wait ends at once and takes those.
  fileprivate func takeSignals() {
    var octets = [UInt8](repeating: 0, count: 1_024)
    // The channel has two open ends, so there is nothing to learn from a failure.
    _ = try? SystemCalls.read(channel.ends.reading.rawValue, into: &octets)
  }
}
