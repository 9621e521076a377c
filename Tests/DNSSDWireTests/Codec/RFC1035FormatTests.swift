import DNSSDWire
import Testing

@Suite("RFC 1035 §4.1: messages")
struct RFC1035FormatTests {
  /// A response to a legacy querier, with a question and one record in each section.
  static let golden = """
    1234 8400 0001 0001 0001 0001
    056c6f63616c00 00ff 0001
    c00c 0001 8001 00000078 0004 c000020a
    c00c 0002 0001 00000e10 0002 c00c
    c00c 001c 0001 00000078 0010 20010db8000000000000000000000001
    """

  @Test("D1035-4.1.1-1 the parts of a message stand one behind the other, big-endian")
  func layout() throws {
    let octets = try octets(Self.golden)
    let message = try Message(decoding: octets)
    #expect(message.header.id == 0x1234)
    #expect(message.header.flags.rawValue == 0x8400)
    #expect(Array(message.questions) == [Question(name: .local, type: .any)])
    #expect(
      Array(message.answers) == [
        ResourceRecord(
          name: .local, isCacheFlush: true, timeToLive: TimeToLive(seconds: 120),
          data: .a(IPv4Address(192, 0, 2, 10)))
      ])
    #expect(
      Array(message.authorities) == [
        ResourceRecord(name: .local, timeToLive: TimeToLive(seconds: 3_600), data: .ns(.local))
      ])
    let address = IPv6Address(high: 0x2001_0DB8_0000_0000, low: 1)
    #expect(message.additionals.map(\.data) == [.aaaa(address)])

    var writer = MessageWriter(limit: 512)
    for question in message.questions { try writer.append(question) }
    for answer in message.answers { try writer.append(answer, to: .answer) }
    for authority in message.authorities { try writer.append(authority, to: .authority) }
    for additional in message.additionals { try writer.append(additional, to: .additional) }
    #expect(writer.finish(flags: .response, id: 0x1234) == octets)
  }

  @Test("D1035-4.1.1-1 a message cut anywhere is refused, with the place")
  func cuts() throws {
    let whole = try octets(Self.golden)
    for length in whole.indices {
      let cut = Array(whole[..<length])
      let error = try #require(refusal(of: cut), "accepted at \(length) octets")
      #expect(error.offset <= length)
      #expect((error.reason == .headerTruncated) == (length < 12))
    }
  }

  @Test("D1035-4.1.1-1 record data past the end is refused at its length field")
  func dataPastEnd() {
    let message = Handmade.response(
      Handmade.record(type: .a, length: 5, data: [192, 0, 2, 10]))
    #expect(refusal(of: message) == WireError(.dataTruncated, at: 21))
  }

  @Test("D1035-4.1.1-2 counts above what is there are refused", arguments: MessageSection.allCases)
  func counts(section: MessageSection) {
    var message = Handmade.header() + Handmade.record(type: .a, data: [192, 0, 2, 10])
    let field = 4 + 2 * Int(section.rawValue)
    message.replaceSubrange(field..<(field + 2), with: [0xFF, 0xFF])
    // Taken for questions, the octets hold two, and the length of a label that ends the message.
    #expect(refusal(of: message) == WireError(.nameTruncated, at: section == .question ? 22 : 27))
  }

  @Test(
    "D1035-4.1.3-1 data of a wrong length spoils its record alone",
    arguments: [
      (RecordType.a, "c00002"), (.a, "c000020a00"), (.aaaa, "20010db8"),
      (.srv, "0000 0000 1f90 00 00"), (.srv, "0000 0000 1f90"), (.srv, "0000"),
      (.ptr, ""), (.ptr, "00 00"), (.ptr, "0161"), (.mx, "000a"), (.mx, "000a 00 00"),
      (.soa, "00 00 00000001 00000002 00000003 00000004 000000"),
      (.soa, "00 00 00000001 00000002 00000003 00000004 00000005 00"),
      (.hinfo, "0161"), (.hinfo, "0161 0162 00"), (.hinfo, "0161 0262"), (.rp, "00"),
    ])
  func wrongLength(type: RecordType, data: String) throws {
    let data = try octets(data)
    let address = Handmade.record(type: .a, data: [192, 0, 2, 10])
    let message = try Message(
      decoding: Handmade.response(address, Handmade.record(type: type, data: data), address))
    let good = RecordData.a(IPv4Address(192, 0, 2, 10))
    #expect(message.answerData == [good, .malformed(type, data), good])
  }

  @Test("D1035-4.1-1 octets behind the last record are ignored")
  func trailingOctets() throws {
    let message = try octets(Self.golden)
    #expect(try Message(decoding: message + [0xC0, 0xFF, 0x3F]) == Message(decoding: message))
  }
}
