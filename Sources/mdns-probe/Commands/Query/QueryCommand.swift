internal import DNSSD
internal import DNSSDWire
internal import MulticastDNS

/// `query`: asks the link once, from a port of its own, and shows who answers.
struct QueryCommand: Command {
  private static let qu = OptionDescription(
    name: "qu", help: "Set the bit by which a question prefers a unicast reply.")
  private static let count = OptionDescription(
    name: "count", value: "N", help: "Stop after N replies (default: wait until the timeout).")
  private static let timeout = OptionDescription(
    name: "timeout", value: "SECONDS", help: "How long to wait, with decimals (default 2.5).")
  private static let json = OptionDescription(
    name: "json", help: "One JSON object a reply, each on one line.")

  /// Within the two to three seconds of RFC 6762 §5.1.
  private static let defaultTimeout = Duration.milliseconds(2_500)

  static let description = CommandDescription(
    name: "query", overview: "Asks the link for a name and shows each reply.",
    discussion: [
      """
      A one-shot query of RFC 6762 section 5.1: from a port of its own, with a random ID, sent once \
      on each interface. Replies are known by that ID and by the question that they repeat.
      """,
      """
      Without a type, the question is PTR for a service type (_http._tcp.local), a reverse name or \
      an address; SRV and TXT for a service instance; A and AAAA for any other name. Each type is \
      a message of its own.
      """,
      """
      With --json the members of 'decode --json' are followed by the name of the interface, the \
      source, the TTL or hop limit, and latency_ms, the milliseconds from the question to the reply.
      """,
    ],
    operands: OperandDescription(
      usage: "<name> [<type>]",
      placeholders: [
        ("name", "A name, such as pi.local, or an address."),
        ("type", "A type: A, PTR, SRV, ANY, TYPE65280, 33 (default: see above)."),
      ], count: 1...2),
    options: [
      qu, count, timeout, LinkChoice.interface, LinkChoice.ipv4, LinkChoice.ipv6, json,
    ],
    exitCodes: [
      (0, "Something answered."), (1, "Nothing did."), (3, "The question could not be sent."),
    ])

  private let questions: [Question]
  private let count: Int?
  private let timeout: Duration
  private let choice: LinkChoice
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    count = try arguments.count(of: Self.count)
    timeout = try arguments.duration(of: Self.timeout) ?? Self.defaultTimeout
    choice = try LinkChoice(arguments)
    isJSON = arguments.has(Self.json)
    let name = try Self.name(arguments.operands[0])
    let isUnicast = arguments.has(Self.qu)
    questions = try Self.types(arguments.operands.dropFirst().first, for: name).map { type in
      Question(name: name, type: type, prefersUnicastResponse: isUnicast)
    }
  }

  private static func name(_ text: String) throws(UsageError) -> DNSName {
    if let name = IPAddress(text)?.reverseName { return name }
    do throws(DNSNameError) {
      return try DNSName(text)
    } catch {
      throw .operandInvalid(text, expected: "a name: \(error)")
    }
  }

  private static func types(
    _ text: String?, for name: DNSName
  ) throws(UsageError) -> [RecordType] {
    guard let text else { return QueryTypes.defaults(for: name) }
    guard let type = RecordType(text) else {
      throw .operandInvalid(text, expected: "a record type such as A, PTR, TYPE65280 or 33")
    }
    return [type]
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    // The one place where this command meets chance that nobody can foresee.
    var random = RandomSource(seed: Seed.unpredictable())
    let links = try choice.currentLinks()
    if choice.names.isEmpty, links.allSatisfy(\.isLoopback) {
      console.note("no network interface is up: the question reaches this host alone")
    }
    var watch = try Watch(for: timeout)
    let asking = try QueryAsking(
      questions.map { OneShotQuery($0, random: &random) }, on: links, at: watch.elapsed, console)
    var report = QueryReport(console, isJSON: isJSON)
    while !watch.isOver, report.replies < count ?? .max {
      let ready = try watch.wait(for: asking.channels.map(\.fileDescriptor))
      for channel in asking.channels where ready.contains(channel.fileDescriptor) {
        for datagram in try asking.receive(from: channel) where report.replies < count ?? .max {
          try report.take(datagram, of: asking, at: watch.elapsed)
        }
      }
    }
    report.end(after: watch.elapsed, on: links)
    return report.replies > 0 ? .success : .failure
  }
}
