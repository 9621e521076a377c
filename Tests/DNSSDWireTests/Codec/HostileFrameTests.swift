import DNSSDWire
import Testing

@Suite("Hostile counts and lengths")
struct HostileFrameTests {
  static let knownTypes: [RecordType] = [
    .a, .ns, .cname, .soa, .ptr, .hinfo, .mx, .txt, .rp, .afsdb, .rt, .px, .aaaa, .srv, .naptr,
    .kx, .dname, .opt, .nsec, .svcb, .https, .any, RecordType(rawValue: 65_280),
  ]

  @Test(
    "CVE-2020-24340 CVE-2020-24338 CVE-2020-24339 counts of 65535 with one record",
    arguments: MessageSection.allCases)
  func counts(section: MessageSection) {
    var header = Handmade.header()
    let field = 4 + 2 * Int(section.rawValue)
    header.replaceSubrange(field..<(field + 2), with: [0xFF, 0xFF])
    let part =
      section == .question
      ? Handmade.question() : Handmade.record(type: .a, data: [192, 0, 2, 10])
    let message = header + part
    #expect(refusal(of: message) == WireError(.nameTruncated, at: message.count))
    #expect(throws: WireError(.nameTruncated, at: message.count)) {
      var walk = try MessageWalk(message.span)
      while try walk.next(in: message.span) != nil {}
    }
  }

  @Test("CVE-2017-9217 a reply without questions or answers is read")
  func emptyReply() throws {
    let message = try Message(decoding: Handmade.header())
    #expect(message.questions.isEmpty && message.records.isEmpty)
    #expect(message.answers.isEmpty && message.authorities.isEmpty && message.additionals.isEmpty)
  }

  @Test("CVE-2023-38472 data of no octets, for each type", arguments: knownTypes)
  func noData(type: RecordType) throws {
    let message = try Message(decoding: Handmade.response(Handmade.record(type: type, data: [])))
    let expected: RecordData =
      switch type {
      case .txt: .txt(.empty)
      case .opt: .opt(ExtendedDNS(payloadSize: 1, flags: 120))
      case .svcb, .https, .any, RecordType(rawValue: 65_280): .unknown(type, [])
      default: .malformed(type, [])
      }
    #expect(message.answerData == [expected])
  }

  @Test(
    "CVE-2017-14491 CVE-2020-25681 CVE-2015-7547 CVE-2018-20102 data lengths, for each type",
    arguments: knownTypes)
  func dataLengths(type: RecordType) {
    for length in [0x7FFF, 0x8000, 0xFFFF] {
      for present in [0, 4, 300] {
        let data = [UInt8](repeating: 0, count: present)
        let cut = Handmade.response(Handmade.record(type: type, length: length, data: data))
        #expect(refusal(of: cut) == WireError(.dataTruncated, at: 21))
      }
      // All that fits a message, of octets that could be lengths, labels or pointers.
      let fillers: [UInt8] = length == 0x7FFF ? [0x00, 0x01, 0xC0, 0xFF] : [0x00]
      for filler in fillers {
        let data = [UInt8](repeating: filler, count: min(length, 0xFFFF - 23))
        let whole = Handmade.response(Handmade.record(type: type, data: data))
        #expect(ReadingLaws.broken(by: whole) == nil)
      }
    }
  }

  @Test(
    "CVE-2017-9445 CVE-2010-2244 messages of lengths at the limits",
    arguments: [0, 1, 11, 12, 511, 512, 9_000, 65_535, 65_536])
  func messageLengths(length: Int) {
    for filler: UInt8 in [0x00, 0x01, 0x3F, 0xC0, 0xFF] {
      let message = (Handmade.header() + [UInt8](repeating: filler, count: 65_536)).prefix(length)
      let error: WireError? =
        switch length {
        case ..<12: WireError(.headerTruncated, at: length)
        case 65_536: WireError(.messageTooLong, at: 65_535)
        default: nil
        }
      #expect(refusal(of: Array(message)) == error)
      // The same with counts: what the octets say is read, or refused, but never trusted.
      let filled = [UInt8](repeating: filler, count: length)
      #expect(ReadingLaws.broken(by: filled) == nil)
    }
  }

  @Test("CVE-2017-9445 the last octet of the longest message can be that of a record")
  func longestMessage() throws {
    let data = [UInt8](repeating: 0x61, count: 0xFFFF - 23)
    let octets = Handmade.response(Handmade.record(type: RecordType(rawValue: 65_280), data: data))
    let message = try Message(decoding: octets)
    #expect(octets.count == 0xFFFF)
    #expect(message.answerData == [.unknown(RecordType(rawValue: 65_280), data)])
    #expect(try message.content.written() == octets)
  }

  @Test("CVE-2021-23386 names of wrong lengths cannot be made, let alone written")
  func wrongNames() throws {
    let label = try DNSLabel(octets: [UInt8](repeating: 0x61, count: 63))
    #expect(throws: DNSNameError.nameTooLong) { try DNSName(labels: [label, label, label, label]) }
    let name = try DNSName(labels: [label, label, label])
    #expect(throws: DNSNameError.nameTooLong) { try name.prepending(label) }
    #expect(throws: DNSNameError.labelTooLong) { try DNSLabel(octets: label.octets + [0x61]) }
    #expect(throws: DNSNameError.labelEmpty) { try DNSLabel(octets: []) }
  }

  @Test("brutella-Unpack a short packet is not read on into the one before it")
  func staleOctets() throws {
    let long = Handmade.response(Handmade.record(type: .a, data: [192, 0, 2, 10]))
    #expect(refusal(of: long) == nil)
    let short = Array(long.prefix(12))
    #expect(refusal(of: short) == WireError(.nameTruncated, at: 12))
    // The same within one buffer, of which the short packet is the beginning.
    let received = long.span.extracting(first: 12)
    var walk = try MessageWalk(received)
    #expect(throws: WireError(.nameTruncated, at: 12)) { try walk.next(in: received) }
  }
}
