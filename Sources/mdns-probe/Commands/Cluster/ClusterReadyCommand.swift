internal import ClusterDiscovery
internal import DNSSD

/// `cluster ready`: whether a server answers, and how far.
struct ClusterReadyCommand: Command {
  private static let level = OptionDescription(
    name: "level", value: "LEVEL", help: "What is wanted: tcp or tls (default tls).")
  private static let wait = OptionDescription(
    name: "wait", value: "SECONDS",
    help: "Look again until then, after waits that double from 1 s to 30 s and are cut by chance.")
  private static let json = OptionDescription(
    name: "json", help: "One JSON object with all of it, on one line.")

  static let description = CommandDescription(
    name: "ready", overview: "Finds out how ready a server is: unreachable, tcp, or tls.",
    discussion: [
      """
      All addresses are tried at the same time. tcp is a connection, tls an answer to the beginning of a \
      TLS handshake. What lies above, the HTTP status of /readyz, needs certificates and is left to \
      programs that have them. Names of .local are asked for by multicast; other names are not looked \
      up. How long one connection may take is --l4-timeout.
      """
    ],
    operands: OperandDescription(
      usage: "<server>",
      placeholders: [
        ("server", "HOST[:PORT], an address, or a URL such as https://192.0.2.1:6443.")
      ],
      count: 1...1),
    options: [level, wait, json] + ClusterOptions.descriptions,
    exitCodes: [
      (0, "It is as ready as wanted."), (1, "It is not."), (3, "It was not possible to ask."),
    ])

  private let resolution: ClusterOptions.Resolution
  private let place: ServerPlace
  private let name: DNSName?
  private let wanted: ReadinessLevel
  private let limit: Duration
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    let text = arguments.operands[0]
    do throws(ServerURLError) {
      place = try ServerPlace(text, port: resolution.settings.port)
    } catch {
      throw .operandInvalid(text, expected: "a server: \(error)")
    }
    name = try place.lookupName()
    wanted = try Self.level(arguments)
    limit = try arguments.duration(of: Self.wait) ?? .zero
    isJSON = arguments.has(Self.json)
  }

  private static func level(_ arguments: ParsedArguments) throws(UsageError) -> ReadinessLevel {
    switch arguments.text(of: level) {
    case "tcp": return .tcp
    case "tls", nil: return .tls
    case .some(let text): throw .valueInvalid(level, text, expected: "tcp or tls")
    }
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    let choice = LinkChoice(resolution.settings)
    try choice.check()
    let report = try Sole.result { () throws(HostError) in try await look(on: choice) }
    guard let report = report ?? nil else { return .failure }
    let text = ReadinessText(url: place.url, wanted: wanted, report: report)
    for line in isJSON ? [text.json] : text.lines { try console.result(line) }
    guard case .ok = report.result else { return .failure }
    return .success
  }

  /// Looks until it is ready enough or the time is over; nil when the task was cancelled.
  private func look(
    on choice: LinkChoice
  ) async throws(HostError) -> GateReport<ReadinessReading, ReadinessFailure>? {
    let settings = resolution.settings
    let probe = ReadinessProbe(place.url, within: settings.l4Timeout, status: nil)
    var wait = ReadinessWait(
      for: wanted, within: limit, start: HostClock.now(),
      random: RandomSource(seed: Seed.unpredictable()))
    while true {
      let addresses = try await ServerPlace.addresses(
        of: place, named: name, on: choice, within: settings.l4Timeout)
      let reading = await probe.look(at: addresses, with: LiveDialler())
      switch wait.next(after: reading, at: HostClock.now()) {
      case .end(let report): return report
      case .look(let next):
        try await Pause.wait(next.duration(since: HostClock.now()))
        guard !Task.isCancelled else { return nil }
      }
    }
  }
}
