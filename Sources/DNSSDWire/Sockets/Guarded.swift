internal import Glibc

/// A value that several threads share, each having it alone for a moment.
///
/// It stands on `pthread_mutex_t` and `pthread_cond_t`, whose use the thread sanitizer understands.
@safe package final class Guarded<Value: Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let change: UnsafeMutablePointer<pthread_cond_t>
  /// Touched only while the mutex is held.
  private var value: Value

  /// A shared value, not in use yet.
  package init(_ value: Value) {
    // Both stay in one place until nobody can use them any more.
    unsafe mutex = .allocate(capacity: 1)
    unsafe change = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(change, nil)
    self.value = value
  }

  deinit {
    unsafe pthread_cond_destroy(change)
    unsafe change.deallocate()
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  /// Runs `body` while no other thread has the value. It must be short and must not come back here.
  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body(&value)
  }

  /// Lets the thread that waits in `wait(for:)` look at the value again.
  package func tellOfChange() {
    unsafe pthread_cond_signal(change)
  }

  /// Sleeps until `body` finds in the value what it looks for. One thread at a time may wait.
  package func wait<Result>(for body: (inout Value) -> Result?) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&value) { return result }
      // The mutex is free while the thread sleeps.
      unsafe pthread_cond_wait(change, mutex)
    }
  }
}
