internal import ClusterDiscovery
internal import DNSSD

/// `cluster gate`: the right to join, which one node has at a time.
struct ClusterGateCommand: Command {
  static let description = CommandDescription(
    name: "gate", overview: "Shows who has the join lock of a cluster, or takes and holds it.",
    discussion: [
      """
      acquire claims the lock, waits while another node has it, and holds it until Ctrl-C or SIGTERM, \
      which give it back with a goodbye. A line is printed for each state: claiming, waiting with the \
      holder, held. The lock lives as long as that process; release ends the acquire of this node, wherever \
      it was started, and nobody can release the lock of another.
      """
    ],
    operands: OperandDescription(
      usage: "status|acquire|release",
      placeholders: [
        ("status", "Show who has the lock, and which locks of other clusters there are."),
        ("acquire", "Take the lock and hold it."),
        ("release", "End the acquire of this node, if there is one."),
      ], count: 1...1),
    options: ClusterOptions.descriptions,
    exitCodes: [
      (0, "It is held: by somebody (status), until the end (acquire); by nobody here (release)."),
      (1, "Nobody has it (status), it was not to be had or lost (acquire), or kept (release)."),
      (3, "It was not possible to take part."), (95, "It could not be observed."),
    ])

  private enum Action: String {
    case status, acquire, release
  }

  private let resolution: ClusterOptions.Resolution
  private let action: Action

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    let word = arguments.operands[0]
    guard let action = Action(rawValue: word) else {
      throw .operandInvalid(word, expected: "status, acquire or release")
    }
    self.action = action
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    let settings = resolution.settings
    if settings.joinGateName != nil {
      console.note("warning: --join-gate-name is not used: the lock is named after the cluster")
    }
    let choice = LinkChoice(settings)
    try choice.check()
    let node = try OwnNode(settings)
    let lock: JoinLock
    do throws(JoinLockError) {
      lock = try JoinLock(
        settings.scope, for: JoinLockOwner(host: node.host, nodeID: node.identity),
        pace: settings.joinLockPace, random: RandomSource(seed: Seed.unpredictable()))
    } catch {
      console.note("\(error)")
      return .failure
    }
    switch action {
    case .status: return try status(of: lock, on: choice, console)
    case .acquire:
      let own = try NodeFolder(settings, host: node.host).takeAlone(.gate)
      defer { withExtendedLifetime(own) {} }
      return try acquire(lock, on: choice, console)
    case .release:
      let own = try NodeFolder(settings, host: node.host).takeOver(.gate, console)
      return own == nil ? .failure : .success
    }
  }

  private func status(
    of lock: JoinLock, on choice: LinkChoice, _ console: Console
  ) throws(CommandFailure) -> ExitStatus {
    let rule = resolution.settings.settlingRule
    let run = try Sole.result { () throws(HostError) in
      let names = [lock.name.type].compactMap { try? BrowsingName(type: $0) }
      return try await SoloRun(ServiceSearch(names, rule: rule), on: choice) { $0.result }
    }
    guard let result = run?.outcome else { return .notObservable }
    let text = JoinLockText(name: lock.name, result: result)
    for line in text.lines { try console.result(line) }
    return text.status
  }

  private func acquire(
    _ lock: JoinLock, on choice: LinkChoice, _ console: Console
  ) throws(CommandFailure) -> ExitStatus {
    var desk = JoinLockDesk(console)
    let holding = JoinLockHolding(lock: lock, choice: choice)
    _ = try Errand(within: nil, holding.run).run(&desk)
    if let failure = desk.failure { throw .host(failure) }
    return desk.isHeld ? .success : .failure
  }
}
