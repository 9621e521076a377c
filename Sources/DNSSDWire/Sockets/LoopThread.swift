internal import Glibc

/// A thread that runs one function and ends with it.
package enum LoopThread {
  /// Starts a thread. Signals never run their handlers on it. Fails with EAGAIN when the process
  /// or the host has as many threads as it may have.
  package static func start(_ body: sending @escaping () -> Void) throws(Errno) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // A new thread begins with the signal mask of the one that makes it.
    var all = sigset_t()
    var former = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &former)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &former, nil) }

    let task = unsafe Unmanaged.passRetained(Task(body: body))
    var thread = pthread_t()
    let status = unsafe pthread_create(
      &thread, &attributes,
      { task in
        // The one reference that was handed over with the pointer.
        if let task = unsafe task {
          unsafe Unmanaged<Task>.fromOpaque(task).takeRetainedValue().body()
        }
        return nil
      }, task.toOpaque())
    guard status == 0 else {
      unsafe task.release()
      throw Errno(rawValue: status)
    }
  }

  private final class Task {
    let body: () -> Void

    init(body: sending @escaping () -> Void) {
      self.body = body
    }
  }
}
