import DNSSDWire
import Testing

@Suite("RFC 6762 §5.4, §10.2 and §18: header and class fields")
struct RFC6762FieldTests {
  @Test("M-5.4-1 the top bit of a question's class asks for a unicast reply")
  func unicastResponse() throws {
    let asked = Question(name: .local, type: .a, prefersUnicastResponse: true)
    let message = try octets("0000 0000 0001 0000 0000 0000 05 6c6f63616c 00 0001 8001")
    #expect(try Array(Message(decoding: message).questions) == [asked])
    #expect(asked.recordClass == .internet)
    #expect(try MessageWriter.message(questions: [asked]) == message)
    let plain = Question(name: .local, type: .a)
    #expect(try MessageWriter.message(questions: [plain]).suffix(2) == [0, 1])
  }

  @Test("M-10.2-12 the cache-flush bit is no part of the class")
  func cacheFlush() throws {
    let record = ResourceRecord(
      name: .local, isCacheFlush: true, timeToLive: .hostName,
      data: .a(IPv4Address(192, 0, 2, 10)))
    let message = try octets(
      "0000 8400 0000 0001 0000 0000 05 6c6f63616c 00 0001 8001 00000078 0004 c000020a")
    let decoded = try Message(decoding: message).firstAnswer
    #expect(decoded == record)
    #expect(decoded.recordClass == .internet)
    #expect(try MessageWriter.message(answers: [record]) == message)
  }

  @Test(
    "M-10.2-13 the class field of an OPT record is a size and has no flag",
    arguments: [UInt16(0x9000), 0x8001, 512, 0xFFFF])
  func optionRecord(size: UInt16) throws {
    let record = Handmade.record(type: .opt, classField: size, timeToLive: 0, data: [])
    let octets = Handmade.header(flags: 0, additionals: 1) + record
    let decoded = try Message(decoding: octets).firstAdditional
    #expect(decoded.data == .opt(ExtendedDNS(payloadSize: size)))
    #expect(!decoded.isCacheFlush)
    var walk = try MessageWalk(octets.span)
    let part = try #require(try walk.next(in: octets.span))
    #expect(!part.isCacheFlush)
    var writer = MessageWriter(limit: 512)
    try writer.append(decoded, to: .additional)
    #expect(writer.finish(flags: .query) == octets)
  }

  @Test("M-18.2-1 M-18.3-1 M-18.6-1 M-18.7-1 M-18.11-1 flags of what is sent")
  func sentFlags() {
    var truncated = MessageFlags.query
    truncated.isTruncated = true
    #expect(MessageFlags.query.rawValue == 0)
    #expect(truncated.rawValue == 0x0200)
    #expect(MessageFlags.response.rawValue == 0x8400)
    #expect(!MessageFlags.query.isResponse && !truncated.isResponse)
    #expect(MessageFlags.response.isResponse)
    for flags in [MessageFlags.query, truncated, .response] {
      #expect(flags.operationCode == .query)
      #expect(!flags.isRecursionDesired)
      #expect(!flags.isRecursionAvailable && !flags.isReservedBitSet)
      #expect(!flags.isAuthenticData && !flags.isCheckingDisabled)
      #expect(flags.responseCode == .noError)
      var writer = MessageWriter(limit: 512)
      #expect(writer.finish(flags: flags)[2..<4].elementsEqual(Handmade.word(flags.rawValue)))
    }
  }

  @Test("M-18.2-1 M-18.3-1 M-18.6-1 M-18.7-1 M-18.11-1 each bit of the flags is read alone")
  func readFlags() throws {
    for bit in 0..<16 {
      let word = UInt16(1) << UInt16(bit)
      let octets = Handmade.header(flags: word)
      let flags = try Message(decoding: octets).header.flags
      let single = [
        flags.isResponse, flags.isAuthoritative, flags.isTruncated, flags.isRecursionDesired,
        flags.isRecursionAvailable, flags.isReservedBitSet, flags.isAuthenticData,
        flags.isCheckingDisabled,
      ]
      #expect(single == [15, 10, 9, 8, 7, 6, 5, 4].map { $0 == bit })
      #expect(flags.operationCode.rawValue == (11...14 ~= bit ? 1 << UInt8(bit - 11) : 0))
      #expect(flags.responseCode.rawValue == (bit < 4 ? word : 0))
    }
  }
}
