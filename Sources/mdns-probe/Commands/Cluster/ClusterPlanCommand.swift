internal import ClusterDiscovery
internal import DNSSD

/// `cluster plan`: what the installer of k3s is to be told.
struct ClusterPlanCommand: Command {
  private static let format = OptionDescription(
    name: "format", value: "FORMAT",
    help: "lines (ENV name=value and ARG word), shell, json or systemd (default lines).")
  private static let revealToken = OptionDescription(
    name: "reveal-token", help: "Print the token itself, not only where it is.")

  static let description = CommandDescription(
    name: "plan", overview: "Prints what the installer of k3s needs for a role of this node.",
    discussion: [
      """
      Nothing is installed, and nothing is decided about a new cluster: a plan for that needs --role \
      bootstrap, and 'cluster up' finds out whether it is time for it. Without --server the network is \
      asked for a ready server. The URL has an address, since k3s does not resolve .local.
      """,
      """
      The token is looked for in the variables and files that 'cluster explain' names, and in no \
      others; its value is printed with --reveal-token alone.
      """,
    ],
    options: [ClusterPlanRequest.role, ClusterPlanRequest.server, format, revealToken]
      + ClusterOptions.descriptions,
    exitCodes: [
      (0, "The plan was printed."), (1, "There is no plan."), (3, "It was not possible to ask."),
    ])

  private let resolution: ClusterOptions.Resolution
  private let variables: [String: String]
  private let request: ClusterPlanRequest
  private let format: PlanFormat
  private let disclosure: TokenDisclosure

  init(_ arguments: ParsedArguments) throws(UsageError) {
    try self.init(arguments, environment: Host.environmentVariables)
  }

  init(_ arguments: ParsedArguments, environment: [String: String]) throws(UsageError) {
    variables = environment
    resolution = try ClusterOptions.resolve(arguments, environment: environment)
    request = try ClusterPlanRequest(arguments, port: resolution.settings.port)
    let text = arguments.text(of: Self.format) ?? PlanFormat.lines.rawValue
    guard let format = PlanFormat(rawValue: text) else {
      throw .valueInvalid(Self.format, text, expected: "lines, shell, json or systemd")
    }
    self.format = format
    disclosure = arguments.has(Self.revealToken) ? .reveal : .conceal
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    guard let role = try role(console) else { return .failure }
    let (token, reason) = token(console)
    if let reason {
      console.note(reason)
      return .failure
    }
    let settings = resolution.settings
    let node = try OwnNode(settings)
    let plan: ClusterPlan
    do throws(PlanError) {
      plan = try ClusterPlan(
        role, settings: settings, token: token, host: node.host.undotted,
        addresses: node.addresses)
    } catch {
      console.note("no plan: \(error)")
      return .failure
    }
    for note in plan.notes { console.note("\(note)") }
    for line in plan.text(format, disclosure).split(separator: "\n") {
      try console.result(String(line))
    }
    return .success
  }

  /// What the node becomes; nil, and the reason told, when there is no server.
  private func role(_ console: Console) throws(CommandFailure) -> PlanRole? {
    let settings = resolution.settings
    guard request.role != .bootstrap else { return ClusterPlanRequest.bootstrap(settings) }
    if let place = request.place {
      let (choice, name, limit) = (LinkChoice(settings), request.name, settings.l4Timeout)
      let addresses = try Sole.result { () throws(HostError) in
        try await ServerPlace.addresses(of: place, named: name, on: choice, within: limit)
      }
      return addresses.map { request.planRole(at: place, $0) }
    }
    guard let sight = try ClusterSight.look(settings) else { return nil }
    if let role = request.planRole(in: sight, servers: settings.servers) { return role }
    for reason in sight.whyNoReadyServer { console.note(reason) }
    console.note("no ready server to join; for the first of a new cluster give --role bootstrap")
    return nil
  }

  /// The token, or why there can be no plan.
  private func token(_ console: Console) -> (PlanToken?, String?) {
    let lookup = TokenLookup(resolution.settings, in: variables)
    for warning in lookup.warnings { console.note("warning: \(warning)") }
    switch lookup.outcome {
    case .found(let source, let token): return (PlanToken(source: source, token: token), nil)
    case .none: return (nil, nil)
    case .unusable(let source, let error):
      return (nil, "no plan: the token of \(source.description.quoted) cannot be used: \(error)")
    }
  }
}
