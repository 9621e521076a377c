internal import DNSSD
internal import DNSSDWire

/// Tells what happens, line by line, between the messages on the link where they are wanted.
struct DemoDesk: Desk {
  private let console: Console
  private let isJSON: Bool
  private let showsMessages: Bool
  private let start = HostClock.now()
  private var json = JSONWriter()
  private var messages = 0
  private var octets = 0
  private(set) var failure: CommandFailure?

  init(_ console: Console, isJSON: Bool, showsMessages: Bool) {
    self.console = console
    self.isJSON = isJSON
    self.showsMessages = showsMessages
  }

  private var time: String { HostClock.now().duration(since: start).secondsText }

  func flush() throws(CommandFailure) { try console.flush() }

  mutating func hear(_ datagram: ReceivedDatagram) throws(CommandFailure) {
    messages += 1
    octets += datagram.payload.count
    guard showsMessages else { return }
    let node = DemoNode.allCases.first { .v4($0.address) == datagram.source.address }
    let sender = node?.rawValue ?? "\(datagram.source.address)"
    let time = time
    if isJSON {
      json.event("message") { event in
        event.member("time", time)
        event.member("from", sender)
        event.members(of: datagram.payload)
      }
      try console.result(json.octets)
    } else {
      try console.result(
        console.style.faint("\(time)    \(sender) → all  \(MessageGist(datagram.payload).text)"))
    }
  }

  mutating func take(_ news: DemoNews) throws(CommandFailure) {
    switch news {
    case .step(let node, let step): try tell(step, of: node)
    case .failed(let reason): failure = failure ?? .demo(reason)
    }
  }

  private mutating func tell(_ step: DemoStep, of node: DemoNode) throws(CommandFailure) {
    let time = time
    if isJSON {
      json.event(step.word) { event in
        event.member("time", time)
        event.member("node", node.rawValue)
        event.members(of: step)
      }
      try console.result(json.octets)
    } else {
      let name = console.style.heading(node.rawValue)
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
        console.style.good("\(time)  One cluster of three nodes")
          + ": one formed it, two joined, one left and is gone, with "
          + "\(messages) messages of \(octets) octets.")
    }
    try flush()
  }
}
