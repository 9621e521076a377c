internal import DNSSDWire

/// The loopback interface with a responder's socket and a browser's, and the record of all that
/// crosses it.
struct DemoStage: ~Copyable {
  let link: Link
  private let responder: Channel
  private let browser: Channel
  private var watch: Watch
  private var report: DemoReport
  /// What was sent from here, and as what, so that it is known when it comes back.
  private var sent: [(octets: [UInt8], part: String)] = []

  /// More than the demonstration ever takes, and less than anybody waits for.
  private static let limit = Duration.milliseconds(1_900)

  init(on link: Link, report: DemoReport) throws(CommandFailure) {
    let responder = try onSocket { () throws(SocketError) in
      let responder = try Channel.listening(on: link.family)
      try responder.join(link)
      return responder
    }
    let browser = try onSocket { () throws(SocketError) in try Channel.oneShot(on: link.family) }
    watch = try Watch(for: Self.limit)
    self.link = link
    self.report = report
    self.responder = responder
    self.browser = browser
  }

  /// The port of the browser's socket, which no other process of this host has at this moment.
  var browserPort: UInt16 { browser.localPort }
  var elapsed: Duration { watch.elapsed }
  var isOver: Bool { watch.isOver }
  var octetCount: Int { report.octets }
  var messageCount: Int { report.messages }

  /// Sends to the group, as the responder or as the browser.
  mutating func multicast(
    _ octets: [UInt8], as part: String, from side: Side
  ) throws(CommandFailure) {
    sent.append((octets, part))
    let channel = side == .responder ? responder : browser
    try onSocket { () throws(SocketError) in try channel.sendToGroup(octets, on: link) }
  }

  /// Sends to one address, as the responder.
  mutating func unicast(
    _ octets: [UInt8], as part: String, to address: SocketAddress
  ) throws(CommandFailure) {
    sent.append((octets, part))
    try onSocket { () throws(SocketError) in try responder.send(octets, to: address, on: link) }
  }

  /// Waits once, and gives what came in, already shown.
  mutating func receive(atMost duration: Duration) throws(CommandFailure) -> [Arrival] {
    let ready = try watch.wait(
      for: [responder.fileDescriptor, browser.fileDescriptor], atMost: duration)
    var arrivals: [Arrival] = []
    for (side, channel) in [(Side.responder, responder), (.browser, browser)]
    where ready.contains(channel.fileDescriptor) {
      let datagrams = try onSocket { () throws(SocketError) in try channel.receive() }
      for datagram in datagrams where datagram.interfaceIndex == link.index {
        let part = sent.last { $0.octets == datagram.payload }?.part
        try report.take(datagram, to: channel.localPort, as: part, on: link, at: watch.elapsed)
        guard let message = try? Message(decoding: datagram.payload) else { continue }
        arrivals.append(
          Arrival(message: message, source: datagram.source, side: side, isOwn: part != nil))
      }
    }
    return arrivals
  }

  /// The two parties of the demonstration.
  enum Side {
    case responder, browser
  }

  /// A message that came in.
  struct Arrival {
    let message: Message
    let source: SocketAddress
    /// Who heard it.
    let side: Side
    /// Whether it was sent by the demonstration itself.
    let isOwn: Bool
  }

  /// Gives the final words to the report.
  mutating func conclude(_ finding: DemoFinding) throws(CommandFailure) {
    try report.conclude(finding, on: link)
  }
}
