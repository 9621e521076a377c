import Glibc
import Testing

@testable import DNSSDWire

@Suite("Threads and what they share")
struct LoopThreadTests {
  @Test("threads count together, and no count is lost")
  func counting() throws {
    let poller = try Poller()
    let waker = poller.waker
    let shared = Guarded((count: 0, finished: 0))
    for _ in 0..<4 {
      try LoopThread.start {
        for _ in 0..<10_000 { shared.withLock { $0.count += 1 } }
        shared.withLock { $0.finished += 1 }
        waker.signal()
      }
    }
    while shared.withLock({ $0.finished }) < 4 {
      guard try poller.wait(for: [], timeout: .seconds(10)).isWoken else { break }
    }
    #expect(shared.withLock { $0.count } == 40_000)
  }

  @Test("signals of the process leave such a thread alone, and the mask of its maker stays")
  func signals() throws {
    let poller = try Poller()
    let waker = poller.waker
    let shared = Guarded(false)
    let mask = Self.blockedSignals
    try LoopThread.start {
      let blocked = Self.blockedSignals
      shared.withLock { $0 = blocked.isSuperset(of: [SIGINT, SIGTERM, SIGHUP, SIGUSR1]) }
      waker.signal()
    }
    #expect(Self.blockedSignals == mask)
    #expect(try poller.wait(for: [], timeout: .seconds(10)).isWoken)
    #expect(shared.withLock { $0 })
  }

  private static var blockedSignals: Set<Int32> {
    var mask = sigset_t()
    guard unsafe pthread_sigmask(SIG_BLOCK, nil, &mask) == 0 else { return [] }
    return Set((1..<32).filter { unsafe sigismember(&mask, $0) == 1 })
  }

  @Test("the host name is one label")
  func hostName() throws {
    var characters = [CChar](repeating: 0, count: 256)
    let status = unsafe gethostname(&characters, 255)
    try #require(status == 0)
    let name = String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    let first = name.split(separator: ".", omittingEmptySubsequences: false).first ?? ""
    #expect(SystemName.hostLabel?.text ?? "" == first)
  }
}
