internal import DNSSDWire
internal import PacketCapture

/// Takes inputs one after the other and reports the messages in them.
struct Decoding {
  let ports: PortFilter
  var report: any DecodeReport
  /// Whether an input could not be read to its end, or is neither a capture nor a message.
  private(set) var hasFailed = false

  init(ports: PortFilter, report: any DecodeReport) {
    self.ports = ports
    self.report = report
  }

  mutating func take(_ input: DecodeInput) throws(CommandFailure) {
    if case .passedOver(_, let reason) = input {
      report.passOver(input.label, reason)
      return
    }
    let content: [UInt8]
    do throws(SystemFailure) {
      content = try input.content()
    } catch {
      hasFailed = true
      try report.fail(input.label, error)
      return
    }
    try take(content, labelled: input.label)
  }

  /// Octets that begin as a capture are one unless they cannot be read so, but as a message.
  private mutating func take(_ content: [UInt8], labelled label: String) throws(CommandFailure) {
    guard CaptureReader.recognises(content) else {
      try takeMessage(content, labelled: label)
      return
    }
    var reader: CaptureReader
    do throws(CaptureError) {
      reader = try CaptureReader(content)
    } catch {
      guard (try? Message(decoding: content)) == nil else {
        try takeMessage(content, labelled: label)
        return
      }
      hasFailed = true
      try report.fail(label, error)
      return
    }
    try takeCapture(&reader, labelled: label)
  }

  private mutating func takeMessage(
    _ content: [UInt8], labelled label: String
  ) throws(CommandFailure) {
    let message: Message
    do throws(WireError) {
      message = try Message(decoding: content)
    } catch {
      hasFailed = true
      try report.fail(label, error)
      return
    }
    try report.message(message, labelled: label)
  }

  private mutating func takeCapture(
    _ reader: inout CaptureReader, labelled label: String
  ) throws(CommandFailure) {
    try report.beginCapture(label)
    var fragments = FragmentReassembler()
    var tally = CaptureTally()
    while true {
      let packet: CapturedPacket
      do throws(CaptureError) {
        guard let next = try reader.next() else { break }
        packet = next
      } catch {
        hasFailed = true
        try report.fail(label, error)
        break
      }
      let content = fragments.content(of: packet)
      guard case .datagram(let datagram) = content, ports.passes(datagram) else {
        tally.passOver(content)
        continue
      }
      tally.takeMessage()
      try report.message(CapturedMessage(packet: packet, datagram: datagram))
    }
    tally.unfinished = fragments.waitingDatagrams
    for line in tally.lines(ports) { report.note("\(label): \(line)") }
  }
}

/// A datagram of a capture and the packet that completed it.
struct CapturedMessage {
  let packet: CapturedPacket
  let datagram: UDPDatagram

  var octets: [UInt8] { Array(datagram.payload) }
  var source: SocketAddress { SocketAddress(datagram.source, port: datagram.sourcePort) }
  var destination: SocketAddress {
    SocketAddress(datagram.destination, port: datagram.destinationPort)
  }
}
