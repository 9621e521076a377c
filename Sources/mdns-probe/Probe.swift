/// What a process ends with.
struct ExitStatus: RawRepresentable, Hashable {
  let rawValue: Int32

  static let success = ExitStatus(rawValue: 0)
  /// Something failed, or nothing was found.
  static let failure = ExitStatus(rawValue: 1)
  /// The arguments make no sense.
  static let usage = ExitStatus(rawValue: 2)
  /// The network could not be used.
  static let unable = ExitStatus(rawValue: 3)
}

/// One of the things that the program does.
protocol Command: SendableMetatype {
  static var description: CommandDescription { get }

  /// Takes its arguments; throws when they make no sense.
  init(_ arguments: ParsedArguments) throws(UsageError)

  func run(on console: Console) throws(CommandFailure) -> ExitStatus
}

/// A command by its name.
struct AvailableCommand: Sendable {
  let description: CommandDescription
  /// Takes arguments, and gives what is to be run with them.
  let prepare: @Sendable (ParsedArguments) throws(UsageError) -> Invocation

  typealias Invocation = (Console) throws(CommandFailure) -> ExitStatus

  /// A command; behind a word that stands for a group of them where one is given.
  init<Chosen: Command>(_ type: Chosen.Type, in group: String? = nil) {
    var description = Chosen.description
    description.group = group
    self.description = description
    prepare = { (arguments) throws(UsageError) in
      let command = try Chosen(arguments)
      return { (console) throws(CommandFailure) in try command.run(on: console) }
    }
  }
}

/// The program: it chooses a command, runs it, and says what went wrong.
enum Probe {
  static let name = "mdns-probe"

  static let commands = [
    AvailableCommand(DecodeCommand.self), AvailableCommand(QueryCommand.self),
    AvailableCommand(ListenCommand.self), AvailableCommand(BrowseCommand.self),
    AvailableCommand(ResolveCommand.self), AvailableCommand(PublishCommand.self),
    AvailableCommand(SimulateCommand.self), AvailableCommand(DemoCommand.self),
  ]

  static func run(_ words: [String], on console: Console) -> ExitStatus {
    do {
      let status = try dispatch(words, on: console)
      try console.flush()
      return status
    } catch {
      if !error.isBrokenPipe { console.note("\(error)") }
      return error.status
    }
  }

  private static func dispatch(
    _ words: [String], on console: Console
  ) throws(CommandFailure) -> ExitStatus {
    switch words.first {
    case nil:
      return refuse(.commandMissing, usage: HelpText.programUsage, on: console)
    case "--version":
      try console.result("\(name) \(Version.current)")
      return .success
    case "--help", "-h", "help":
      try console.result(HelpText.program)
      return .success
    case ClusterCommand.name:
      return try ClusterCommand.dispatch(Array(words.dropFirst()), on: console)
    case .some(let word):
      guard let command = commands.first(where: { $0.description.name == word }) else {
        let nearest = word.nearest(
          among: commands.map(\.description.name) + [ClusterCommand.name])
        let error: UsageError =
          word.hasPrefix("-")
          ? .optionUnknown(word, nearest: word.nearest(among: ["--help", "--version"]))
          : .commandUnknown(word, nearest: nearest)
        return refuse(error, usage: HelpText.programUsage, on: console)
      }
      return try run(command, with: Array(words.dropFirst()), on: console)
    }
  }

  /// Runs a command with the words behind its name.
  static func run(
    _ command: AvailableCommand, with words: [String], on console: Console
  ) throws(CommandFailure) -> ExitStatus {
    let invocation: AvailableCommand.Invocation?
    do throws(UsageError) {
      let arguments = try ParsedArguments(words, of: command.description)
      invocation = arguments.has(.help) ? nil : try command.prepare(arguments)
    } catch {
      return refuse(error, usage: command.description.usage, on: console)
    }
    guard let invocation else {
      try console.result(command.description.help)
      return .success
    }
    return try invocation(console)
  }

  /// Says what is wrong with the arguments, and where to read more.
  static func refuse(
    _ error: UsageError, usage: String, on console: Console
  ) -> ExitStatus {
    console.note("\(error)")
    console.notes([usage, "See '\(name) --help' and '\(name) <command> --help'."])
    return .usage
  }
}
