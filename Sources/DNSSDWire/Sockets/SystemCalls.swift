internal import Glibc

/// Every call into the kernel, each in one place. A call interrupted by a signal is made again;
/// the two exceptions say why. All `unsafe` expressions here lend memory to one call which keeps
/// no pointer after it returns.
enum SystemCalls {
  /// Opens a non-blocking socket which child processes do not inherit.
  static func openDatagramSocket(
    domain: Int32, type: __socket_type = SOCK_DGRAM, protocol: Int32 = 0
  ) throws(Errno) -> FileDescriptor {
    let type = type.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
    let descriptor = try retrying { socket(domain, Int32(type), `protocol`) }
    return FileDescriptor(rawValue: descriptor)
  }

  /// Opens two connected stream sockets, non-blocking and not inherited. Unlike `pipe(2)` followed
  /// by `fcntl(2)` this leaves no moment in which a child process could inherit them.
  static func openSocketPair() throws(Errno) -> SocketPair {
    let type = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
    var ends: [Int32] = [-1, -1]
    _ = try retrying { unsafe socketpair(AF_UNIX, Int32(type), 0, &ends) }
    return SocketPair(
      reading: FileDescriptor(rawValue: ends[0]), writing: FileDescriptor(rawValue: ends[1]))
  }

  /// Closes a descriptor. It is gone even when the call is interrupted, so there is no second try.
  static func close(_ descriptor: Int32) {
    _ = Glibc.close(descriptor)
  }

  static func bind<Address: BitwiseCopyable>(
    _ descriptor: Int32, to address: Address
  ) throws(Errno) {
    _ = try retrying {
      unsafe withUnsafeBytes(of: address) { bytes in
        // All kernel addresses begin as `sockaddr` does, and the length goes with the pointer.
        let address = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
        return unsafe Glibc.bind(descriptor, address, socklen_t(bytes.count))
      }
    }
  }

  /// The local address of a socket, over an empty value of its family's struct.
  static func localAddress<Address: BitwiseCopyable>(
    of descriptor: Int32, into empty: Address
  ) throws(Errno) -> Address {
    var address = empty
    _ = try retrying {
      unsafe withUnsafeMutableBytes(of: &address) { bytes in
        var length = socklen_t(bytes.count)
        let address = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
        return unsafe getsockname(descriptor, address, &length)
      }
    }
    return address
  }

  static func setOption<Value: BitwiseCopyable>(
    _ descriptor: Int32, level: Int32, number: Int32, to value: Value
  ) throws(Errno) {
    _ = try retrying {
      unsafe withUnsafeBytes(of: value) { bytes in
        unsafe setsockopt(descriptor, level, number, bytes.baseAddress, socklen_t(bytes.count))
      }
    }
  }

  static func option(_ descriptor: Int32, level: Int32, number: Int32) throws(Errno) -> Int32 {
    var value: Int32 = 0
    _ = try retrying {
      var length = socklen_t(MemoryLayout<Int32>.size)
      return unsafe getsockopt(descriptor, level, number, &value, &length)
    }
    return value
  }

  /// Sends one datagram whole, with one control message or, for nil, with none.
  static func send<Address: BitwiseCopyable, Control: BitwiseCopyable>(
    _ descriptor: Int32, _ payload: [UInt8], to address: Address, control: Control?
  ) throws(Errno) {
    let sent: Result<Int, Errno> = unsafe payload.withUnsafeBytes { payload in
      unsafe withUnsafeBytes(of: address) { address in
        var vector = unsafe iovec(
          iov_base: UnsafeMutableRawPointer(mutating: payload.baseAddress),
          iov_len: payload.count)
        var message = unsafe msghdr()
        unsafe message.msg_name = UnsafeMutableRawPointer(mutating: address.baseAddress)
        unsafe message.msg_namelen = socklen_t(address.count)
        return unsafe withUnsafeMutablePointer(to: &vector) { vector in
          unsafe message.msg_iov = vector
          unsafe message.msg_iovlen = 1
          guard let control else {
            return outcome { unsafe sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL)) }
          }
          return unsafe withUnsafeBytes(of: control) { control in
            unsafe message.msg_control = UnsafeMutableRawPointer(mutating: control.baseAddress)
            unsafe message.msg_controllen = control.count
            return outcome { unsafe sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL)) }
          }
        }
      }
    }
    _ = try sent.get()
  }

  /// Receives one datagram into the buffers and returns how much of each was filled.
  static func receive(
    _ descriptor: Int32, into buffers: inout MessageBuffers
  ) throws(Errno) -> MessageBuffers.Filled {
    let received: Result<MessageBuffers.Filled, Errno> =
      unsafe buffers.withUnsafeBytes { name, control, payload in
        var vector = unsafe iovec(iov_base: payload.baseAddress, iov_len: payload.count)
        return unsafe withUnsafeMutablePointer(to: &vector) { vector in
          var message = unsafe msghdr()
          unsafe message.msg_name = name.baseAddress
          unsafe message.msg_namelen = socklen_t(name.count)
          unsafe message.msg_iov = vector
          unsafe message.msg_iovlen = 1
          unsafe message.msg_control = control.baseAddress
          unsafe message.msg_controllen = control.count
          let count = outcome { unsafe recvmsg(descriptor, &message, 0) }
          return count.map { count in
            unsafe MessageBuffers.Filled(
              name: min(Int(message.msg_namelen), name.count), payload: count,
              control: min(message.msg_controllen, control.count), flags: message.msg_flags)
          }
        }
      }
    return try received.get()
  }

  /// Waits for descriptors. An interrupted wait ends as if its time were over: to begin it again
  /// would make it longer, and who waits here must bear an early return anyway.
  static func poll(_ descriptors: inout [pollfd], milliseconds: Int32) throws(Errno) {
    guard unsafe Glibc.poll(&descriptors, nfds_t(descriptors.count), milliseconds) < 0 else {
      return
    }
    let failure = Errno(rawValue: errno)
    guard failure == .interrupted else { throw failure }
    for index in descriptors.indices { descriptors[index].revents = 0 }
  }

  static func read(_ descriptor: Int32, into buffer: inout [UInt8]) throws(Errno) -> Int {
    try retrying { unsafe Glibc.read(descriptor, &buffer, buffer.count) }
  }

  /// All octets of a file that the kernel makes up on reading; fails with EMSGSIZE above the limit.
  static func contents(
    of path: String, limit: Int = SocketLimits.socketTable
  ) throws(Errno) -> [UInt8] {
    let file = FileDescriptor(
      rawValue: try retrying { unsafe open(path, O_RDONLY | O_CLOEXEC) })
    var contents: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = try read(file.rawValue, into: &piece)
      guard count > 0 else { return contents }
      guard contents.count + count <= limit else { throw .messageTooLong }
      contents += piece.prefix(count)
    }
  }

  /// Writes one octet, in vain or not, and leaves `errno` as it was: fit for signal handlers.
  static func writeOctet(_ descriptor: Int32) {
    let saved = errno
    var octet: UInt8 = 0
    while unsafe Glibc.write(descriptor, &octet, 1) < 0, errno == EINTR {}
    errno = saved
  }

  private static func retrying<Count: SignedInteger>(_ call: () -> Count) throws(Errno) -> Count {
    try outcome(of: call).get()
  }

  private static func outcome<Count: SignedInteger>(of call: () -> Count) -> Result<Count, Errno> {
    while true {
      let count = call()
      if count >= 0 { return .success(count) }
      let failure = Errno(rawValue: errno)
      if failure != .interrupted { return .failure(failure) }
    }
  }
}
