internal import DNSSD

/// `publish`: offers services on the link for as long as it runs.
struct PublishCommand: Command {
  private static let stdin = OptionDescription(
    name: "stdin", help: "Each line of standard input takes the place of TXT.")
  private static let timeout = OptionDescription(
    name: "timeout", value: "SECONDS", help: "End after this time, with decimals.")
  private static let json = OptionDescription(
    name: "json", help: "One JSON object for each thing that happens, each on one line.")

  static let description = CommandDescription(
    name: "publish", overview: "Offers a service on the link until it is ended.",
    discussion: [
      """
      It probes for the name, takes another when a host on the link has it, announces the service, \
      answers for it, and withdraws it with goodbyes at Ctrl-C, SIGTERM or after --timeout. What \
      happens is told on the error stream.
      """,
      """
      With --stdin a line holds the attributes with spaces or tabs between them: key=value, or key \
      alone. A backslash takes the next character as it is, so '\\ ' is a space within a value, and \
      \\DDD is the octet of that decimal number. An empty line is a TXT without attributes. A line \
      with a mistake changes nothing. The end of input changes nothing either.
      """,
      """
      With --json the events are start, registered (a name is established), registered_all, renamed, \
      challenged, lost, unsuccessful, text (TXT was changed), refused, and withdrawn.
      """,
    ],
    operands: OperandDescription(
      usage: "<name> <type> <port> [<key=value>...]",
      placeholders: [
        ("name", "The name of the service for people to read, up to 63 octets."),
        ("type", "Its type, such as _http._tcp."),
        ("port", "Its port; 0 for a service that only holds its name."),
        ("key=value", "What TXT says about it; key alone is an attribute without a value."),
      ], count: 3...1_000),
    options: [
      PublishRequest.subtype, PublishRequest.host, PublishRequest.address,
      PublishRequest.timeToLive, PublishRequest.count, PublishRequest.keepName, stdin, timeout,
      LinkChoice.interface, LinkChoice.ipv4, LinkChoice.ipv6, json,
    ],
    exitCodes: [
      (0, "All was published, and withdrawn at the end."),
      (1, "Something could not be published, or was lost."),
      (3, "It was not possible to take part."),
    ])

  private let request: PublishRequest
  private let choice: LinkChoice
  private let timeout: Duration?
  private let readsInput: Bool
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    request = try PublishRequest(arguments)
    choice = try LinkChoice(arguments)
    timeout = try arguments.duration(of: Self.timeout)
    readsInput = arguments.has(Self.stdin)
    isJSON = arguments.has(Self.json)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    try choice.check()
    let (texts, continuation) = AsyncStream.makeStream(of: TextAttributes.self)
    let publishing = Publishing(
      services: request.services, alias: request.alias, host: choice.hostConfiguration,
      texts: texts)
    var desk = PublishDesk(console, isJSON: isJSON, texts: continuation)
    let lines = readsInput ? InputLines() : nil
    _ = try Errand(within: timeout, lines: lines, publishing.run).run(&desk)
    if let failure = desk.failure { throw .host(failure) }
    return desk.losses == 0 ? .success : .failure
  }
}
