import DNSSDWire
import PacketCapture
import Testing

@testable import mdns_probe

@Suite("decode")
struct DecodeTests {
  private static func question(_ name: String) throws -> [UInt8] {
    try Specimen.message([Question(name: Specimen.name(name), type: .ptr)], flags: .query)
  }

  /// A capture of a question on each port, a second apart.
  private static func capture(ports: [UInt16]) throws -> [UInt8] {
    try ports.enumerated().reduce(into: CaptureWriter.fileHeader) { file, element in
      let datagram = UDPDatagram(
        source: .v4(IPv4Address(192, 0, 2, 1)), sourcePort: 40_000,
        destination: .v4(IPv4Address(224, 0, 0, 251)), destinationPort: element.element,
        hopLimit: 255, payload: try question("_\(element.offset)._udp.local")[...])
      let time = try #require(
        CaptureTimestamp(seconds: 1_000 + Int64(element.offset), nanoseconds: 5_000))
      file += try CaptureWriter.record(of: datagram, at: time)
    }
  }

  @Test("a capture gives its messages with number, relative time and way")
  func captureText() throws {
    let run = Rehearsal("decode", "--hex", try Self.capture(ports: [5_353, 9, 5_353]).hexadecimal)
    #expect(run.status == .success)
    #expect(
      run.results.lines == [
        "#1  +0.000000  192.0.2.1:40000 -> 224.0.0.251:5353  query id 0  31 octets",
        "    question    _0._udp.local. IN PTR",
        "#2  +2.000000  192.0.2.1:40000 -> 224.0.0.251:5353  query id 0  31 octets",
        "    question    _2._udp.local. IN PTR",
      ])
  }

  @Test("as JSON, frame, time and way follow the members of the message")
  func captureJSON() throws {
    let capture = try Self.capture(ports: [9, 5_353]).hexadecimal
    let run = Rehearsal("decode", "--json", "--hex", capture)
    #expect(
      run.results.text == #"{"id":0,"flags":0,"opcode":0,"rcode":0,"#
        + #""questions":[{"name":"_1._udp.local.","type":12,"class":1,"unicast":false}],"#
        + #""answers":[],"authorities":[],"additionals":[],"frame":2,"time":1001.000005000,"#
        + #""source":"192.0.2.1:40000","destination":"224.0.0.251:5353"}"# + "\n")
  }

  @Test(
    "the port chooses the datagrams", arguments: [("9", 1), ("any", 3), ("40000", 3), ("1", 0)])
  func ports(port: String, count: Int) throws {
    let capture = try Self.capture(ports: [5_353, 9, 5_353]).hexadecimal
    let run = Rehearsal("decode", "--json", "--port", port, "--hex", capture)
    #expect(run.status == .success)
    #expect(run.results.lines.count == count)
    #expect(run.diagnostics.octets.isEmpty == (count > 0))
  }

  @Test("a capture that is cut gives what comes before the cut, an error and 1")
  func cutCapture() throws {
    let capture = try Self.capture(ports: [5_353, 5_353]).dropLast(3)
    let run = Rehearsal("decode", "--json", "--hex", Array(capture).hexadecimal)
    #expect(run.status == .failure)
    #expect(run.results.lines.count == 2)
    #expect(run.results.lines.last == #"{"error":{"reason":"capture-truncated","offset":99}}"#)
  }

  @Test("octets that merely begin as a capture are decoded as the message that they are")
  func messageLikeCapture() throws {
    // The magic number of a pcap file is a fine ID and flags; the header that follows is none.
    var message = try Self.question("_x._tcp.local")
    message.replaceSubrange(0..<4, with: [0xA1, 0xB2, 0xC3, 0xD4])
    let run = Rehearsal("decode", "--json", "--hex", message.hexadecimal)
    #expect(run.status == .success)
    #expect(run.results.text.hasPrefix(#"{"id":41394,"flags":50132,"#))
  }

  @Test("several inputs give one line each in their order, whatever some of them are")
  func order() throws {
    let run = Rehearsal(
      "decode", "--json", "--hex", try Self.question("a.local").hexadecimal, "00ff",
      try Self.question("b.local").hexadecimal)
    #expect(run.status == .failure)
    #expect(run.results.lines.count == 3)
    #expect(run.results.lines[0].contains("a.local."))
    #expect(run.results.lines[1] == #"{"error":{"reason":"header-truncated","offset":2}}"#)
    #expect(run.results.lines[2].contains("b.local."))
    #expect(run.diagnostics.octets.isEmpty)
  }

  @Test("a file that cannot be read is named with the reason, and the others are decoded")
  func unreadable() throws {
    let run = Rehearsal("decode", "/nonexistent/file", "/")
    #expect(run.status == .failure)
    #expect(
      run.diagnostics.lines.first
        == #"mdns-probe: "/nonexistent/file": No such file or directory"#)
    // Every file system has directories at its root, which are told of and not gone into.
    #expect(run.diagnostics.text.contains(#"passed over "/proc": Is a directory"#))
  }

  @Test("malformed data is marked on its line with the reason")
  func malformed() throws {
    let record = ResourceRecord(
      name: .local, timeToLive: .other, data: .unknown(RecordType(rawValue: 1), [1, 2, 3]))
    let run = Rehearsal("decode", "--hex", try Specimen.message(answers: [record]).hexadecimal)
    let ending = "malformed \\# 3 010203 (data-too-short at offset 29)"
    #expect(run.results.lines.last?.hasSuffix(ending) == true)
  }

  @Test("nobody reading is no error to speak of; a full disk is")
  func brokenStreams() throws {
    let question = try Self.question("a.local").hexadecimal
    for (failure, isQuiet) in [(SystemFailure(number: 32), true), (.init(number: 28), false)] {
      let diagnostics = Recording()
      let console = Console(results: BrokenStream(failure: failure), diagnostics: diagnostics)
      #expect(Probe.run(["decode", "--hex", question], on: console) == .failure)
      #expect(diagnostics.octets.isEmpty == isQuiet)
    }
  }
}
