internal import Glibc

/// A lock on a file, which the kernel takes back when the process that has it ends, however it ends.
final class FileLock: Sendable {
  /// Who has it, when it is not to be had.
  struct Holder: Error, Hashable {
    /// The number of the process; 0 when it runs in another namespace.
    let process: Int32
  }

  private let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    _ = close(descriptor)
  }

  /// Takes the lock on a file, which is made when it is not there; the result is the process that has it
  /// already.
  static func take(_ path: String) throws(SystemFailure) -> Result<FileLock, Holder> {
    // The call keeps nothing of the path.
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .last }
    let lock = FileLock(descriptor: descriptor)
    var wish = flock()
    wish.l_type = Int16(F_WRLCK)
    wish.l_whence = Int16(SEEK_SET)
    // The kernel copies the request; a length of 0 is the whole file.
    if unsafe fcntl(descriptor, F_SETLK, &wish) == 0 { return .success(lock) }
    guard errno == EACCES || errno == EAGAIN else { throw .last }
    // The kernel writes over the request whose lock is in the way, if it is still there.
    guard unsafe fcntl(descriptor, F_GETLK, &wish) == 0 else { throw .last }
    return .failure(Holder(process: wish.l_type == Int16(F_UNLCK) ? 0 : wish.l_pid))
  }
}

extension FileLock.Holder {
  /// Asks the process to end in order, as Ctrl-C does; false when it cannot be asked.
  func terminate() -> Bool { process > 0 && kill(process, SIGTERM) == 0 }
}
