internal import DNSSD
internal import DNSSDWire
internal import MulticastDNS

/// `demo`: publishes a service on the loopback interface and finds it again.
struct DemoCommand: Command {
  private static let json = OptionDescription(
    name: "json", help: "One JSON object a message, and one with what was found.")

  static let description = CommandDescription(
    name: "demo", overview: "Publishes a service on this machine alone and finds it again.",
    discussion: [
      """
      On the loopback interface, where it needs no rights and disturbs nobody, a small responder \
      probes for the name "Demo on <host>" of the type _mdns-probe._tcp.local, announces it, answers \
      the one-shot question of a browser, and says goodbye. Every message is shown as it arrives, \
      in the order of arrival. It takes less than two seconds.
      """
    ],
    options: [json],
    exitCodes: [
      (0, "The service was found."), (1, "It was not; the reason is on the error stream."),
    ])

  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    isJSON = arguments.has(Self.json)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    let link = try Self.loopback()
    guard case .v4(let address) = link.source else { throw .demo(.loopbackMissing) }
    var stage = try DemoStage(on: link, report: DemoReport(console, isJSON: isJSON))
    let responder = try Self.published(on: &stage, at: address)
    // The one place where this command meets chance that nobody can foresee.
    var random = RandomSource(seed: Seed.unpredictable())
    let query = OneShotQuery(Question(name: DemoService.type, type: .ptr), random: &random)
    let finding = try Self.browsed(query, answeredBy: responder, on: &stage)
    try stage.multicast(responder.goodbye, as: "goodbye", from: .responder)
    try Self.hearAgain(on: &stage)
    try stage.conclude(finding)
    return .success
  }

  private static func loopback() throws(CommandFailure) -> Link {
    let interfaces = try onSocket(NetworkInterface.snapshot)
    let links = interfaces.filter { $0.isLoopback && $0.canMulticast }
      .flatMap { $0.links(of: [.v4]) }
    guard let link = links.first else { throw .demo(.loopbackMissing) }
    return link
  }
}
