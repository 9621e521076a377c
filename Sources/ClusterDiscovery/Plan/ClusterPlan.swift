public import DNSSDWire

/// What the installer of k3s is to be told, once it is known what the node becomes.
///
/// Nothing is installed here. Every value has only characters that need no quotation marks in a
/// URL, a certificate or a word of k3s; quoting for shells comes on top.
public struct ClusterPlan: Hashable, Sendable {
  /// What the node becomes.
  public let role: PlanRole
  /// The address to join at, `https://…`; nil for a bootstrap.
  public let url: String?
  /// The names and addresses for the certificate of this node; none for an agent.
  public let subjectNames: [String]
  /// The words behind the name of the program, the sub-command first.
  public let arguments: [String]
  /// Where the token is; nil for a bootstrap without one.
  public let token: PlanToken?
  /// What the reader should know.
  public let notes: [PlanNote]
  private let fixed: [PlanVariable]

  /// The plan for a role. `host` is the node's own name, with or without `.local`; `addresses` are
  /// its own, of which those of one link alone are left out.
  public init(
    _ role: PlanRole, settings: ClusterSettings, token: PlanToken?, host: String,
    addresses: [IPAddress]
  ) throws(PlanError) {
    guard let ownLabel = HostText.label(ofLocal: host) else { throw .ownName(host) }
    let target = try role.server.map { server throws(PlanError) in
      try JoinTarget(server, settings: settings)
    }
    self.role = role
    self.token = token
    url = target?.url
    notes = (target?.notes ?? []) + (target != nil && token == nil ? [.tokenMissing] : [])
    subjectNames =
      role.command == "agent"
      ? [] : Self.subjectNames(ownLabel, addresses, settings: settings, target: target)
    arguments = Self.arguments(of: role, target: target, subjectNames, settings: settings)
    fixed = Self.variables(of: role, target: target, settings: settings)
    let words = arguments + fixed.map(\.value)
    if let word = words.first(where: { !ShellWord.isPlainWord($0) }) { throw .notOneWord(word) }
    if let source = token?.source.description, !source.unicodeScalars.allSatisfy(\.isSafeToPrint) {
      throw .notOneWord(source)
    }
  }

  /// The variables for the installer, in a fixed order; the token is among them only when asked.
  public func environment(_ disclosure: TokenDisclosure) -> [PlanVariable] {
    guard let token else { return fixed }
    let source = PlanVariable(name: "CLUSTER_TOKEN_SOURCE", value: token.source.description)
    switch disclosure {
    case .conceal: return fixed + [source]
    case .reveal:
      return fixed + [source, PlanVariable(name: "K3S_TOKEN", value: token.token.revealed())]
    }
  }

  private static func subjectNames(
    _ label: String, _ addresses: [IPAddress], settings: ClusterSettings, target: JoinTarget?
  ) -> [String] {
    let own = settings.nodeIPSAN ? addresses.filter(\.reachesBeyondLink).map(\.description) : []
    let all =
      (target?.names ?? []) + ["\(label).local", label] + own
      + (settings.apiRegistrationAddress.map { [$0] } ?? [])
    return all.enumerated().filter { !all[..<$0.offset].contains($0.element) }.map(\.element)
  }

  private static func arguments(
    of role: PlanRole, target: JoinTarget?, _ names: [String], settings: ClusterSettings
  ) -> [String] {
    var words = [role.command]
    if role == .bootstrapEtcd { words.append("--cluster-init") }
    if let target, role.command == "server" { words += ["--server", target.url] }
    for name in names { words += ["--tls-san", name] }
    words += ["--node-label", "sugarkube.cluster=\(settings.scope.cluster)"]
    words += ["--node-label", "sugarkube.env=\(settings.scope.environment)"]
    if role.command == "server" {
      words += ["--node-taint", "node-role.kubernetes.io/control-plane=true:NoSchedule"]
    }
    return words
  }

  private static func variables(
    of role: PlanRole, target: JoinTarget?, settings: ClusterSettings
  ) -> [PlanVariable] {
    let pairs: [(String, String?)] = [
      ("CLUSTER_ACTION", role.action), ("CLUSTER_ROLE", role.command),
      ("CLUSTER_DATASTORE", role.datastore), ("INSTALL_K3S_CHANNEL", settings.channel),
      ("K3S_URL", target?.url), ("SERVER_IP", target?.address),
    ]
    return pairs.compactMap { name, value in value.map { PlanVariable(name: name, value: $0) } }
  }
}

/// A variable of a plan.
public struct PlanVariable: Hashable, Sendable {
  public let name: String
  public let value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
