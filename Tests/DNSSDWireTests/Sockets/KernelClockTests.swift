import Testing

@testable import DNSSDWire

@Suite("The kernel's clock")
struct KernelClockTests {
  @Test("the struct has the layout of the kernel's on 64-bit systems")
  func layout() {
    guard MemoryLayout<Int>.size == 8 else { return }
    #expect(MemoryLayout<TimeState>.size == 208)
    #expect(MemoryLayout<TimeState>.offset(of: \.largestError) == 24)
    #expect(MemoryLayout<TimeState>.offset(of: \.status) == 40)
  }

  @Test("status and flag both say that nobody keeps the clock; then no error is known")
  func meaning() {
    var state = TimeState()
    state.estimatedError = 1_500
    state.largestError = 9_000
    let kept = KernelClock(status: 0, state)
    #expect(kept.synchronisation == .synchronised)
    #expect(kept.estimatedError == .microseconds(1_500) && kept.largestError == .milliseconds(9))
    #expect(KernelClock(status: 5, state).synchronisation == .notSynchronised)
    state.status = TimeState.unsynchronised
    let free = KernelClock(status: 0, state)
    #expect(free.synchronisation == .notSynchronised && free.estimatedError == nil)
  }

  @Test("the clock is read here, and its errors are within bounds")
  func reading() {
    let clock = KernelClock.read()
    guard clock.synchronisation == .synchronised else { return }
    #expect(clock.estimatedError.map { $0 >= .zero && $0 < .seconds(60) } ?? false)
  }
}
