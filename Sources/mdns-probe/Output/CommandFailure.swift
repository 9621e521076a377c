internal import ClusterDiscovery
internal import DNSSD
internal import DNSSDWire
internal import MulticastDNSSimulator

/// Why a command cannot go on.
enum CommandFailure: Error {
  /// Results cannot be written.
  case output(SystemFailure)
  /// A file that is being written cannot be.
  case file(String, SystemFailure)
  case socket(SocketError)
  /// The kernel refused what the program cannot do without.
  case system(String, SystemFailure)
  /// This host cannot take part in Multicast DNS.
  case host(HostError)
  /// The node of a cluster could not start.
  case node(ClusterNodeError)
  /// What a node has to remember cannot be.
  case state(String)
  /// A file that is needed cannot be read.
  case unreadable(String, SystemFailure)
  /// There is nothing to speak on.
  case noLink(String)
  /// The demonstration did not come to its end.
  case demo(DemoFailure)
  /// A simulation cannot be set up.
  case simulation(ScenarioError)

  /// What the process ends with.
  var status: ExitStatus {
    switch self {
    case .socket, .host, .noLink, .node(.driver): .unable
    case .node(.lock), .output, .file, .system, .state, .unreadable, .demo, .simulation: .failure
    }
  }

  /// Whether whoever read the results has gone, which is nobody's fault.
  var isBrokenPipe: Bool {
    if case .output(let failure) = self { failure.isBrokenPipe } else { false }
  }
}

/// Does something with sockets that the command cannot do without.
func onSocket<Result: ~Copyable>(
  _ body: () throws(SocketError) -> Result
) throws(CommandFailure) -> Result {
  do throws(SocketError) {
    return try body()
  } catch {
    throw .socket(error)
  }
}

extension CommandFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .output(let failure): "cannot write the results: \(failure)"
    case .file(let path, let failure): "cannot write \(path.quoted): \(failure)"
    case .socket(let error): "cannot \(error)" + Self.hint(error)
    case .system(let task, let failure): "cannot \(task): \(failure)"
    case .host(let error): error.description
    case .node(let error): error.description
    case .state(let reason), .noLink(let reason): reason
    case .unreadable(let path, let failure): "cannot read \(path.quoted): \(failure)"
    case .demo(let failure): failure.description
    case .simulation(let error): "cannot set up the simulation: \(error)"
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
