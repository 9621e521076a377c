internal import ClusterDiscovery
internal import DNSSD

/// `cluster selfcheck`: looks at the adverts of this node as others see them.
struct ClusterSelfCheckCommand: Command {
  private static let json = OptionDescription(
    name: "json", help: "One JSON object with all of it, on one line.")

  static let description = CommandDescription(
    name: "selfcheck", overview: "Checks the adverts of this node as others on the link see them.",
    discussion: [
      """
      'cluster up' or another program on this host publishes; this one looks from sockets of its own. It \
      takes the adverts that name this host, else those that --expected-role (default server) would \
      have, and compares instance, SRV, TXT and addresses. It ends as soon as all is right, or after \
      --self-check-attempts looks.
      """
    ],
    options: [json] + ClusterOptions.descriptions,
    exitCodes: [
      (0, "All is as it should be."), (3, "It was not possible to ask."),
      (4, "The type of the adverts is missing."), (5, "The host has another address."),
      (94, "Something else is wrong."), (95, "It could not be observed."),
    ])

  private let resolution: ClusterOptions.Resolution
  private let role: ClusterRole
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    let text = resolution.settings.expectedRole ?? ClusterRole.server.rawValue
    guard let role = ClusterRole(rawValue: text) else {
      throw .operandInvalid(text, expected: "a role to expect: server, agent or bootstrap")
    }
    self.role = role
    isJSON = arguments.has(Self.json)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    let settings = resolution.settings
    if settings.relaxedAddress { console.note("another address than expected is no failure") }
    let choice = LinkChoice(settings)
    try choice.check()
    let (node, role) = (try OwnNode(settings), role)
    let result = try Sole.result { () throws(HostError) in
      try await Self.check(node, role, settings, on: choice)
    }
    guard let report = result ?? nil else { return .notObservable }
    let text = SelfCheckText(report: report)
    for line in isJSON ? [text.json] : text.lines { try console.result(line) }
    return text.status
  }

  /// Finds the adverts of the node, then looks at them anew with nothing in the cache.
  private static func check(
    _ node: OwnNode, _ role: ClusterRole, _ settings: ClusterSettings, on choice: LinkChoice
  ) async throws(HostError) -> SelfCheckReport? {
    guard let sight = try await ClusterSight.look(settings, on: choice) else { return nil }
    let expectation = SelfCheckExpectation(of: node, as: role, settings, seen: sight)
    let check = SelfCheck(
      expectation, pace: settings.selfCheckPace,
      random: RandomSource(seed: Seed.unpredictable()))
    return try await SoloRun(check, on: choice) { $0.report }.outcome
  }
}

typealias SelfCheckReport = GateReport<SelfCheckEvidence, SelfCheckFailure>

extension SelfCheckExpectation {
  /// What the adverts of a node should be: those that are seen, else those of a role.
  init(
    of node: OwnNode, as role: ClusterRole, _ settings: ClusterSettings, seen sight: ClusterSight
  ) {
    let host = settings.expectedHost.flatMap { try? DNSName($0) } ?? node.host
    let aliases = HostAliases([host])
    let own = sight.reading.peers.first { aliases.contains($0.advert.host) }
    let seen = own?.instances.compactMap { try? ServiceInstanceName($0) } ?? []
    let named = NodeInstances.published(of: node.host, as: role, settings)
    var text = [
      TextExpectation(key: "cluster", value: settings.scope.cluster, comparison: .folded),
      TextExpectation(key: "env", value: settings.scope.environment, comparison: .folded),
    ]
    for (key, value) in [("role", settings.expectedRole), ("phase", settings.expectedPhase)] {
      if let value { text.append(TextExpectation(key: key, value: value, comparison: .folded)) }
    }
    self.init(
      instances: seen.isEmpty ? named : seen, host: aliases,
      portNumber: settings.expectedPort ?? settings.port, text: text,
      addresses: settings.expectedAddress.map { [.v4($0)] } ?? node.addresses,
      ownAddresses: node.allAddresses)
    addressMode = settings.relaxedAddress ? .relaxed : .strict
  }
}

extension ClusterSettings {
  /// How the self-check looks.
  var selfCheckPace: SelfCheckPace {
    var pace = SelfCheckPace()
    pace.attempts = selfCheckAttempts
    pace.backoff = Backoff(
      start: selfCheckBackoff, limit: selfCheckBackoffCap,
      jitter: .around(percent: Int(selfCheckJitter * 100)))
    pace.timeLimit = deadline ?? pace.timeLimit
    return pace
  }
}
