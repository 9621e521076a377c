internal import Glibc

/// The calls for connections. As in ``SystemCalls``, memory is lent to one call which keeps no
/// pointer after it returns.
extension SystemCalls {
  /// Begins to connect a non-blocking socket; whether it is connected already.
  ///
  /// After an interruption the kernel goes on by itself, so there is no second call.
  static func connect<Address: BitwiseCopyable>(
    _ descriptor: Int32, to address: Address
  ) throws(Errno) -> Bool {
    let status = unsafe withUnsafeBytes(of: address) { bytes in
      // All kernel addresses begin as `sockaddr` does, and the length goes with the pointer.
      let address = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
      return unsafe Glibc.connect(descriptor, address, socklen_t(bytes.count))
    }
    guard status < 0 else { return true }
    let failure = Errno(rawValue: errno)
    guard failure == .inProgress || failure == .interrupted else { throw failure }
    return false
  }

  /// What became of a connection that was begun; throws why it failed.
  static func finishConnecting(_ descriptor: Int32) throws(Errno) {
    let status = try option(descriptor, level: SOL_SOCKET, number: SO_ERROR)
    guard status == 0 else { throw Errno(rawValue: status) }
  }

  /// Writes to a connection and returns how many octets it took; never a signal when it is closed.
  static func write(_ octets: ArraySlice<UInt8>, to descriptor: Int32) throws(Errno) -> Int {
    while true {
      let count = unsafe octets.withUnsafeBytes { bytes in
        unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 { return count }
      let failure = Errno(rawValue: errno)
      guard failure == .interrupted else { throw failure }
    }
  }
}

extension Errno {
  /// EINPROGRESS: the connection is being made.
  static let inProgress = Errno(rawValue: EINPROGRESS)
  /// ETIMEDOUT: the other end did not answer.
  static let timedOut = Errno(rawValue: ETIMEDOUT)
  /// ECONNRESET: the other end broke the connection.
  static let connectionReset = Errno(rawValue: ECONNRESET)
  /// EPIPE: the other end has closed the connection.
  static let brokenPipe = Errno(rawValue: EPIPE)
}
