internal import Glibc

/// An open file, closed when its owner goes.
final class Descriptor: OctetSink {
  private let number: Int32

  deinit {
    _ = close(number)
  }

  /// Opens a file for reading; for a named pipe this waits for a writer.
  init(reading path: String) throws(SystemFailure) {
    number = try Self.opened(path, O_RDONLY | O_CLOEXEC, 0)
  }

  /// Makes a file, or empties the one that is there.
  init(creating path: String) throws(SystemFailure) {
    number = try Self.opened(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  }

  private static func opened(
    _ path: String, _ flags: Int32, _ mode: mode_t
  ) throws(SystemFailure) -> Int32 {
    while true {
      // The call keeps neither the path nor anything else after it returns.
      let number = unsafe open(path, flags, mode)
      if number >= 0 { return number }
      guard errno == EINTR else { throw .last }
    }
  }

  /// The octets of the file to its end; throws EFBIG when there are more than `limit`.
  func readAll(limit: Int) throws(SystemFailure) -> [UInt8] {
    try SystemCalls.readAll(number, limit: limit)
  }

  func write(_ octets: [UInt8]) throws(SystemFailure) {
    try SystemCalls.writeAll(number, octets)
  }

  /// Waits until all that was written is on the disk.
  func synchronize() throws(SystemFailure) {
    guard fsync(number) == 0 else { throw .last }
  }
}

/// The calls that move octets.
enum SystemCalls {
  static let standardInput = STDIN_FILENO
  static let standardOutput = STDOUT_FILENO
  static let standardError = STDERR_FILENO

  static func readAll(_ descriptor: Int32, limit: Int) throws(SystemFailure) -> [UInt8] {
    var octets: [UInt8] = []
    var room = try expectedLength(of: descriptor, limit: limit) + 1
    while true {
      let count = try readOnce(descriptor, into: &octets, room: room)
      if count == 0 { return octets }
      guard octets.count <= limit else { throw .isTooLarge }
      room = max(octets.count, 4_096)
    }
  }

  /// What is there to be read, up to a bound; nothing at the end of the file.
  static func readAvailable(
    _ descriptor: Int32, most: Int
  ) throws(SystemFailure) -> [UInt8] {
    var octets: [UInt8] = []
    _ = try readOnce(descriptor, into: &octets, room: most)
    return octets
  }

  /// Appends what one call reads; 0 at the end of the file.
  private static func readOnce(
    _ descriptor: Int32, into octets: inout [UInt8], room: Int
  ) throws(SystemFailure) -> Int {
    let start = octets.count
    octets += [UInt8](repeating: 0, count: room)
    var count = -1
    repeat {
      // The memory is the array's, from `start` on, and as long as the call is told.
      count = unsafe octets.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress?.advanced(by: start), room)
      }
    } while count < 0 && errno == EINTR
    let failure = SystemFailure.last
    octets.removeLast(room - max(count, 0))
    guard count >= 0 else { throw failure }
    return count
  }

  /// The length of a regular file, so that most files take two calls; 0 for anything else.
  private static func expectedLength(
    of descriptor: Int32, limit: Int
  ) throws(SystemFailure) -> Int {
    var status = stat()
    // The call fills the structure and keeps nothing.
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .isDirectory }
    guard status.st_size <= limit else { throw .isTooLarge }
    return Int(status.st_size)
  }

  static func writeAll(_ descriptor: Int32, _ octets: [UInt8]) throws(SystemFailure) {
    var written = 0
    while written < octets.count {
      // The memory is the array's, from `written` to its end.
      let count = unsafe octets.withUnsafeBytes { bytes in
        unsafe write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw .last
      }
    }
  }
}
