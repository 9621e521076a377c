internal import DNSSD

/// `resolve`: finds out where a service or host is, or who has an address.
struct ResolveCommand: Command {
  private static let timeout = OptionDescription(
    name: "timeout", value: "SECONDS", help: "How long to wait, with decimals (default 3).")
  private static let json = OptionDescription(
    name: "json", help: "One JSON object for each thing that is told, each on one line.")

  private static let defaultTimeout = Duration.seconds(3)

  static let description = CommandDescription(
    name: "resolve", overview: "Finds where a service or host is, or who has an address.",
    discussion: [
      """
      For a service instance such as 'Web\\ 1._http._tcp.local' it gives host, port, addresses and \
      TXT; for a host such as pi.local its addresses; for an address the names of its host. In names \
      a backslash takes the next character as it is, and \\DDD is an octet.
      """,
      """
      It ends when all of that is known; for a host, when it has told addresses of both families or \
      that it has none of one, or when a second question, 1 s after the first, brought nothing new.
      """,
      """
      With --json the events are start, and then add as 'browse --json' has it, host, or address.
      """,
    ],
    operands: OperandDescription(
      usage: "<instance|host|address>",
      placeholders: [
        ("instance", "The full name of a service."),
        ("host", "A host name, with or without .local."),
        ("address", "An IPv4 or IPv6 address."),
      ], count: 1...1),
    options: [timeout, LinkChoice.interface, LinkChoice.ipv4, LinkChoice.ipv6, json],
    exitCodes: [
      (0, "It was found."), (1, "It was not found."), (3, "It was not possible to ask."),
    ])

  private let target: ResolveTarget
  private let choice: LinkChoice
  private let limit: Duration
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    choice = try LinkChoice(arguments)
    limit = try arguments.duration(of: Self.timeout) ?? Self.defaultTimeout
    isJSON = arguments.has(Self.json)
    target = try ResolveTarget(arguments.operands[0])
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    try choice.check()
    var desk = ResolveDesk(console, isJSON: isJSON)
    let resolving = Resolving(target: target, host: choice.hostConfiguration, limit: limit)
    _ = try Errand(within: nil, resolving.run).run(&desk)
    if case .host(let error) = desk.failure { throw .host(error) }
    if desk.isFound { return .success }
    let reason = desk.failure.map { "\($0)" } ?? "nobody answered"
    console.note("\(reason) within \(limit.millisecondsText) ms \(desk.links.place)")
    return .failure
  }
}
