import DNSSDWire
import Testing

@Suite("Spreading records over messages")
struct MessagePackerTests {
  private let packer = MessagePacker(mtu: 1_500, family: .v4)

  private static let links: [(Int, AddressFamily, Int, Int)] = [
    (1_500, .v4, 1_472, 8_972), (1_500, .v6, 1_452, 8_952),
    (65_536, .v4, 8_972, 8_972), (0, .v6, 528, 8_952),
  ]

  @Test("M-17-1 M-17-4 messages fill the MTU, and 9,000 octets are the end", arguments: links)
  func limits(mtu: Int, family: AddressFamily, limit: Int, ceiling: Int) {
    let packer = MessagePacker(mtu: mtu, family: family)
    #expect(packer.payloadLimit == limit)
    #expect(packer.payloadCeiling == ceiling)
  }

  @Test("M-7.2-1 M-18.5-1 known answers go on in further messages, and all but the last have TC")
  func knownAnswers() throws {
    let records = try pointers(300)
    let question = Question(name: try type, type: .ptr)
    let payloads = try packer.query([question], knownAnswers: records)
    let messages = try payloads.map { try Message(decoding: $0) }
    #expect(messages.count > 2)
    #expect(payloads.allSatisfy { $0.count <= packer.payloadLimit })
    #expect(
      messages.map(\.header.flags.isTruncated) == messages.indices.map { $0 < messages.count - 1 })
    #expect(messages.map(\.questions.count) == messages.indices.map { $0 == 0 ? 1 : 0 })
    #expect(messages.flatMap { Array($0.answers) } == records)
    #expect(messages.allSatisfy { $0.header.id == 0 && !$0.header.flags.isResponse })
  }

  @Test(
    "a query that fits is one message without TC, and a known answer that fits nowhere is dropped")
  func smallQuery() throws {
    let question = Question(name: try type, type: .ptr)
    let payloads = try packer.query([question], knownAnswers: [try text(of: 3_000)] + pointers(2))
    let message = try Message(decoding: try #require(payloads.first))
    #expect(payloads.count == 1)
    #expect(!message.header.flags.isTruncated)
    #expect(try Array(message.answers) == pointers(2))
  }

  @Test("M-17-2 M-17-3 a record above the MTU goes alone in one datagram")
  func oversizedRecord() throws {
    let records = [try pointers(1)[0], try text(of: 3_000), try pointers(2)[1]]
    let payloads = try packer.response(records, additionals: try pointers(3))
    let messages = try payloads.map { try Message(decoding: $0) }
    #expect(messages.map(\.answers.count) == [2, 1])
    #expect(messages[0].additionals.count == 3)
    #expect(Array(messages[1].records) == [records[1]])
    #expect(payloads[1].count > packer.payloadLimit)
    #expect(messages.allSatisfy { $0.header.flags == .response })
  }

  @Test("M-17-4 a record above 9,000 octets with headers is refused and nothing is made")
  func refusedRecord() throws {
    #expect(throws: EncodingError.messageFull) {
      try packer.response(pointers(1) + [text(of: 9_000)])
    }
    let most = packer.payloadCeiling
    let fitting = try text(of: 8_000)
    #expect(try packer.response([fitting])[0].count <= most)
  }

  @Test("additional records fill the room that is left and no more")
  func additionals() throws {
    let payloads = try packer.response(pointers(40), additionals: pointers(300))
    let messages = try payloads.map { try Message(decoding: $0) }
    #expect(payloads.allSatisfy { $0.count <= packer.payloadLimit })
    #expect(messages.allSatisfy { $0.answers.count > 0 })
    #expect(messages.reduce(0) { $0 + $1.answers.count } == 40)
    #expect(messages.last?.additionals.isEmpty == false)
  }

  @Test("a probe is one message with its records in the authority section")
  func probe() throws {
    let question = Question(name: try type, type: .any, prefersUnicastResponse: true)
    let message = try Message(decoding: packer.probe([question], proposing: pointers(3)))
    #expect(Array(message.questions) == [question])
    #expect(try Array(message.authorities) == pointers(3))
    #expect(message.answers.isEmpty && message.header.flags == .query)
  }

  private var type: DNSName {
    get throws { try DNSName("_http._tcp.local") }
  }

  private func pointers(_ count: Int) throws -> [ResourceRecord] {
    try (0..<count).map { index in
      let target = try type.prepending(DNSLabel(text: "Service number \(index)"))
      return ResourceRecord(name: try type, timeToLive: .other, data: .ptr(target))
    }
  }

  private func text(of octets: Int) throws -> ResourceRecord {
    let strings = [[UInt8]](repeating: [UInt8](repeating: 0x61, count: 249), count: octets / 250)
    return ResourceRecord(
      name: try type, timeToLive: .other, data: .txt(try TextData(strings: strings)))
  }
}
