internal import DNSSD
internal import DNSSDWire

/// Tells what happens, line by line, between the messages on the link.
struct DemoDesk: Desk {
  private let console: Console
  private let isJSON: Bool
  private let start = HostClock.now()
  private var json = JSONWriter()
  private var messages = 0
  private var octets = 0
  private(set) var failure: CommandFailure?

  init(_ console: Console, isJSON: Bool) {
    self.console = console
    self.isJSON = isJSON
  }

  private var time: String { HostClock.now().duration(since: start).secondsText }

  func flush() throws(CommandFailure) { try console.flush() }

  mutating func hear(_ datagram: ReceivedDatagram) throws(CommandFailure) {
    let host = DemoHost.allCases.first { $0.address == datagram.source.address }
    messages += 1
    octets += datagram.payload.count
    let time = time
    if isJSON {
      json.event("message") { event in
        event.member("time", time)
        event.member("from", host?.rawValue ?? "\(datagram.source.address)")
        event.members(of: datagram.payload)
      }
      try console.result(json.octets)
    } else {
      let way = "\(host?.rawValue ?? "\(datagram.source.address)") → all"
      try console.result(
        console.style.faint("\(time)    \(way)  \(MessageGist(datagram.payload).text)"))
    }
  }

  mutating func take(_ news: DemoNews) throws(CommandFailure) {
    switch news {
    case .step(let host, let step): try tell(step, of: host)
    case .failed(let reason): failure = failure ?? .demo(reason)
    case .hostFailed(let error): failure = failure ?? .host(error)
    }
  }

  private mutating func tell(_ step: DemoStep, of host: DemoHost) throws(CommandFailure) {
    let time = time
    if isJSON {
      json.event(step.word) { event in
        event.member("time", time)
        event.member("host", host.rawValue)
        event.members(of: step)
      }
      try console.result(json.octets)
    } else {
      let name = console.style.heading(host.rawValue)
      try console.result("\(time)  \(name) \(step)")
    }
  }

  /// Tells that all of it happened.
  mutating func conclude() throws(CommandFailure) {
    let (time, messages, octets) = (time, messages, octets)
    if isJSON {
      json.event("complete") { event in
        event.member("time", time)
        event.member("messages", messages)
        event.member("octets", octets)
      }
      try console.result(json.octets)
    } else {
      try console.result(
        console.style.good("\(time)  Multicast DNS works on this machine")
          + ": found, renamed, resolved and taken back with "
          + "\(messages) messages of \(octets) octets.")
    }
    try flush()
  }
}
