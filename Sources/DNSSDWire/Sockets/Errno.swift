internal import Glibc

/// A reason for which the kernel refused something, as `errno(3)` numbers it.
public struct Errno: RawRepresentable, Error, Hashable, Sendable {
  /// The kernel's number.
  public let rawValue: Int32

  /// The reason with a kernel number; unknown numbers are kept.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// EPERM: not allowed; from a send, a firewall rule.
  public static let permissionDenied = Errno(rawValue: EPERM)
  /// EINTR: interrupted; from a snapshot, changes which never paused.
  public static let interrupted = Errno(rawValue: EINTR)
  /// EBADF: not an open descriptor.
  public static let badFileDescriptor = Errno(rawValue: EBADF)
  /// EAGAIN: nothing to read, or no room to write, at this moment.
  public static let wouldBlock = Errno(rawValue: EAGAIN)
  /// ENOMEM: the kernel is out of memory.
  public static let outOfMemory = Errno(rawValue: ENOMEM)
  /// EACCES: access denied, as by the confinement of a process.
  public static let accessDenied = Errno(rawValue: EACCES)
  /// ENODEV: no such interface.
  public static let noSuchDevice = Errno(rawValue: ENODEV)
  /// EINVAL: an argument which the kernel does not take.
  public static let invalidArgument = Errno(rawValue: EINVAL)
  /// EMFILE: this process may open no further descriptor.
  public static let tooManyOpenFiles = Errno(rawValue: EMFILE)
  /// EBADMSG: a message of the kernel which cannot be read.
  public static let badMessage = Errno(rawValue: EBADMSG)
  /// EMSGSIZE: more than one datagram can hold.
  public static let messageTooLong = Errno(rawValue: EMSGSIZE)
  /// ENOPROTOOPT: an option which this kernel does not know.
  public static let optionNotSupported = Errno(rawValue: ENOPROTOOPT)
  /// EAFNOSUPPORT: an address family which this kernel or socket does not serve.
  public static let familyNotSupported = Errno(rawValue: EAFNOSUPPORT)
  /// EADDRINUSE: the port is held without sharing, or the group is joined already.
  public static let addressInUse = Errno(rawValue: EADDRINUSE)
  /// EADDRNOTAVAIL: the address is not ours, or the group is not joined.
  public static let addressNotAvailable = Errno(rawValue: EADDRNOTAVAIL)
  /// ENETDOWN: the interface is down.
  public static let networkDown = Errno(rawValue: ENETDOWN)
  /// ENETUNREACH: no route, or no address to send from.
  public static let networkUnreachable = Errno(rawValue: ENETUNREACH)
  /// ENOBUFS: a queue is full, or the socket has as many groups as it may join.
  public static let noBufferSpace = Errno(rawValue: ENOBUFS)
  /// ECONNREFUSED: nobody listens at the other end.
  public static let connectionRefused = Errno(rawValue: ECONNREFUSED)
  /// EHOSTUNREACH: the host does not answer on its link.
  public static let hostUnreachable = Errno(rawValue: EHOSTUNREACH)
}

extension Errno: CustomStringConvertible {
  /// The kernel's name and what it means, such as `ENOBUFS (no buffer space available)`; a number
  /// without a known name reads `errno 123`.
  public var description: String {
    guard let known = Self.names.first(where: { $0.errno == self }) else {
      return "errno \(rawValue)"
    }
    return "\(known.name) (\(known.meaning))"
  }

  private static let names: [(errno: Errno, name: String, meaning: String)] = [
    (permissionDenied, "EPERM", "operation not permitted"),
    (interrupted, "EINTR", "interrupted"),
    (badFileDescriptor, "EBADF", "bad file descriptor"),
    (wouldBlock, "EAGAIN", "would block"),
    (outOfMemory, "ENOMEM", "out of memory"),
    (accessDenied, "EACCES", "access denied"),
    (noSuchDevice, "ENODEV", "no such device"),
    (invalidArgument, "EINVAL", "invalid argument"),
    (tooManyOpenFiles, "EMFILE", "too many open files"),
    (badMessage, "EBADMSG", "bad message"),
    (messageTooLong, "EMSGSIZE", "message too long"),
    (optionNotSupported, "ENOPROTOOPT", "option not supported"),
    (familyNotSupported, "EAFNOSUPPORT", "address family not supported"),
    (addressInUse, "EADDRINUSE", "address in use"),
    (addressNotAvailable, "EADDRNOTAVAIL", "address not available"),
    (networkDown, "ENETDOWN", "network is down"),
    (networkUnreachable, "ENETUNREACH", "network is unreachable"),
    (noBufferSpace, "ENOBUFS", "no buffer space available"),
    (connectionRefused, "ECONNREFUSED", "connection refused"),
    (hostUnreachable, "EHOSTUNREACH", "host is unreachable"),
  ]
}
