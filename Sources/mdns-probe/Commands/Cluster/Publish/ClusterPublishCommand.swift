internal import ClusterDiscovery
internal import DNSSD

/// `cluster publish`: holds an advert of this node, and decides nothing.
struct ClusterPublishCommand: Command {
  private static let role = OptionDescription(
    name: "role", value: "ROLE", help: "server (default), agent or bootstrap.")
  private static let phase = OptionDescription(
    name: "phase", value: "PHASE", help: "bootstrap, server, agent or leaving (default: the role).")
  private static let state = OptionDescription(
    name: "state", value: "STATE",
    help: "pending or ready (default: ready, of a bootstrap pending).")
  private static let leader = OptionDescription(
    name: "leader", value: "HOST", help: "Whom the node follows (default: itself).")

  static let description = CommandDescription(
    name: "publish", overview: "Publishes an advert of this node until it is ended.",
    discussion: [
      """
      For a node that was installed by other means, such as the only server of a cluster: others find \
      it and join it. It claims the name of the host and no vote, lock or claim of the cluster; 'cluster \
      up' does all of that. A host whose name another responder of this machine answers for with other \
      addresses is refused. Ctrl-C and SIGTERM withdraw the advert with goodbyes.
      """
    ],
    options: [role, phase, state, leader] + ClusterOptions.descriptions,
    exitCodes: [
      (0, "It was published, and withdrawn at the end."),
      (1, "It could not be published, or was lost."),
      (3, "It was not possible to take part."),
    ])

  private let resolution: ClusterOptions.Resolution
  private let role: ClusterRole
  private let phase: ClusterPhase?
  private let state: AdvertState?
  private let leader: DNSName?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    role = try arguments.choice(of: Self.role) ?? .server
    phase = try arguments.choice(of: Self.phase)
    state = try arguments.choice(of: Self.state)
    leader = try arguments.text(of: Self.leader).map { (text) throws(UsageError) in
      guard let name = try? DNSName(text) else {
        throw .valueInvalid(Self.leader, text, expected: "the name of a host")
      }
      return name
    }
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    let settings = resolution.settings
    let choice = LinkChoice(settings)
    try choice.check()
    let node = try OwnNode(settings)
    let advert = ClusterAdvert(
      scope: settings.scope, role: role, phase: phase, state: state, leader: leader ?? node.host,
      host: node.host, ipv4: settings.publishAddress,
      nodeID: node.hardwareAddress?.description, portNumber: settings.port)
    let holding = AdvertHolding(
      publisher: AdvertPublisher(advert, profile: settings.profile), choice: choice)
    var desk = AdvertDesk(console)
    _ = try Errand(within: settings.deadline, holding.run).run(&desk)
    if let failure = desk.failure { throw .host(failure) }
    return desk.isPublished ? .success : .failure
  }
}

extension ParsedArguments {
  /// The value of an option that takes one of a few words.
  func choice<Value: RawRepresentable<String> & CaseIterable>(
    of option: OptionDescription
  ) throws(UsageError) -> Value? {
    guard let text = text(of: option) else { return nil }
    guard let value = Value(rawValue: text.lowercased()) else {
      let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw .valueInvalid(option, text, expected: "one of \(words)")
    }
    return value
  }
}
