internal import DNSSDWire

/// Why a command cannot go on.
enum CommandFailure: Error {
  /// Results cannot be written.
  case output(SystemFailure)
  /// A file that is being written cannot be.
  case file(String, SystemFailure)
  case socket(SocketError)
  /// There is nothing to speak on.
  case noLink(String)

  /// Whether whoever read the results has gone, which is nobody's fault.
  var isBrokenPipe: Bool {
    if case .output(let failure) = self { failure.isBrokenPipe } else { false }
  }
}

extension CommandFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .output(let failure): "cannot write the results: \(failure)"
    case .file(let path, let failure): "cannot write \(path.quoted): \(failure)"
    case .socket(let error): "cannot \(error)" + Self.hint(error)
    case .noLink(let reason): reason
    }
  }

  private static func hint(_ error: SocketError) -> String {
    switch (error.operation, error.errno) {
    case (.bind, .addressInUse):
      "; another program holds the port and does not share it (see 'ss -ulpn')"
    default: ""
    }
  }
}
