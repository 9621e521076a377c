internal import DNSSD
internal import DNSSDWire

/// `demo`: three nodes on the loopback interface become one cluster.
struct DemoCommand: Command {
  private static let messages = OptionDescription(
    name: "messages", help: "Show each message that the nodes send, too.")
  private static let json = OptionDescription(
    name: "json", help: "One JSON object for each thing that happens.")

  static let description = CommandDescription(
    name: "demo", overview: "Shows three nodes become one cluster, on this machine alone.",
    discussion: [
      """
      On the loopback interface, where it needs no rights and disturbs nobody, three nodes look for a \
      cluster, find none, check that they are seen, elect one that forms it, and the others join one \
      after the other. Then one leaves, and another makes sure that it is gone. Nothing is installed. \
      It takes some fourteen seconds.
      """
    ],
    options: [messages, json],
    exitCodes: [
      (0, "All of it happened."), (1, "Something did not; the reason is on the error stream."),
      (3, "The sockets could not be had."),
    ])

  /// More than it takes; the goodbyes come after.
  private static let limit = Duration.seconds(30)

  private let showsMessages: Bool
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    showsMessages = arguments.has(Self.messages)
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
    let script: DemoScript
    do throws(DemoFailure) {
      script = try DemoScript(linkIndex: loopback.index, mtu: loopback.mtu)
    } catch {
      throw .demo(error)
    }
    var desk = DemoDesk(console, isJSON: isJSON, showsMessages: showsMessages)
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
