/// In which places a token is looked for, and when none is needed.
public struct TokenPolicy: Hashable, Sendable {
  /// Where k3s leaves the token of nodes.
  public static let usualNodePath = "/var/lib/rancher/k3s/server/node-token"
  /// Where an image may leave one for the first start.
  public static let usualBootPath = "/boot/sugarkube-node-token"

  /// The environment of the cluster, which chooses the variables.
  public let environment: String
  /// The desired number of servers.
  public let servers: Int
  /// What the node is told to become; an explicit intent decides about files at the usual places.
  public let intent: ClusterIntent
  /// A file that holds the token, if one was named.
  public let tokenFile: String?
  /// The node-token and boot files, if they were named.
  public let nodeTokenPath: String?
  public let bootTokenPath: String?
  /// The file of a k3s server on this host.
  public let serverTokenPath: String

  /// What settings say about tokens.
  public init(_ settings: ClusterSettings) {
    environment = settings.scope.environment
    servers = settings.servers
    intent = settings.intent
    tokenFile = settings.tokenFile
    nodeTokenPath = settings.nodeTokenPath
    bootTokenPath = settings.bootTokenPath
    serverTokenPath = settings.serverTokenPath
  }

  /// The variables that may hold the token, first one first: those of the environment, then those
  /// of any.
  public var variables: [String] {
    let own =
      switch environment {
      case "staging", "int": ["SUGARKUBE_TOKEN_STAGING", "SUGARKUBE_TOKEN_INT"]
      default: ["SUGARKUBE_TOKEN_" + Self.suffix(of: environment)]
      }
    return own + ["SUGARKUBE_TOKEN", "K3S_TOKEN"]
  }

  /// The files to read, in the order in which a token is looked for; their contents go into a
  /// ``TokenLookup``.
  public func paths(in variables: [String: String]) -> [String] {
    (tokenFile.map { [$0] } ?? []) + files(in: variables).map(\.path) + [serverTokenPath]
  }

  /// Whether a variable holds a token.
  static func isTokenVariable(_ name: String) -> Bool {
    name == "SUGARKUBE_TOKEN" || name == "K3S_TOKEN"
      || name.hasPrefix("SUGARKUBE_TOKEN_") && name != "SUGARKUBE_TOKEN_FILE"
  }

  /// The files that k3s and images leave, each with how its token is written.
  func files(in variables: [String: String]) -> [(path: String, style: TokenFileStyle)] {
    let usual = readsUsualFiles(in: variables)
    var files: [(String, TokenFileStyle)] = []
    if let path = nodeTokenPath ?? (usual ? Self.usualNodePath : nil) {
      files.append((path, .line))
    }
    if let path = bootTokenPath ?? (usual ? Self.usualBootPath : nil) {
      files.append((path, .assignment))
    }
    return files
  }

  /// A token that was left at a usual place must not turn a bootstrap into a join; so it is read
  /// only where a join is intended, or some variable for a token shows that one is expected.
  private func readsUsualFiles(in variables: [String: String]) -> Bool {
    switch intent {
    case .join: true
    case .bootstrap: false
    case .automatic: variables.keys.contains(where: Self.isTokenVariable)
    }
  }

  private static func suffix(of environment: String) -> String {
    String(environment.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  /// The row about the token: only whether a variable holds one.
  func effective(in environment: [String: String]) -> EffectiveSetting {
    let name = variables.first { environment[$0]?.withoutBlanks.isEmpty == false }
    return EffectiveSetting(
      name: "token", value: name == nil ? "not set" : "set",
      source: name.map { .environment($0) } ?? .default,
      note: "looked for in " + variables.joined(separator: ", "))
  }
}

/// How a token stands in its file.
enum TokenFileStyle: Hashable, Sendable {
  /// The first line that is neither blank nor a comment.
  case line
  /// Behind the first `NODE_TOKEN=`, perhaps in quotation marks.
  case assignment
}
