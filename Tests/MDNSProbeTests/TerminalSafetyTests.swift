import DNSSDWire
import Testing

@testable import mdns_probe

@Suite("Text from the network")
struct TerminalSafetyTests {
  /// A response in which the text stands wherever a text can stand.
  private static func message(with text: [UInt8]) throws -> [UInt8] {
    let type = try Specimen.name("_x._tcp.local")
    let instance = try type.prepending(DNSLabel(octets: text))
    let data: [RecordData] = [
      .ptr(instance), .srv(ServiceData(portNumber: 1, target: instance)),
      .txt(try TextData(strings: [text, Array("key=".utf8) + text])),
      .hinfo(HostData(processor: text, operatingSystem: text)),
      .nsec(NextSecureData(nextName: instance, types: TypeBitmap([.a]))),
      .mx(MailExchangeData(preference: 0, exchange: instance)),
      .unknown(RecordType(rawValue: 65_280), text),
    ]
    return try Specimen.message(
      [Question(name: instance, type: .any)],
      answers: data.map { ResourceRecord(name: instance, timeToLive: .other, data: $0) })
  }

  /// Whether a stream holds nothing but lines of characters that are safe to print.
  private static func isSafe(_ recording: Recording) -> Bool {
    String(validating: recording.octets, as: UTF8.self)?.unicodeScalars
      .allSatisfy { $0 == "\n" || $0.isSafeToPrint } == true
  }

  @Test(
    "terminal injection in names, TXT and HINFO reaches neither text nor JSON",
    arguments: Specimen.hostileTexts)
  func records(text: [UInt8]) throws {
    let hexadecimal = try Self.message(with: text).hexadecimal
    let plain = Rehearsal("decode", "--hex", hexadecimal)
    #expect(plain.status == .success)
    #expect(plain.results.lines.count == 1 + 1 + 7)
    #expect(Self.isSafe(plain.results))
    let json = Rehearsal("decode", "--json", "--hex", hexadecimal)
    #expect(json.results.lines.count == 1)
    #expect(json.results.octets.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(Self.isSafe(json.results))
  }

  @Test(
    "terminal injection in arguments and names of files reaches no message",
    arguments: Specimen.hostileTexts)
  func arguments(text: [UInt8]) {
    let word = String(decoding: text, as: UTF8.self).filter { $0 != "\0" }
    for words in [
      [word], ["decode", word], ["decode", "--\(word)"], ["decode", "--port=\(word)", "x"],
      ["query", "a", word], ["decode", "--hex", word], ["query", "a", "--interface", word],
    ] {
      let run = Rehearsal(words)
      #expect(run.status != .success)
      #expect(Self.isSafe(run.diagnostics))
      #expect(run.results.octets.isEmpty)
    }
  }

  @Test("the safe text of octets keeps what is readable and can be read back")
  func safeText() {
    #expect(Array("Küche 1".utf8).safeText == "Küche 1")
    #expect([0x41, 0x0A, 0xFF, 0x22, 0x5C].safeText == #"A\010\255\"\\"#)
    #expect("a\u{1B}b".quoted == #""a\027b""#)
  }
}
