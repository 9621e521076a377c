internal import DNSSDWire

/// Shows datagrams as they come, logs and counts them.
struct ListenReport {
  private let console: Console
  private let isJSON: Bool
  private let transcript: Transcript
  private var log: PacketLog?
  private var counters = ListenCounters()

  init(_ console: Console, isJSON: Bool, log: PacketLog?) {
    self.console = console
    self.isJSON = isJSON
    self.log = log
    transcript = Transcript(style: console.style)
  }

  /// Whether fewer datagrams than this have come; always for nil.
  func isShort(of count: Int?) -> Bool { counters.total < count ?? .max }

  mutating func take(
    _ datagram: ReceivedDatagram, on interface: String, from family: AddressFamily,
    at time: Duration
  ) throws(CommandFailure) {
    counters.take(datagram, on: interface, from: family)
    // What was printed must be in the file, even if the process ends between the two.
    try log?.write(datagram)
    if isJSON {
      var json = JSONWriter()
      json.object { object in
        object.members(of: datagram.payload)
        object.members(ofArrivalOf: datagram, on: interface)
      }
      try console.result(json.octets)
    } else {
      let heading = MessageHeading([
        "#\(counters.total)", time.secondsText, interface,
        datagram.way(toPort: MulticastGroup.port),
        datagram.hopLimit.map { "ttl \($0)" },
      ])
      for line in transcript.lines(of: datagram.payload, headed: heading) {
        try console.result(line)
      }
    }
    try console.flush()
  }

  /// Says what was counted.
  func end() {
    console.notes(counters.lines)
  }
}

extension ReceivedDatagram {
  /// Whence it came and, where the kernel said it, which address it was sent to; the port is that
  /// of the socket.
  func way(toPort port: UInt16) -> String {
    guard let destination else { return "\(source)" }
    return MessageHeading.way(from: source, to: SocketAddress(destination, port: port))
  }
}
