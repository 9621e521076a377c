internal import DNSSDWire
internal import PacketCapture

/// One JSON object a message, each on one line.
struct JSONReport: DecodeReport {
  private let console: Console
  private var json = JSONWriter()

  init(_ console: Console) {
    self.console = console
  }

  private mutating func line(_ members: (inout JSONWriter) -> Void) throws(CommandFailure) {
    json.clear()
    json.object(members)
    try console.result(json.octets)
  }

  mutating func message(_ message: Message, labelled label: String) throws(CommandFailure) {
    try line { $0.members(of: message) }
  }

  func beginCapture(_ label: String) {}

  mutating func message(_ message: CapturedMessage) throws(CommandFailure) {
    try line { line in
      line.members(of: message.octets)
      line.member("frame", message.packet.number)
      line.key("time")
      line.literal(message.packet.timestamp?.decimalText ?? "null")
      line.member("source", message.source.description)
      line.member("destination", message.destination.description)
    }
  }

  mutating func fail(_ label: String, _ error: WireError) throws(CommandFailure) {
    try line { $0.members(of: error) }
  }

  mutating func fail(_ label: String, _ error: CaptureError) throws(CommandFailure) {
    try line { $0.error(error.reason.word, at: error.offset) }
  }

  mutating func fail(_ label: String, _ error: SystemFailure) throws(CommandFailure) {
    // The line keeps the lines of a directory in step with its files.
    try line { $0.error("file-unreadable", at: 0) }
    console.note("\(label): \(error)")
  }

  func passOver(_ label: String, _ reason: SystemFailure) {
    console.note("passed over \(label): \(reason)")
  }

  func note(_ text: String) {
    console.note(text)
  }
}

extension CaptureTimestamp {
  /// Seconds since 1970 with nine decimals.
  var decimalText: String {
    // Nanoseconds count on from the whole second, also before 1970.
    let isNegative = seconds < 0 && nanoseconds > 0
    let whole = isNegative ? seconds + 1 : seconds
    let rest = isNegative ? 1_000_000_000 - nanoseconds : nanoseconds
    let digits = String(rest)
    let zeros = String(repeating: "0", count: 9 - digits.count)
    return "\(isNegative && whole == 0 ? "-" : "")\(whole).\(zeros)\(digits)"
  }
}
