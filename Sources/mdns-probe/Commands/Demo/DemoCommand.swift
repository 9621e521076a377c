internal import DNSSD
internal import DNSSDWire

/// `demo`: two hosts on the loopback interface find each other, and disagree about a name.
struct DemoCommand: Command {
  private static let json = OptionDescription(
    name: "json", help: "One JSON object for each message and for each thing that happens.")

  static let description = CommandDescription(
    name: "demo", overview: "Shows two hosts find each other, on this machine alone.",
    discussion: [
      """
      On the loopback interface, where it needs no rights and disturbs nobody, host A publishes a \
      service, host B finds it, B claims the same names and has to take others, A resolves the \
      service of B, and both say goodbye. Each step is told as it happens, between the messages that \
      the hosts send to the group. It takes some four seconds.
      """
    ],
    options: [json],
    exitCodes: [
      (0, "All of it happened."), (1, "Something did not; the reason is on the error stream."),
      (3, "The sockets could not be had."),
    ])

  /// More than it takes; the goodbyes come after.
  private static let limit = Duration.seconds(8)

  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    isJSON = arguments.has(Self.json)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    let loopback = try onSocket(NetworkInterface.snapshot)
      .first { $0.isLoopback && $0.flags.contains(.isUp) }
    guard let loopback, let link = loopback.links(of: [.v4]).first else {
      throw .demo(.loopbackMissing)
    }
    let channel = try onSocket { () throws(SocketError) in
      let channel = try Channel.listening(on: .v4)
      try channel.join(link)
      return channel
    }
    let script = DemoScript(linkIndex: loopback.index, mtu: loopback.mtu)
    var desk = DemoDesk(console, isJSON: isJSON)
    let errand = try Errand(within: Self.limit, overhearing: channel, script.run)
    let ending = try errand.run(&desk)
    if let failure = desk.failure { throw failure }
    switch ending {
    case .finished:
      try desk.conclude()
      return .success
    case .timeOver: throw .demo(.tooSlow)
    case .interrupted: return .failure
    }
  }
}
