internal import ClusterDiscovery
internal import DNSSD
internal import DNSSDWire

/// `cluster up`: brings this node to its cluster, and keeps it there until it is ended.
struct ClusterUpCommand: Command {
  private static let exec = OptionDescription(
    name: "exec", value: "COMMAND",
    help: "Have the shell run this at the verdict, with the plan in its environment.")
  private static let format = OptionDescription(
    name: "format", value: "FORMAT",
    help: "How the plan is written: lines (default), shell, json, systemd.")
  private static let reveal = OptionDescription(
    name: "reveal-token", help: "Show the token in the plan; else only where it is.")
  private static let joinAs = OptionDescription(
    name: "join-as", value: "ROLE",
    help: "server or agent (default: server while fewer than --servers are there).")
  private static let json = OptionDescription(
    name: "json", help: "One JSON object for each thing that happens, each on one line.")

  static let description = CommandDescription(
    name: "up",
    overview: "Brings this node to exactly one cluster, and tells an installer what to do.",
    discussion: [
      """
      It looks for a server of the cluster. Where one is ready the verdict is to join; where nobody is, \
      the nodes that are here elect the one that forms the cluster, and the others follow until they can \
      join it. Verdict and plan are results; all else is told on the error stream.
      """,
      """
      With --exec the plan is in the environment of the command, the token too: exit code 0 says that \
      the node is installed and ready. Without it the node counts as ready when something accepts \
      connections on its own port of the API, for an agent on port 10250 of its kubelet.
      """,
      """
      The advert stays until Ctrl-C or SIGTERM; then the node says that it leaves, and goodbye. With \
      --json the events are progress, state, vote, verdict, plan, installed, and ready.
      """,
      """
      With three servers or more, more than half of them have to vote for the one that forms the \
      cluster (--quorum). That keeps two halves of a divided network from forming two clusters; it says \
      nothing of nodes that lost what they remember of their votes.
      """,
    ],
    options: [exec, joinAs, format, reveal, json] + ClusterOptions.descriptions,
    exitCodes: [
      (0, "The node was to join or to form the cluster, and its installer did not fail."),
      (1, "It refused, its installer failed, or there was no verdict."),
      (3, "It was not possible to take part."), (94, "Its advert was not as it should be."),
    ])

  private let resolution: ClusterOptions.Resolution
  private let installer: String?
  private let planFormat: PlanFormat
  private let disclosure: TokenDisclosure
  private let joining: BootstrapConfiguration.Joining
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    installer = arguments.text(of: Self.exec)
    isJSON = arguments.has(Self.json)
    joining = (try arguments.choice(of: Self.joinAs) as JoinRole?)?.joining ?? .automatic
    disclosure = arguments.has(Self.reveal) ? .reveal : .conceal
    let text = arguments.text(of: Self.format) ?? PlanFormat.lines.rawValue
    guard let format = PlanFormat(rawValue: text) else {
      throw .valueInvalid(
        Self.format, text, expected: PlanFormat.allCases.map(\.rawValue).joined(separator: ", "))
    }
    planFormat = format
    try Self.check(resolution.settings)
  }

  /// What a node that takes part cannot do yet is better refused than ignored.
  private static func check(_ settings: ClusterSettings) throws(UsageError) {
    if !settings.publishing {
      throw .settingUnsupported("publish", "off", "a node that takes part publishes itself")
    }
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    let settings = resolution.settings
    let node = try OwnNode(settings)
    let style = style(of: node.host, console.redactor)
    let folder = try NodeFolder(settings, host: node.host)
    var desk = UpDesk(console, style, keeping: folder)
    guard desk.judge(settings.timeGate.judge(ClockReading(KernelClock.read()))) else {
      return .failure
    }
    let lookup = TokenLookup(settings, in: Host.environmentVariables)
    for warning in lookup.warnings { console.note("warning: \(warning)") }
    let token: PlanToken?
    switch lookup.outcome {
    case .found(let source, let found): token = PlanToken(source: source, token: found)
    case .none: token = nil
    case .unusable(let source, let error):
      console.note("the token in \(source) cannot be used: \(error)")
      return .failure
    }
    let lock = try folder.takeAlone(.node)
    defer { withExtendedLifetime(lock) {} }
    var configuration = settings.bootstrapConfiguration(
      host: node.host, nodeID: node.hardwareAddress?.description)
    configuration.memory = try folder.votes()
    configuration.joining = joining
    let work = BringingUp(
      configuration: configuration,
      check: settings.advertCheck, links: .policy(settings.linkPolicy),
      plans: PlanMaking(settings: settings, token: token, host: node.host),
      installer: installer)
    _ = try Errand(within: nil, work.run).run(&desk)
    desk.conclude()
    if let failure = desk.failure { throw .node(failure) }
    return desk.status
  }

  private func style(of host: DNSName, _ redactor: Redactor?) -> UpStyle {
    let settings = resolution.settings
    var style = UpStyle(
      log: UpLog(scope: settings.scope, host: host),
      level: settings.multicastDetails ? max(settings.logLevel, .debug) : settings.logLevel,
      logFormat: settings.logFormat, redactor: redactor ?? Redactor(mode: .none, salt: ""))
    style.isJSON = isJSON
    style.format = planFormat
    style.disclosure = disclosure
    style.showsProgress = !isJSON && StandardStream.error.isTerminal
    return style
  }
}

/// What a node that joins may be asked to become.
private enum JoinRole: String, CaseIterable {
  case server, agent

  var joining: BootstrapConfiguration.Joining {
    switch self {
    case .server: .server
    case .agent: .agent
    }
  }
}

extension ClusterSettings {
  /// How good the clock has to be.
  fileprivate var timeGate: TimeGate {
    TimeGate(strictTime ? .strict : .warn, tolerance: timeOffsetMaximum)
  }
}

extension ClockReading {
  /// What the kernel says.
  fileprivate init(_ clock: KernelClock) {
    let isSynchronised: Bool? =
      switch clock.synchronisation {
      case .synchronised: true
      case .notSynchronised: false
      case .unknown: nil
      }
    self.init(isSynchronised: isSynchronised, estimatedError: clock.estimatedError)
  }
}
