import DNSSDWire
import Testing

@Suite("RFC 6891 §6.1: EDNS")
struct RFC6891Tests {
  static func message(timeToLive: UInt32 = 0, options: [UInt8]) -> [UInt8] {
    Handmade.header(answers: 1, additionals: 1)
      + Handmade.record(type: .a, data: [192, 0, 2, 10])
      + Handmade.record(type: .opt, classField: 1440, timeToLive: timeToLive, data: options)
  }

  /// What the first additional record says, if it is a sound OPT record.
  static func extended(in message: Message) -> ExtendedDNS? {
    guard case .opt(let extended) = message.additionals.first?.data else { return nil }
    return extended
  }

  @Test("D6891-6.1-1 an OPT record with two options reads and writes")
  func roundTrip() throws {
    let octets = try Self.message(
      timeToLive: 0x0102_8003, options: octets("0004 0008 0000 021122334455 fde9 0000"))
    let expected = ExtendedDNS(
      payloadSize: 1440, extendedResponseCode: 1, version: 2, flags: 0x8003,
      options: [
        ExtendedDNSOption(code: 4, octets: [0, 0, 2, 0x11, 0x22, 0x33, 0x44, 0x55]),
        ExtendedDNSOption(code: 65_001, octets: []),
      ])
    let message = try Message(decoding: octets)
    #expect(message.additionals.map(\.data) == [.opt(expected)])
    #expect(try message.firstAdditional == expected.record)
    var writer = MessageWriter(limit: 512)
    for answer in message.answers { try writer.append(answer, to: .answer) }
    try writer.append(expected.record, to: .additional)
    #expect(writer.finish(flags: .response) == octets)
  }

  @Test(
    "D6891-6.1-1 an option past the end spoils the OPT record alone",
    arguments: ["00", "0004", "000400", "0004 0001", "0004 0008 0000", "fde9 0000 00", "0004 ffff"])
  func optionPastEnd(options: String) throws {
    let options = try octets(options)
    let message = try Message(decoding: Self.message(options: options))
    #expect(message.answerData == [.a(IPv4Address(192, 0, 2, 10))])
    #expect(message.additionals.map(\.data) == [.malformed(.opt, options)])
  }

  @Test("D6891-6.1-2 options of any code are carried, in queries and in responses")
  func unknownOptions() throws {
    let codes: [UInt16] = [4, 65_001, 65_002, 65_000]
    let options: [UInt8] = codes.reduce(into: []) { $0 += Handmade.word($1) + [0, 1, 0xAA] }
    for flags: UInt16 in [0, 0x8400] {
      var octets = Self.message(options: options)
      octets.replaceSubrange(2..<4, with: Handmade.word(flags))
      let message = try Message(decoding: octets)
      let extended = try #require(Self.extended(in: message))
      #expect(extended.options == codes.map { ExtendedDNSOption(code: $0, octets: [0xAA]) })
      #expect(message.answerData == [.a(IPv4Address(192, 0, 2, 10))])
    }
  }

  @Test("D6891-6.1-4 the upper bits of a response code are read from the OPT record")
  func extendedResponseCode() throws {
    let message = try Message(decoding: Self.message(timeToLive: 0x0100_0000, options: []))
    #expect(message.header.flags.responseCode == .noError)
    let extended = try #require(Self.extended(in: message))
    #expect(extended.extendedResponseCode == 1)
  }

  @Test("D6891-6.1-1 the owner option tells a machine from its successor")
  func ownerOption() throws {
    let lengths = [8, 14, 18, 20]
    for length in 0...24 {
      let octets = (0..<length).map { UInt8($0) }
      let option = OwnerOption(ExtendedDNSOption(code: ExtendedDNSOption.ownerCode, octets: octets))
      #expect((option != nil) == lengths.contains(length))
      guard let option else { continue }
      #expect(option.version == 0 && option.sequence == 1)
      #expect(option.primaryHardwareAddress == [2, 3, 4, 5, 6, 7])
      #expect(option.wakeupHardwareAddress == (length > 8 ? [8, 9, 10, 11, 12, 13] : nil))
      #expect(option.password == Array(octets.dropFirst(14)))
    }
    #expect(OwnerOption(ExtendedDNSOption(code: 5, octets: [UInt8](repeating: 0, count: 8))) == nil)
  }
}
