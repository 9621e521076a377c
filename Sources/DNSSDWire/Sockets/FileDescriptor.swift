/// An open file descriptor, closed when its owner goes.
struct FileDescriptor: ~Copyable, Sendable {
  let rawValue: Int32

  deinit {
    SystemCalls.close(rawValue)
  }
}

/// The two ends of a channel inside this process.
struct SocketPair: ~Copyable, Sendable {
  let reading: FileDescriptor
  let writing: FileDescriptor
}
