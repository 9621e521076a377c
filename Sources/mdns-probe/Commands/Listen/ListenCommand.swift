internal import DNSSDWire

/// `listen`: shows every message on port 5353 as it comes.
struct ListenCommand: Command {
  private static let count = OptionDescription(
    name: "count", value: "N", help: "Stop after N datagrams.")
  private static let duration = OptionDescription(
    name: "duration", value: "SECONDS", help: "Stop after this time, with decimals.")
  private static let pcap = OptionDescription(
    name: "pcap", value: "FILE", help: "Write every datagram to this capture file as well.")
  private static let json = OptionDescription(
    name: "json", help: "One JSON object a datagram, each on one line.")

  static let description = CommandDescription(
    name: "listen", overview: "Shows every message on port 5353 as it comes.",
    discussion: [
      """
      It shares the port with other programs, sends nothing, and follows interfaces as they come \
      and go. It ends with Ctrl-C or SIGTERM, and then says on the error stream what it counted.
      """,
      """
      With --json the members of 'decode --json' are followed by the name of the interface, the \
      source, and the TTL or hop limit.
      """,
    ],
    options: [
      LinkChoice.interface, LinkChoice.ipv4, LinkChoice.ipv6, count, duration, pcap, json,
    ],
    exitCodes: [
      (0, "It listened until the end."), (1, "It could not write."), (3, "It could not listen."),
    ])

  private let choice: LinkChoice
  private let count: Int?
  private let duration: Duration?
  private let pcapPath: String?
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    choice = try LinkChoice(arguments)
    count = try arguments.count(of: Self.count)
    duration = try arguments.duration(of: Self.duration)
    pcapPath = arguments.text(of: Self.pcap)
    isJSON = arguments.has(Self.json)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    var log: PacketLog?
    if let pcapPath { log = try PacketLog(creating: pcapPath) }
    var report = ListenReport(console, isJSON: isJSON, log: log)
    var links = try ListeningLinks(choice, console)
    var watch = try Watch(for: duration)
    while !watch.isOver, report.isShort(of: count) {
      let ready = try watch.wait(for: links.fileDescriptors)
      links.followChanges(ready, console)
      for channel in links.channels where ready.contains(channel.fileDescriptor) {
        let datagrams = try onSocket { () throws(SocketError) in try channel.receive() }
        for datagram in datagrams where report.isShort(of: count) {
          guard let interface = links.interfaceName(of: datagram) else { continue }
          try report.take(datagram, on: interface, from: channel.family, at: watch.elapsed)
        }
      }
    }
    report.end()
    return .success
  }
}
