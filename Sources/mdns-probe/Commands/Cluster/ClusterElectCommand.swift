internal import ClusterDiscovery
internal import DNSSD

/// `cluster elect`: the election by name that scripts know, and the candidates that are really there.
struct ClusterElectCommand: Command {
  private static let offline = OptionDescription(
    name: "offline", help: "Decide by the name alone, and look at no network.")

  static let description = CommandDescription(
    name: "elect", overview: "Says whether this host wins by name, and who else is there.",
    discussion: [
      """
      The lines winner= and key= follow from the name of the host alone: <prefix>0 wins when --servers \
      is set, else any name that ends in 0. They say nothing about who is alive. Each line candidate= \
      is a node that was heard to want the cluster, the smallest key first, with the host it votes for; \
      of these 'cluster up' elects one.
      """
    ],
    options: [offline] + ClusterOptions.descriptions,
    exitCodes: [
      (0, "It was decided, for or against this host."), (3, "It was not possible to ask."),
    ])

  private let resolution: ClusterOptions.Resolution
  private let isOffline: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    isOffline = arguments.has(Self.offline)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    for line in Self.lines(try OwnNode(resolution.settings), resolution) {
      try console.result(line)
    }
    guard !isOffline else { return .success }
    try console.flush()
    guard let sight = try ClusterSight.look(resolution.settings) else { return .failure }
    for line in Self.candidates(sight) { try console.result(line) }
    return .success
  }

  /// The two lines that scripts read.
  static func lines(_ node: OwnNode, _ resolution: ClusterOptions.Resolution) -> [String] {
    let settings = resolution.settings
    return NameListElection.outcome(
      ofHost: node.host.undotted, hardwareAddress: node.hardwareAddress,
      prefix: settings.nodePrefix, servers: resolution.wantedServers
    ).lines
  }

  static func candidates(_ sight: ClusterSight) -> [String] {
    sight.reading.peers.filter { $0.advert.role == .bootstrap && !$0.isLeaving }.map { peer in
      let vote = peer.advert.leaderOrSelf?.undotted ?? "-"
      return "candidate=\(peer.advert.host.undotted) key=\(peer.electionKey) votes_for=\(vote)"
    }
  }
}
