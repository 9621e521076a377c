internal import ClusterDiscovery

/// Somewhere that octets go, such as a standard stream.
protocol OctetSink {
  /// Takes all of the octets.
  mutating func write(_ octets: [UInt8]) throws(SystemFailure)
}

/// Where a command speaks: results on one stream, everything else on another.
final class Console {
  /// How results may look.
  let style: TextStyle
  /// What hides on both streams what is not to be told; nil to tell everything.
  var redactor: Redactor?
  private var results: any OctetSink
  private var diagnostics: any OctetSink
  private var waiting: [UInt8] = []

  /// Results wait until this many octets are together, so that thousands of short lines cost few
  /// calls; as much as a pipe holds.
  private static let flushThreshold = 65_536

  init(results: any OctetSink, diagnostics: any OctetSink, style: TextStyle = .plain) {
    self.results = results
    self.diagnostics = diagnostics
    self.style = style
  }

  /// Adds a line to the results; it may wait for ``flush()``.
  func result(_ line: String) throws(CommandFailure) {
    waiting += redacted(line).utf8
    try endLine()
  }

  /// Adds a line of octets, without its end, to the results; it may wait for ``flush()``.
  func result(_ line: borrowing [UInt8]) throws(CommandFailure) {
    waiting += redacted(copy line)
    try endLine()
  }

  private func endLine() throws(CommandFailure) {
    waiting.append(UInt8(ascii: "\n"))
    if waiting.count >= Self.flushThreshold { try flush() }
  }

  /// Hands over all results that wait.
  func flush() throws(CommandFailure) {
    guard !waiting.isEmpty else { return }
    defer { waiting.removeAll(keepingCapacity: true) }
    do {
      try results.write(waiting)
    } catch {
      throw .output(error)
    }
  }

  /// Says something that is no result. A stream that takes no more of it stops nothing.
  func note(_ text: String) {
    try? diagnostics.write(Array("\(Probe.name): \(redacted(text))\n".utf8))
  }

  /// Shows one line of text at the place of the last line of a terminal, until something else is said.
  func show(_ text: String) {
    try? diagnostics.write(Array("\r\u{1B}[K\(redacted(text))".utf8))
  }

  /// Says several lines as they are, such as a usage or a table.
  func notes(_ lines: [String]) {
    try? diagnostics.write(Array(lines.map { redacted($0) + "\n" }.joined().utf8))
  }

  private func redacted(_ octets: [UInt8]) -> [UInt8] {
    guard let redactor else { return octets }
    return Array(redactor.redacted(String(decoding: octets, as: UTF8.self)).utf8)
  }

  private func redacted(_ text: String) -> String {
    redactor?.redacted(text) ?? text
  }
}
