/// Runs an actor, and tasks that prefer it, on one thread of its own.
///
/// The threads that tasks share otherwise are supervised by a timer that wakes the process every second,
/// for as long as it lives; a process that keeps to executors like this one sleeps until there is
/// something to do. The thread ends when nobody has the executor any more.
package final class ThreadExecutor: SerialExecutor, TaskExecutor {
  private let queue = JobQueue()

  /// Starts the thread. Fails as `LoopThread.start(_:)` does.
  package init() throws(Errno) {
    let queue = queue
    try LoopThread.start { queue.run() }
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

  func insert(_ entry: Entry) {
    let wasEmpty = content.withLock { content in
      content.entries.append(entry)
      return content.entries.count == 1
    }
    // Who finds jobs there knows that the thread was told of those.
    if wasEmpty { content.tellOfChange() }
  }

  func end() {
    content.withLock { $0.isOver = true }
    content.tellOfChange()
  }

  /// Runs jobs in their order until nobody can give any more.
  func run() {
    var entries = next()
    while !entries.isEmpty {
      for entry in entries { entry.run() }
      entries = next()
    }
  }

  /// Waits for jobs; none when the last was given.
  private func next() -> [Entry] {
    content.wait { content in
      guard !content.entries.isEmpty || content.isOver else { return nil }
      defer { content.entries = [] }
      return content.entries
    }
  }
}
