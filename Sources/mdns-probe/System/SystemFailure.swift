internal import Glibc

/// A reason for which the kernel refused a file or stream, as `errno(3)` numbers it.
struct SystemFailure: Error, Hashable {
  let number: Int32

  static let isDirectory = SystemFailure(number: EISDIR)
  static let isTooLarge = SystemFailure(number: EFBIG)
  static let isNoRegularFile = SystemFailure(number: EINVAL)

  /// The reason why the last call failed.
  static var last: SystemFailure { SystemFailure(number: errno) }

  /// Whether there is no such file.
  var isAbsence: Bool { number == ENOENT || number == ENOTDIR }

  /// Whether nobody reads what was written.
  var isBrokenPipe: Bool { number == EPIPE }
}

extension SystemFailure: CustomStringConvertible {
  /// The text of the C library, such as `No such file or directory`.
  var description: String {
    // The text stands in memory of the library until the next call; it is copied at once, and
    // this program has one thread.
    unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
  }
}
