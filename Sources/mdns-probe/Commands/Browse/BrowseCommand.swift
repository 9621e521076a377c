internal import DNSSD

/// `browse`: finds the services of a type, or of all types.
struct BrowseCommand: Command {
  private static let resolve = OptionDescription(
    name: "resolve", help: "Find out host, port, addresses and TXT of each service as well.")
  private static let watch = OptionDescription(
    name: "watch", help: "Go on and tell what is added, updated, leaving and removed.")
  private static let subtype = OptionDescription(
    name: "subtype", value: "NAME", help: "Only services of this subtype, such as _printer.")
  private static let liveness = OptionDescription(
    name: "liveness", value: "SECONDS",
    help: """
      Ask each service for itself at this interval; one that misses three answers is gone. Implies \
      --resolve.
      """)
  private static let patient = OptionDescription(
    name: "patient",
    help: "Ask the continuous question alone, without the one that is answered without delay.")
  private static let timeout = OptionDescription(
    name: "timeout", value: "SECONDS", help: "End after this time at the latest, with decimals.")
  private static let parsable = OptionDescription(
    name: "parsable", help: "Fields between semicolons, as 'avahi-browse -p' has them.")
  private static let json = OptionDescription(
    name: "json", help: "One JSON object for each thing that happens, each on one line.")

  static let description = CommandDescription(
    name: "browse", overview: "Finds the services that are offered on the link.",
    discussion: [
      """
      Without a type it asks for all types (RFC 6763 section 9) and browses for each. It ends by \
      itself when nothing more is to be expected: the question is repeated after 1, 3 and 7 s, and \
      when one brings nothing new within half a second and nothing is missing, that was all; so it \
      takes 1.5 s where no packets are lost. It takes 2.5 s when nothing is heard, and never more than \
      8 s. With --watch it goes on until Ctrl-C, SIGTERM or --timeout.
      """,
      """
      The first question goes out at once, and once more from a port of its own, which responders \
      answer without delay.
      """,
      """
      With --json the events are start, found (its name is known, but not all of it), add (known in \
      full), updated, leaving (it said goodbye), stayed (heard again after that), and rm with the \
      reason.
      """,
      """
      With --parsable the fields are: + - or =, interface, IPv4 or IPv6, instance, type, domain; and \
      behind = also host, address, port and TXT. A line each for every interface and family.
      """,
    ],
    operands: OperandDescription(
      usage: "[<type>...]",
      placeholders: [("type", "A type of services such as _http._tcp (default: all).")],
      count: 0...64),
    options: [
      resolve, watch, subtype, liveness, patient, timeout, LinkChoice.interface, LinkChoice.ipv4,
      LinkChoice.ipv6, json, parsable,
    ],
    exitCodes: [
      (0, "Something was found."), (1, "Nothing was found."), (3, "It was not possible to ask."),
    ])

  private let browsing: Browsing
  private let choice: LinkChoice
  private let timeout: Duration?
  private let isWatching: Bool
  private let isJSON: Bool
  private let isParsable: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    choice = try LinkChoice(arguments)
    timeout = try arguments.duration(of: Self.timeout)
    isWatching = arguments.has(Self.watch)
    isJSON = arguments.has(Self.json)
    isParsable = arguments.has(Self.parsable)
    if isJSON, isParsable { throw .optionsExclusive(Self.json, Self.parsable) }
    var types: [ServiceType] = []
    for operand in arguments.operands { types.append(try Self.type(operand)) }
    let subtype = try Self.subtype(arguments)
    if subtype != nil, types.isEmpty { throw .operandMissing("<type> for --subtype") }
    let liveness = try arguments.duration(of: Self.liveness)
    let resolves = arguments.has(Self.resolve) || liveness != nil
    browsing = Browsing(
      types: types, subtype: subtype,
      options: BrowseOptions(
        detail: resolves ? .resolved : .names,
        urgency: arguments.has(Self.patient) ? .prompt : .hurried, livenessInterval: liveness),
      host: choice.hostConfiguration, settles: !isWatching)
  }

  private static func type(_ text: String) throws(UsageError) -> ServiceType {
    let text = text.withoutLocal
    do throws(ServiceTypeError) {
      return try ServiceType(lenient: text)
    } catch {
      throw .operandInvalid(text, expected: "a type such as _http._tcp: \(error)")
    }
  }

  private static func subtype(_ arguments: ParsedArguments) throws(UsageError) -> DNSLabel? {
    guard let text = arguments.text(of: subtype) else { return nil }
    do throws(DNSNameError) {
      return try DNSLabel(text: text)
    } catch {
      throw .valueInvalid(subtype, text, expected: "one label such as _printer: \(error)")
    }
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    try choice.check()
    let start = HostClock.now()
    let clock = { HostClock.now().duration(since: start) }
    var desk = BrowseDesk(console, resolves: resolves, report(on: console), clock: clock)
    let errand = try Errand(within: timeout, browsing.run)
    _ = try errand.run(&desk)
    try desk.end()
    if desk.census.total > 0 { return .success }
    let what = browsing.types.isEmpty ? ["service"] : browsing.types.map(\.description)
    let time = clock().millisecondsText
    console.note("no \(what.joined(separator: ", ")) within \(time) ms \(desk.links.place)")
    return .failure
  }

  private var resolves: Bool { browsing.options.detail == .resolved }

  private func report(on console: Console) -> any BrowseReport {
    if isJSON { return BrowseJSON(console) }
    if isParsable { return BrowseParsable(console: console, resolves: resolves) }
    if isWatching { return BrowseDiary(console: console, resolves: resolves) }
    return BrowseTable(console: console, resolves: resolves)
  }
}
