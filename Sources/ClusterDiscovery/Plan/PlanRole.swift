public import DNSSDWire

/// What a node is to become.
public enum PlanRole: Hashable, Sendable {
  /// The only server of a new cluster, with its data in SQLite.
  case bootstrapSQLite
  /// The first of several servers of a new cluster, with its data in etcd.
  case bootstrapEtcd
  /// One more server.
  case joinServer(PlanServer)
  /// An agent.
  case joinAgent(PlanServer)

  /// The server to join; nil for a bootstrap.
  public var server: PlanServer? {
    switch self {
    case .bootstrapSQLite, .bootstrapEtcd: nil
    case .joinServer(let server), .joinAgent(let server): server
    }
  }

  /// `bootstrap` or `join`.
  public var action: String {
    server == nil ? "bootstrap" : "join"
  }

  /// `server` or `agent`, the sub-command of k3s.
  public var command: String {
    if case .joinAgent = self { "agent" } else { "server" }
  }

  /// Where the cluster keeps its data, as far as this node knows; nil for an agent.
  public var datastore: String? {
    switch self {
    case .bootstrapSQLite: "sqlite"
    case .bootstrapEtcd, .joinServer: "etcd"
    case .joinAgent: nil
    }
  }
}

/// A server to join, as it was found.
public struct PlanServer: Hashable, Sendable {
  /// Its host name, with or without `.local`.
  public let host: String
  /// Its address, if one is known.
  public let address: IPAddress?
  /// The port of its API.
  public let portNumber: UInt16

  public init(host: String, address: IPAddress?, portNumber: UInt16) {
    self.host = host
    self.address = address
    self.portNumber = portNumber
  }
}

/// Whether a plan shows the token.
public enum TokenDisclosure: Hashable, Sendable {
  /// The token itself is in the output.
  case reveal
  /// Only its source is.
  case conceal
}

/// The token of a plan, and where it came from.
public struct PlanToken: Hashable, Sendable {
  public let source: TokenSource
  public let token: ServerToken

  public init(source: TokenSource, token: ServerToken) {
    self.source = source
    self.token = token
  }
}

/// Something about a plan that its reader should know.
public enum PlanNote: Hashable, Sendable, CustomStringConvertible {
  /// The URL has a name of the link, which k3s does not resolve by itself.
  case localName(String)
  /// The server's name is none that a URL or a certificate could hold, and was left out.
  case unusableName(String)
  /// The server's address means something on one link only, and was left out.
  case linkLocalAddress(IPAddress)
  /// The join has no token.
  case tokenMissing

  public var description: String {
    switch self {
    case .localName(let name):
      "the URL has the name \(name), which k3s resolves only where the system does"
    case .unusableName(let name):
      "the server's name \(name.quotedBriefly) is no host name, and was left out"
    case .linkLocalAddress(let address):
      "the server's address \(address) means something on one link only, and was left out"
    case .tokenMissing:
      "there is no token; the installer needs one in K3S_TOKEN to join"
    }
  }
}

/// Why there is no plan.
public enum PlanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The node's own name is no host name.
  case ownName(String)
  /// The server has neither a name nor an address that a URL can hold.
  case serverUnreachable(String)
  /// A value of the settings would not be one word, such as the name of a cluster with a blank.
  case notOneWord(String)

  public var description: String {
    switch self {
    case .ownName(let name):
      "the node's name \(name.quotedBriefly) is no host name of letters, digits and hyphens"
    case .serverUnreachable(let name):
      "the server \(name.quotedBriefly) has no address, and its name is no host name"
    case .notOneWord(let text):
      "\(text.quotedBriefly) cannot be a word for k3s; use letters, digits, and . _ - / : alone"
    }
  }
}
