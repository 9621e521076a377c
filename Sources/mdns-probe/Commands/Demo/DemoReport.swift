internal import DNSSDWire

/// Shows what crosses the loopback interface, and in the end what was found.
struct DemoReport {
  private let console: Console
  private let isJSON: Bool
  private let transcript: Transcript
  private(set) var messages = 0
  private(set) var octets = 0

  init(_ console: Console, isJSON: Bool) {
    self.console = console
    self.isJSON = isJSON
    transcript = Transcript(style: console.style)
  }

  mutating func take(
    _ datagram: ReceivedDatagram, to port: UInt16, as part: String?, on link: Link,
    at time: Duration
  ) throws(CommandFailure) {
    messages += 1
    octets += datagram.payload.count
    let part = part ?? "from somebody else"
    if isJSON {
      var json = JSONWriter()
      json.object { object in
        object.members(of: datagram.payload)
        object.members(ofArrivalOf: datagram, on: link.name)
        object.member("part", part)
      }
      try console.result(json.octets)
    } else {
      let heading = MessageHeading([time.secondsText, datagram.way(toPort: port), part])
      for line in transcript.lines(of: datagram.payload, headed: heading) {
        try console.result(line)
      }
    }
    try console.flush()
  }

  func conclude(_ finding: DemoFinding, on link: Link) throws(CommandFailure) {
    if isJSON {
      try console.result(json(finding))
    } else {
      for line in words(finding, link) { try console.result(line) }
    }
  }

  private func words(_ finding: DemoFinding, _ link: Link) -> [String] {
    let label = finding.instance.firstLabel?.octets.safeText ?? ""
    return [
      "", console.style.good("Found \"\(label)\", an instance of \(DemoService.type)"),
      "    name        \(finding.instance)",
      "    host        \(finding.service.target)",
      "    port        \(finding.service.portNumber)",
      "    text        \(finding.text)",
      "    address     \(finding.address)",
      "    latency     \(finding.latency.millisecondsText) ms from the question to the answer",
      "\(messages) messages with \(octets) octets crossed \(link.name). Multicast DNS works here.",
    ]
  }

  private func json(_ finding: DemoFinding) -> [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.key("found")
      object.object { found in
        found.member("instance", finding.instance)
        found.member("host", finding.service.target)
        found.member("port", finding.service.portNumber)
        found.key("strings")
        found.array { list in
          for string in finding.text.strings { list.value(hexadecimal: string) }
        }
        found.member("address", finding.address.description)
        found.key("latency_ms")
        found.literal(finding.latency.millisecondsText)
      }
      object.member("messages", messages)
      object.member("octets", octets)
    }
    return json.octets
  }
}
