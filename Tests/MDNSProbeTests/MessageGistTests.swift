import DNSSDWire
import Testing

@testable import mdns_probe

@Suite("Messages on one line")
struct MessageGistTests {
  @Test("a probe, a question, a response and a goodbye are told apart")
  func kinds() throws {
    let name = try Specimen.name("pi.local.")
    let question = Question(name: name, type: .any)
    let record = { (life: TimeToLive) in
      ResourceRecord(name: name, timeToLive: life, data: .a(IPv4Address(192, 0, 2, 1)))
    }
    var probe = MessageWriter(limit: 512)
    try probe.append(question)
    try probe.append(record(.hostName), to: .authority)
    let cases: [([UInt8], String)] = [
      (probe.finish(flags: .query), "probe     pi.local. ANY"),
      (
        try Specimen.message([question, question], flags: .query), "question  pi.local. ANY"
      ),
      (
        try Specimen.message(answers: [record(.hostName), record(.goodbye)]),
        "response  pi.local. A"
      ),
      (try Specimen.message(answers: [record(.goodbye)]), "goodbye   pi.local. A"),
      (try Specimen.message(), "response  "),
    ]
    for (octets, text) in cases { #expect(MessageGist(octets).text == text) }
    #expect(MessageGist([1, 2, 3]).text.hasPrefix("not a message: "))
  }

  @Test(
    "nothing that comes from outside reaches a terminal as it is", arguments: Specimen.hostileTexts)
  func safety(text: [UInt8]) throws {
    let name = try DNSName.local.prepending(DNSLabel(octets: text.prefix(63)))
    let octets = try Specimen.message([Question(name: name, type: .a)], flags: .query)
    let gist = MessageGist(octets).text
    #expect(
      gist.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F || $0.value >= 0xA0 })
  }
}
