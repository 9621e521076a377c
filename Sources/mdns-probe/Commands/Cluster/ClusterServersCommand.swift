internal import ClusterDiscovery

/// `cluster servers`: the hosts that serve the cluster, one a line.
struct ClusterServersCommand: Command {
  private static let json = OptionDescription(
    name: "json", help: "One JSON object for each server, each on one line.")

  static let description = CommandDescription(
    name: "servers", overview: "Lists the servers of a cluster, one host a line, sorted.",
    discussion: [
      """
      It ends when answers have settled, in 1.5 s where no packets are lost; where --servers is set, as \
      soon as so many are ready. When there is no server, the error stream says why: nobody answered, these answered and are none, or nothing at all was \
      heard, which proves nothing.
      """
    ],
    options: [json] + ClusterOptions.descriptions,
    exitCodes: [
      (0, "There is a server."), (1, "None is seen."), (3, "It was not possible to ask."),
    ])

  private let resolution: ClusterOptions.Resolution
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    isJSON = arguments.has(Self.json)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    guard let sight = try ClusterSight.look(resolution.settings, for: resolution.wantedServers)
    else { return .failure }
    for line in Self.lines(sight, isJSON: isJSON) { try console.result(line) }
    guard sight.servers.isEmpty else { return .success }
    for reason in sight.whyNoServer { console.note(reason) }
    return .failure
  }

  static func lines(_ sight: ClusterSight, isJSON: Bool) -> [String] {
    sight.servers.map { isJSON ? PeerText.json($0, in: sight) : $0.advert.host.undotted }
  }
}
