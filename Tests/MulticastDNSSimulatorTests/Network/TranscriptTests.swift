import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

private let name: DNSName = "x._k3s._tcp.local."

/// Messages and how they read.
private let messages: [(payload: [UInt8], text: String)] = [
  (
    Packet.probe(name, [.srv(name, "alpha.local.", port: 6443)]),
    "QU probe \"x._k3s._tcp.local.\" ANY | SRV 0 0 6443 alpha.local."
  ),
  (
    Packet.query(
      [Question(name: "_k3s._tcp.local.", type: .ptr)],
      known: [.ptr("_k3s._tcp.local.", name, ttl: 4000)],
      flags: MessageFlags(rawValue: 0x0200)),
    "TC QM query \"_k3s._tcp.local.\" PTR known \"_k3s._tcp.local.\" PTR x._k3s._tcp.local. (4000)"
  ),
  (
    Packet.response([.a("alpha.local.", 7)], additionals: [.ptr("a.local.", "b.local.")]),
    "response \"alpha.local.\" A 10.0.0.7 (120 flush) with \"a.local.\" PTR b.local. (4500)"
  ),
  (
    Packet.response([.a("alpha.local.", 7, ttl: 0)]),
    "goodbye \"alpha.local.\" A 10.0.0.7 (0 flush)"
  ),
  (
    Packet.response(
      [.a("alpha.local.", 7, ttl: 10, isCacheFlush: false)],
      questions: [Question(name: "alpha.local.", type: .a)], id: 12),
    "reply id 12 to \"alpha.local.\" A \"alpha.local.\" A 10.0.0.7 (10)"
  ),
  ([0], "no message: "),
]

@Suite("The transcript")
struct TranscriptTests {
  @Test("a message is one line that says what it asks or tells", arguments: messages.indices)
  func message(number: Int) {
    let text = SentMessage(messages[number].payload).text
    #expect(number == 5 ? text.hasPrefix(messages[number].text) : text == messages[number].text)
  }

  @Test("nothing that controls a terminal gets through")
  func safety() throws {
    let hostile = try DNSName(labels: [DNSLabel(octets: Array("a\u{1B}[31m\n\u{202E}".utf8))])
    let payload = Packet.response([
      ResourceRecord(
        name: hostile, timeToLive: .other, data: RecordData(.txt, octets: [2, 0x1B, 0x0A]))
    ])
    #expect(SentMessage(payload).text.unicodeScalars.allSatisfy { $0.isSafeToPrint })
  }

  @Test("the copy for the other family is not told twice, and who lost it is")
  func copies() {
    var transcript = Transcript(.everything)
    let content = SentMessage(Packet.response([.a("alpha.local.", 7)]))
    let packet = Transcript.Packet(sender: "alpha", receiver: "mdns", content: content)
    transcript.append(.packet(packet), at: .milliseconds(250))
    transcript.append(.packet(packet), at: .milliseconds(250))
    transcript.appendLoser("bravo")
    #expect(
      transcript.lines == [
        "+0.250s alpha → mdns  \(content.text)  (lost to bravo)"
      ])
    transcript.append(.packet(packet), at: .milliseconds(1_250))
    #expect(transcript.lines.count == 2)
  }

  @Test("of a long run the last lines are kept, and the digest knows all of it")
  func ring() {
    var (long, short) = (Transcript(.everything), Transcript(.last(3)))
    for number in 0..<10 {
      long.append(.befallen("\(number)"), at: .seconds(number))
      short.append(.befallen("\(number)"), at: .seconds(number))
    }
    #expect(short.lines == long.lines.suffix(3))
    #expect(short.lines.last == "+9.000s -- 9")
    #expect(short.digest == long.digest)
    long.append(.befallen("more"), at: .seconds(10))
    #expect(short.digest != long.digest)
  }
}
