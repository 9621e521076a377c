internal import Glibc

/// Makes a descriptor readable from any thread, so that who waits with poll(2) wakes up.
final class Bell: Sendable {
  /// Ready to be read from when the bell was rung.
  let fileDescriptor: Int32
  private let ringingEnd: Int32

  /// Closed in programs that are started from here, and never waited for by a call.
  private static let kind = Int32(
    SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)

  /// A bell that was not rung.
  init() throws(SystemFailure) {
    var ends: [Int32] = [-1, -1]
    // The call fills the array, which has room for both ends.
    guard unsafe socketpair(AF_UNIX, Self.kind, 0, &ends) == 0 else { throw .last }
    (fileDescriptor, ringingEnd) = (ends[0], ends[1])
  }

  deinit {
    _ = close(fileDescriptor)
    _ = close(ringingEnd)
  }

  /// Wakes whoever waits, now or the next time. A channel that is full wakes as well.
  func ring() {
    var octet: UInt8 = 1
    // The call reads one octet, which lives until it returns.
    _ = unsafe write(ringingEnd, &octet, 1)
  }

  /// Makes the bell as it was before it was rung.
  func silence() {
    var octets = [UInt8](repeating: 0, count: 64)
    // The memory is the array's, and as long as the call is told.
    while unsafe read(fileDescriptor, &octets, octets.count) == octets.count {}
  }
}
