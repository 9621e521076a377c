internal import Glibc

/// One of the two streams that every process can write to.
struct StandardStream: OctetSink {
  private let number: Int32

  static let output = StandardStream(number: SystemCalls.standardOutput)
  static let error = StandardStream(number: SystemCalls.standardError)

  func write(_ octets: [UInt8]) throws(SystemFailure) {
    try SystemCalls.writeAll(number, octets)
  }

  /// Whether a person reads the stream in a terminal.
  var isTerminal: Bool { isatty(number) == 1 }
}

extension Console {
  /// The streams of this process; in colour on a terminal, unless `NO_COLOR` is set.
  static func standard() -> Console {
    let wantsColour = StandardStream.output.isTerminal && Host.environment("NO_COLOR") == nil
    return Console(
      results: StandardStream.output, diagnostics: StandardStream.error,
      style: TextStyle(isColoured: wantsColour && Host.environment("TERM") != "dumb"))
  }
}
