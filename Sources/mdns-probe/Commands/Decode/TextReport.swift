internal import DNSSDWire
internal import PacketCapture

/// A heading for each message and a line for each question and record.
struct TextReport: DecodeReport {
  private let console: Console
  private let transcript: Transcript
  private let isNamingFiles: Bool
  private var count = 0
  /// When the first message of the capture was seen.
  private var start: CaptureTimestamp?

  init(_ console: Console, isNamingFiles: Bool) {
    self.console = console
    self.isNamingFiles = isNamingFiles
    transcript = Transcript(style: console.style)
  }

  mutating func message(_ message: Message, labelled label: String) throws(CommandFailure) {
    count += 1
    let heading = MessageHeading(["#\(count)", isNamingFiles ? label : nil])
    try print(transcript.lines(of: message, headed: heading))
  }

  mutating func beginCapture(_ label: String) throws(CommandFailure) {
    start = nil
    if isNamingFiles { try console.result("\(label):") }
  }

  mutating func message(_ message: CapturedMessage) throws(CommandFailure) {
    count += 1
    start = start ?? message.packet.timestamp
    let heading = MessageHeading(
      [
        "#\(count)", elapsed(to: message.packet.timestamp),
        MessageHeading.way(from: message.source, to: message.destination),
      ], originalLength: message.datagram.isCut ? message.datagram.payloadLength : nil)
    try print(transcript.lines(of: message.octets, headed: heading))
  }

  func fail(_ label: String, _ error: WireError) {
    console.note("\(label): neither a capture nor a DNS message: \(error)")
  }

  func fail(_ label: String, _ error: CaptureError) {
    console.note("\(label): \(error.reason.explanation) at offset \(error.offset)")
  }

  func fail(_ label: String, _ error: SystemFailure) {
    console.note("\(label): \(error)")
  }

  func passOver(_ label: String, _ reason: SystemFailure) {
    console.note("passed over \(label): \(reason)")
  }

  func note(_ text: String) {
    console.note(text)
  }

  private func print(_ lines: [String]) throws(CommandFailure) {
    for line in lines { try console.result(line) }
  }

  /// Seconds since the first message of the capture; nil where the capture has no times.
  private func elapsed(to time: CaptureTimestamp?) -> String? {
    guard let start, let time else { return nil }
    // A damaged capture may hold times that are further apart than can be counted.
    let (seconds, isOutOfRange) = time.seconds.subtractingReportingOverflow(start.seconds)
    guard !isOutOfRange, seconds.magnitude < 1 << 62 else { return nil }
    let nanoseconds = Int64(time.nanoseconds) - Int64(start.nanoseconds)
    return (.seconds(seconds) + .nanoseconds(nanoseconds)).secondsText
  }
}

extension Duration {
  /// Seconds with six decimals and a sign, such as `+0.001234`.
  var secondsText: String {
    let (seconds, attoseconds) = components
    let microseconds = String(attoseconds.magnitude / 1_000_000_000_000)
    let zeros = String(repeating: "0", count: 6 - microseconds.count)
    return "\(self < .zero ? "-" : "+")\(seconds.magnitude).\(zeros)\(microseconds)"
  }
}
