internal import ClusterDiscovery
internal import DNSSD

/// `cluster status`: who is there, who leads, and what was heard and is no node.
struct ClusterStatusCommand: Command {
  private static let json = OptionDescription(
    name: "json", help: "One JSON object with all of it, on one line.")

  static let description = CommandDescription(
    name: "status", overview: "Shows the nodes of a cluster and who leads, by one look.",
    discussion: [
      """
      PATH tells which way the address came: txt, resolve (of the SRV target), or none. Below the table \
      it says who leads and why, and which services were heard and are no node of the cluster, each \
      with the first reason.
      """
    ],
    options: [json] + ClusterOptions.descriptions,
    exitCodes: [
      (0, "There is a node."), (1, "None is seen."), (3, "It was not possible to ask."),
    ])

  private let resolution: ClusterOptions.Resolution
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    isJSON = arguments.has(Self.json)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    guard let sight = try ClusterSight.look(resolution.settings) else { return .failure }
    let lines = isJSON ? [Self.json(sight)] : Self.text(sight, console.style)
    for line in lines { try console.result(line) }
    guard sight.reading.peers.isEmpty else { return .success }
    for reason in sight.whyNoServer { console.note(reason) }
    return .failure
  }

  static func text(_ sight: ClusterSight, _ style: TextStyle) -> [String] {
    let peers = sight.reading.peers
    let rows = peers.map { PeerText.row($0, in: sight) }
    let table = rows.isEmpty ? [] : ColumnText.lines([PeerText.heading] + rows, style: style)
    let rejected = sight.reading.rejected.map { "rejected: \($0)" }
    let unresolved = sight.reading.unresolved.map { "unresolved: \($0.undotted)" }
    return table + [ClusterLeadership(peers).description] + rejected + unresolved
  }

  static func json(_ sight: ClusterSight) -> String {
    let leadership = ClusterLeadership(sight.reading.peers)
    var json = JSONWriter()
    json.object { object in
      object.member("cluster", sight.scope.cluster)
      object.member("env", sight.scope.environment)
      object.member("leader", leadership.leader?.undotted)
      object.member("reason", leadership.reason)
      object.member("traffic", sight.hasTraffic)
      object.key("ms_elapsed")
      object.literal(sight.elapsed.millisecondsText)
      object.key("nodes")
      object.array { list in
        for peer in sight.reading.peers { list.object { $0.members(of: peer, in: sight) } }
      }
      object.key("rejected")
      object.array { list in
        for rejected in sight.reading.rejected {
          list.object { one in
            one.member("name", rejected.name)
            one.member("reason", rejected.reason.description)
          }
        }
      }
      object.list("unresolved", sight.reading.unresolved.map(\.undotted))
    }
    return String(decoding: json.octets, as: UTF8.self)
  }
}
