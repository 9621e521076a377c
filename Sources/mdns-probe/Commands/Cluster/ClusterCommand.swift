/// `cluster`: the commands for nodes of a cluster, behind one word.
enum ClusterCommand {
  static let name = "cluster"
  static let overview = "Brings this node to its cluster, and shows who is there."

  /// The commands, in the order of the help.
  static let subcommands = [
    AvailableCommand(ClusterUpCommand.self, in: name),
    AvailableCommand(ClusterStatusCommand.self, in: name),
    AvailableCommand(ClusterServersCommand.self, in: name),
    AvailableCommand(ClusterWatchCommand.self, in: name),
    AvailableCommand(ClusterPlanCommand.self, in: name),
    AvailableCommand(ClusterElectCommand.self, in: name),
    AvailableCommand(ClusterSelfCheckCommand.self, in: name),
    AvailableCommand(ClusterReadyCommand.self, in: name),
    AvailableCommand(ClusterGateCommand.self, in: name),
    AvailableCommand(ClusterPublishCommand.self, in: name),
    AvailableCommand(ClusterAbsenceCommand.self, in: name),
    AvailableCommand(ClusterWipeCommand.self, in: name),
    AvailableCommand(ClusterExplainCommand.self, in: name),
  ]

  private static let usage = "USAGE: \(Probe.name) \(name) [--help] <command> ..."

  /// What `cluster --help` prints.
  static var help: String {
    [
      "OVERVIEW: \(overview)",
      HelpText.wrapped(
        """
        Nodes of a cluster of k3s find each other by multicast DNS, agree on one that forms the \
        cluster, and the others join it. Nothing is installed here: an installer is told what to do.
        """, indentation: 0),
      usage,
      HelpText.table(
        "COMMANDS", subcommands.map { ($0.description.name, $0.description.overview) }),
      HelpText.table("OPTIONS", [(OptionDescription.help.usage, OptionDescription.help.help)]),
      "See '\(Probe.name) \(name) <command> --help' for each command.",
    ].joined(separator: "\n\n")
  }

  /// Runs the command that the words behind `cluster` name.
  static func dispatch(
    _ words: [String], on console: Console
  ) throws(CommandFailure) -> ExitStatus {
    guard let word = words.first else {
      return Probe.refuse(.commandMissing, usage: usage, on: console)
    }
    if word == "--print-server-hosts" {
      let servers = AvailableCommand(ClusterServersCommand.self, in: name)
      return try Probe.run(servers, with: Array(words.dropFirst()), on: console)
    }
    if ["--help", "-h", "help"].contains(word) {
      try console.result(help)
      return .success
    }
    guard let command = subcommands.first(where: { $0.description.name == word }) else {
      return Probe.refuse(unknown(word), usage: usage, on: console)
    }
    return try Probe.run(command, with: Array(words.dropFirst()), on: console)
  }

  private static func unknown(_ word: String) -> UsageError {
    word.hasPrefix("-")
      ? .optionUnknown(word, nearest: word.nearest(among: ["--help"]))
      : .commandUnknown(word, nearest: word.nearest(among: subcommands.map(\.description.name)))
  }
}
