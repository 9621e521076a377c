internal import Glibc

/// A value that several threads share, each having it alone for a moment.
///
/// It stands on `pthread_mutex_t`, whose use the thread sanitizer understands.
@safe package final class Guarded<Value: Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  /// Touched only while the mutex is held.
  private var value: Value

  /// A shared value, not in use yet.
  package init(_ value: Value) {
    // The mutex stays in one place until nobody can use it any more.
    unsafe mutex = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    self.value = value
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  /// Runs `body` while no other thread has the value. It must be short and must not come back here.
  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
