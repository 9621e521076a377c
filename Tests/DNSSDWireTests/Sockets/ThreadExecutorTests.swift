import Glibc
import Testing

@testable import DNSSDWire

@Suite("A thread for an actor")
struct ThreadExecutorTests {
  private actor Counter {
    private let executor: ThreadExecutor
    private(set) var count = 0
    private(set) var threads: Set<UInt> = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.forActor }

    init(on executor: ThreadExecutor) {
      self.executor = executor
    }

    func add() {
      count += 1
      threads.insert(UInt(pthread_self()))
    }
  }

  @Test("an actor and the tasks that prefer it are on one thread, and no call is lost")
  func oneThread() async throws {
    let executor = try ThreadExecutor()
    let counter = Counter(on: executor)
    await withTaskGroup { group in
      for _ in 0..<500 {
        group.addTask { await counter.add() }
        group.addTask(executorPreference: executor) { await counter.add() }
      }
    }
    #expect(await counter.count == 1_000)
    #expect(await counter.threads.count == 1)
    let thread = await Task(executorPreference: executor) { UInt(pthread_self()) }.value
    #expect(await counter.threads == [thread])
  }

  @Test("the thread ends with the last who has the executor")
  func end() async {
    await #expect(processExitsWith: .success) {
      var before = 0
      for round in 0..<110 {
        let counter = Counter(on: try ThreadExecutor())
        await counter.add()
        // The first rounds start the threads of the language's own pool.
        if round == 9 { before = threadCount() }
      }
      let poller = try Poller()
      for _ in 0..<500 where threadCount() > before {
        _ = try poller.wait(for: [], timeout: .milliseconds(10))
      }
      #expect(threadCount() <= before)
    }
  }
}

/// How many threads this process has.
private func threadCount() -> Int {
  guard let directory = unsafe opendir("/proc/self/task") else { return 0 }
  defer { unsafe closedir(directory) }
  var count = 0
  while unsafe readdir(directory) != nil { count += 1 }
  return count
}
