internal import DNSSDWire
internal import PacketCapture

/// How decoded messages are presented.
protocol DecodeReport {
  /// A file that is one message.
  mutating func message(_ message: Message, labelled label: String) throws(CommandFailure)
  /// A capture, whose messages follow.
  mutating func beginCapture(_ label: String) throws(CommandFailure)
  /// A datagram of a capture, which may be no message.
  mutating func message(_ message: CapturedMessage) throws(CommandFailure)

  /// A file that is neither message nor capture.
  mutating func fail(_ label: String, _ error: WireError) throws(CommandFailure)
  /// A capture that cannot be read, or not be read further.
  mutating func fail(_ label: String, _ error: CaptureError) throws(CommandFailure)
  /// A file that cannot be read.
  mutating func fail(_ label: String, _ error: SystemFailure) throws(CommandFailure)

  /// Something in a directory that is no file to be read.
  func passOver(_ label: String, _ reason: SystemFailure)
  /// Something worth knowing about a file.
  func note(_ text: String)
}

extension CaptureError.Reason {
  /// The reason for people.
  var explanation: String {
    switch self {
    case .unrecognised: "neither pcap nor pcapng"
    case .unsupportedVersion(let major, let minor): "version \(major).\(minor) is not known"
    case .truncated: "the file ends early"
    case .malformedBlock: "malformed block"
    case .unknownInterface(let number): "interface \(number) is not described"
    }
  }

  /// The reason as a stable word.
  var word: String {
    switch self {
    case .unrecognised: "capture-unrecognised"
    case .unsupportedVersion: "capture-version-unsupported"
    case .truncated: "capture-truncated"
    case .malformedBlock: "capture-block-malformed"
    case .unknownInterface: "capture-interface-unknown"
    }
  }
}
