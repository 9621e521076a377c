/// Runs an actor, and tasks that prefer it, on one thread of its own.
///
/// The threads that tasks share otherwise are supervised by a timer that wakes the process every second,
/// for as long as it lives; a process that keeps to executors like this one sleeps until there is
/// something to do. The thread ends when nobody has the executor any more.
package final class ThreadExecutor: SerialExecutor, TaskExecutor {
  private let queue: JobQueue

  /// Starts the thread.
  package init() throws(ThreadExecutorError) {
    let poller: Poller
    do throws(SocketError) {
      poller = try Poller()
    } catch {
      throw .kernel(error)
    }
    let queue = JobQueue(waking: poller.waker)
    self.queue = queue
    do throws(Errno) {
      try LoopThread.start { queue.run(waitingBy: poller) }
    } catch {
      throw .thread(error)
    }
  }

  deinit {
    queue.end()
  }

  /// For an actor that keeps this executor as long as it lives.
  @safe package var forActor: UnownedSerialExecutor { unsafe asUnownedSerialExecutor() }

  package func enqueue(_ job: consuming ExecutorJob) {
    // Whoever waits for a job keeps its executor alive, so neither outlives the other.
    unsafe queue.insert(
      JobQueue.Entry(
        job: UnownedJob(job), actor: asUnownedSerialExecutor(), task: asUnownedTaskExecutor()))
  }
}

/// Why an executor has no thread.
package enum ThreadExecutorError: Error, Hashable, Sendable {
  case kernel(SocketError)
  case thread(Errno)
}

/// The jobs that wait for the thread of an executor.
private final class JobQueue: Sendable {
  /// Only made in `enqueue(_:)`, and run once.
  @safe struct Entry: Sendable {
    let job: UnownedJob
    let actor: UnownedSerialExecutor
    let task: UnownedTaskExecutor

    func run() {
      unsafe job.runSynchronously(isolatedTo: actor, taskExecutor: task)
    }
  }

  private struct Content: Sendable {
    var entries: [Entry] = []
    var isOver = false
  }

  private let content = Guarded(Content())
  private let waker: Waker

  init(waking waker: Waker) {
    self.waker = waker
  }

  func insert(_ entry: Entry) {
    let wasEmpty = content.withLock { content in
      content.entries.append(entry)
      return content.entries.count == 1
    }
    // Who finds jobs there knows that the thread was woken for those.
    if wasEmpty { waker.signal() }
  }

  func end() {
    content.withLock { $0.isOver = true }
    waker.signal()
  }

  /// Runs jobs in their order until nobody can give any more.
  func run(waitingBy poller: borrowing Poller) {
    while true {
      let (entries, isOver) = content.withLock { content in
        defer { content.entries = [] }
        return (content.entries, content.isOver)
      }
      for entry in entries { entry.run() }
      guard entries.isEmpty else { continue }
      if isOver { return }
      // Without waiting the thread would only look more often.
      _ = try? poller.wait(for: [], timeout: nil)
    }
  }
}
