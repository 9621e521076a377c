import DNSSDWire
import Testing

@Suite("RFC 4034 §4 and RFC 6762 §6.1: NSEC")
struct RFC4034Tests {
  static let owner: [UInt8] = [1, 0x61, 0]

  /// The only record of a response, with this data under the owner `a.`
  static func decode(_ data: [UInt8]) throws -> RecordData {
    let record = Handmade.record(name: owner, type: .nsec, data: data)
    return try Message(decoding: Handmade.response(record)).firstAnswer.data
  }

  /// The types in an NSEC record with these blocks; nil when it is malformed.
  static func types(_ blocks: String) throws -> [RecordType]? {
    guard case .nsec(let next) = try decode(owner + octets(blocks)) else { return nil }
    return next.types.types
  }

  @Test("D4034-4-1 the published example reads")
  func publishedExample() throws {
    let data = try octets(
      """
      04 686f7374 07 6578616d706c65 03 636f6d 00
      0006 400100000003
      041b 000000000000000000000000000000000000000000000000000020
      """)
    let types: [RecordType] = [
      .a, .mx, RecordType(rawValue: 46), .nsec, RecordType(rawValue: 1234),
    ]
    let expected = NextSecureData(
      nextName: try DNSName("host.example.com"), types: TypeBitmap(types))
    #expect(RecordType.nsec.rawValue == 47)
    #expect(try Self.decode(data) == .nsec(expected))
    #expect(expected.types.types == types)
    #expect(RecordData.nsec(expected).octets == data)
  }

  @Test(
    "D4034-4.1.2-1 M-6.1-5 a block is its number, a length and bits, highest bit first",
    arguments: [
      ([1], "000140"), ([28], "000400000008"), ([257], "010140"), ([7], "000101"),
      ([8], "00020080"),
      ([127], "0010" + String(repeating: "00", count: 15) + "01"),
      ([0xFEFF], "FE20" + String(repeating: "00", count: 31) + "01"),
      ([0xFF00], "FF0180"),
    ] as [([UInt16], String)])
  func blocks(types: [UInt16], blocks: String) throws {
    let types = types.map(RecordType.init(rawValue:))
    #expect(try TypeBitmap(types).wireForm == octets(blocks))
    #expect(try Self.types(blocks) == types)
    for type in types { #expect(TypeBitmap(types).contains(type)) }
  }

  @Test("M-6.1-3 M-6.1-4 the restricted form reads and writes, its next name a pointer")
  func restricted() throws {
    let name = try DNSName("a")
    let record = ResourceRecord(
      name: name, isCacheFlush: true, timeToLive: .hostName,
      data: .nsec(NextSecureData(nextName: name, types: TypeBitmap([.aaaa, .a]))))
    let message = try octets(
      """
      0000 8400 0000 0001 0000 0000
      01 61 00 002f 8001 00000078 0008 c00c 0004 40000008
      """)
    #expect(try MessageWriter.message(answers: [record]) == message)
    #expect(try Array(Message(decoding: message).answers) == [record])
  }

  @Test("D4034-4.1.2-2 no block is empty, none ends in zero, and short ones mean zeros behind")
  func noTrailingZeros() throws {
    #expect(TypeBitmap([]).wireForm.isEmpty)
    #expect(try Self.types("000140") == [.a])
    #expect(try Self.types("0020 40" + String(repeating: "00", count: 31)) == [.a])
    let padded = try Self.decode(Self.owner + octets("000440000000 0102 0000"))
    guard case .nsec(let next) = padded else {
      Issue.record("zero octets at the end are no fault")
      return
    }
    #expect(next.types == TypeBitmap([.a]))
  }

  @Test("D4034-4.1.2-3 M-6.1-5 blocks are in increasing order and 1 to 32 octets long")
  func blockOrder() throws {
    let two: [RecordType] = [.a, RecordType(rawValue: 257)]
    #expect(try TypeBitmap(two.reversed()).wireForm == octets("000140 010140"))
    #expect(try Self.types("000140 010140") == two)
    #expect(try Self.types("010140 000140") == nil)
    #expect(try Self.types("000140 000140") == nil)
    #expect(try Self.types("0000") == nil)
    #expect(try Self.types("0021" + String(repeating: "FF", count: 33)) == nil)
  }

  @Test("D4034-4.1.2-4 pseudo types are neither written nor read")
  func pseudoTypes() throws {
    let pseudo = [0, 41] + Array(128...255)
    let types = pseudo.map { RecordType(rawValue: UInt16($0)) }
    #expect(TypeBitmap(types).wireForm.isEmpty)
    #expect(TypeBitmap(types + [.a]) == TypeBitmap([.a]))
    // TYPE0, A, OPT and ANY.
    let bits = "C0" + "00000000" + "40" + String(repeating: "00", count: 25) + "01"
    #expect(try Self.types("0020" + bits) == [.a])
  }

  @Test("D4034-4.1.1-1 the next name is compressed in multicast and spelled out in legacy replies")
  func legacyReply() throws {
    let name = try DNSName("alpha.local")
    let data = RecordData.nsec(NextSecureData(nextName: name, types: TypeBitmap([.a])))
    let record = ResourceRecord(name: name, timeToLive: TimeToLive(seconds: 10), data: data)
    let forms: [(CompressionRule, [UInt8])] = [
      (.multicast, [0xC0, 0x0C]), (.legacyUnicast, name.wireForm),
    ]
    for (rule, form) in forms {
      let message = try MessageWriter.message(answers: [record], rule: rule)
      let tail = form + [0, 1, 0x40]
      #expect(message.suffix(tail.count + 2).elementsEqual([0, UInt8(tail.count)] + tail))
      #expect(try Array(Message(decoding: message).answers) == [record])
    }
  }

  @Test("M-6.1-9 an NSEC that cannot be read spoils no other record")
  func cutShort() throws {
    let ipv4 = Handmade.record(name: Self.owner, type: .a, data: [192, 0, 2, 10])
    let ipv6 = Handmade.record(
      name: Handmade.pointer(to: 12), type: .aaaa, data: [UInt8](repeating: 1, count: 16))
    for data in ["", "01", "c00c 00", "c00c 0004", "c00c 0004 400000"] {
      let broken = try octets(data)
      let nsec = Handmade.record(name: Handmade.pointer(to: 12), type: .nsec, data: broken)
      let message = try Message(decoding: Handmade.response(ipv4, nsec, ipv6))
      #expect(
        message.answerData == [
          .a(IPv4Address(192, 0, 2, 10)), .malformed(.nsec, broken),
          .aaaa(IPv6Address(high: 0x0101_0101_0101_0101, low: 0x0101_0101_0101_0101)),
        ])
    }
  }
}
