internal import DNSSDWire

/// Shows replies as they come, and counts what was none.
struct QueryReport {
  private let console: Console
  private let isJSON: Bool
  private let transcript: Transcript
  private(set) var replies = 0
  private var strangers = 0

  init(_ console: Console, isJSON: Bool) {
    self.console = console
    self.isJSON = isJSON
    transcript = Transcript(style: console.style)
  }

  mutating func take(
    _ datagram: ReceivedDatagram, of asking: QueryAsking, at now: Duration
  ) throws(CommandFailure) {
    guard let message = try? Message(decoding: datagram.payload), asking.isAnswered(by: message)
    else {
      strangers += 1
      return
    }
    replies += 1
    let latency = (now - asking.sent).millisecondsText
    let interface = asking.interfaceName(of: datagram)
    if isJSON {
      var json = JSONWriter()
      json.object { object in
        object.members(of: message)
        object.members(ofArrivalOf: datagram, on: interface)
        object.key("latency_ms")
        object.literal(latency)
      }
      try console.result(json.octets)
    } else {
      let heading = MessageHeading(["\(datagram.source)", interface, "after \(latency) ms"])
      for line in transcript.lines(of: message, headed: heading) { try console.result(line) }
    }
    try console.flush()
  }

  /// Says what there is to say when the waiting is over.
  func end(after time: Duration, on links: [Link]) {
    if strangers > 0 {
      console.note("datagrams without the ID and question of the query: \(strangers)")
    }
    if replies == 0 {
      let places = links.map(\.description).joined(separator: ", ")
      console.note("no reply within \(time.millisecondsText) ms on \(places)")
    }
  }
}

extension JSONWriter {
  /// Writes how a message came in.
  mutating func members(ofArrivalOf datagram: ReceivedDatagram, on interface: String) {
    member("interface", interface)
    member("source", datagram.source.description)
    key("ttl")
    if let hopLimit = datagram.hopLimit { value(hopLimit) } else { literal("null") }
  }
}

extension Duration {
  /// Milliseconds with three decimals; never negative.
  var millisecondsText: String {
    let (seconds, attoseconds) = components
    let microseconds = max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    let decimals = String(microseconds % 1_000)
    let zeros = String(repeating: "0", count: 3 - decimals.count)
    return "\(microseconds / 1_000).\(zeros)\(decimals)"
  }
}
