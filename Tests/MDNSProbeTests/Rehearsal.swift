import DNSSDWire

@testable import mdns_probe

/// Keeps what is written to it.
final class Recording: OctetSink {
  private(set) var octets: [UInt8] = []

  func write(_ octets: [UInt8]) {
    self.octets += octets
  }

  /// The octets as text, where what is no UTF-8 shows as U+FFFD.
  var text: String { String(decoding: octets, as: UTF8.self) }

  var lines: [String] { text.split(separator: "\n").map(String.init) }
}

/// A stream that fails in one way.
struct BrokenStream: OctetSink {
  let failure: SystemFailure

  func write(_ octets: [UInt8]) throws(SystemFailure) {
    throw failure
  }
}

/// A run of the program without a process.
struct Rehearsal {
  let status: ExitStatus
  let results: Recording
  let diagnostics: Recording

  init(_ words: String...) {
    self.init(words)
  }

  init(_ words: [String]) {
    results = Recording()
    diagnostics = Recording()
    status = Probe.run(words, on: Console(results: results, diagnostics: diagnostics))
  }
}

/// Messages to be shown.
enum Specimen {
  static func name(_ text: String) throws -> DNSName { try DNSName(text) }

  static func message(
    _ questions: [Question] = [], answers: [ResourceRecord] = [],
    additionals: [ResourceRecord] = [], flags: MessageFlags = .response, id: UInt16 = 0
  ) throws -> [UInt8] {
    var writer = MessageWriter(limit: 9_000)
    for question in questions { try writer.append(question) }
    for record in answers { try writer.append(record, to: .answer) }
    for record in additionals { try writer.append(record, to: .additional) }
    return writer.finish(flags: flags, id: id)
  }

  /// Everything that may not reach a terminal: control and escape sequences in their seven- and
  /// eight-bit forms, line ends, changes of direction, and what is no UTF-8.
  static let hostileTexts: [[UInt8]] = [
    Array("a\u{1B}[31mred\u{1B}[0m".utf8), Array("\u{1B}]0;title\u{7}".utf8),
    Array("\u{9B}2J\u{9D}0;x\u{9C}".utf8), Array("line\nnext\rback\tend".utf8),
    Array("nul\u{0}del\u{7F}".utf8), Array("\u{202E}evil\u{2066}\u{200F}\u{061C}".utf8),
    Array("\u{2028}\u{2029}\u{85}\u{FEFF}\u{200B}".utf8),
    [0xC3, 0x28, 0xFF, 0xC0, 0x80, 0xED, 0xA0],
    Array("quote\" back\\slash \\u001b {}".utf8),
  ]
}
