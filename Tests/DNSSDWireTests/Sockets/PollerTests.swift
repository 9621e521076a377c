internal import Glibc
import Testing

@testable import DNSSDWire

/// Signal handlers can reach nothing but globals.
private let signalled = try? Signalled()

/// A poller in a place which a signal handler can read without making anything.
private final class Signalled: Sendable {
  let poller: Poller

  init() throws(SocketError) {
    poller = try Poller()
  }
}

@Suite("Waiting for descriptors", .serialized)
struct PollerTests {
  @Test("a timeout is rounded up to milliseconds and cut off at the largest")
  func timeouts() {
    let cases: [(Duration?, Int32)] = [
      (nil, -1), (.zero, 0), (.seconds(-5), 0), (.nanoseconds(1), 1), (.milliseconds(20), 20),
      (.microseconds(20_001), 21), (.seconds(2), 2_000), (.seconds(2_147_482), 2_147_482_000),
      (.milliseconds(2_147_482_999), 2_147_482_999), (.seconds(2_147_483), .max),
      (.seconds(Int64.max), .max),
      (Duration(secondsComponent: .max, attosecondsComponent: 0), .max),
    ]
    for (timeout, milliseconds) in cases {
      #expect(Poller.milliseconds(of: timeout) == milliseconds)
    }
  }

  @Test("signals before a wait count as one, and wake it once")
  func coalescing() throws {
    let poller = try Poller()
    // More than the channel holds.
    for _ in 0..<10_000 { poller.waker.signal() }
    let ends = try (0..<2).map { _ in try poller.wait(for: [], timeout: .zero).isWoken }
    #expect(ends == [true, false])
  }

  @Test("a signal from another thread ends a wait")
  func otherThread() async throws {
    let poller = try Poller()
    let waker = poller.waker
    async let signalling: Void = waker.signal()
    #expect(try poller.wait(for: [], timeout: .seconds(10)).isWoken)
    await signalling
  }

  @Test("a signal handler can wake, and leaves errno alone")
  func signalHandler() throws {
    // Made here, before a handler could be the first to ask for it.
    signalled?.poller.waker.signal()
    _ = signal(SIGUSR2) { _ in signalled?.poller.waker.signal() }
    defer { _ = signal(SIGUSR2, SIG_DFL) }
    for _ in 0..<2_000 {
      errno = ENOTTY
      #expect(raise(SIGUSR2) == 0)
      #expect(errno == ENOTTY)
    }
    #expect(try signalled?.poller.wait(for: [], timeout: .zero).isWoken == true)
  }

  @Test("a waker which outlives its poller is harmless")
  func lateSignal() throws {
    let waker = try Poller().waker
    for _ in 0..<10_000 { waker.signal() }
  }

  @Test("one wait tells which of a turn's descriptors are ready")
  func readiness() throws {
    let poller = try Poller()
    let busy = try MulticastSocket(oneShotOn: .v4)
    let quiet = try MulticastSocket(oneShotOn: .v4)
    let descriptors = [quiet.fileDescriptor, busy.fileDescriptor]
    #expect(
      try poller.wait(for: descriptors, timeout: .zero)
        == PollResult(readyDescriptors: [], isWoken: false))
    try quiet.send([1], to: SocketAddress(SocketBench.loopback(.v4), port: busy.localPort))
    poller.waker.signal()
    #expect(
      try poller.wait(for: descriptors, timeout: nil)
        == PollResult(readyDescriptors: [busy.fileDescriptor], isWoken: true))
  }

  @Test("a descriptor which is not open is refused")
  func closedDescriptor() throws {
    let poller = try Poller()
    #expect(throws: SocketError(.poll, .badFileDescriptor)) {
      _ = try poller.wait(for: [Int32.max], timeout: nil)
    }
  }
}
