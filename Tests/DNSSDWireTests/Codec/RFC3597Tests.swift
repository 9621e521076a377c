import DNSSDWire
import Testing

@Suite("RFC 3597: unknown types")
struct RFC3597Tests {
  static let type = RecordType(rawValue: 65_280)

  @Test("D3597-3-1 D3597-4-1 data of an unknown type goes through unchanged")
  func opaque() throws {
    // What looks like a pointer to the owner, and then like the owner spelled out.
    let data = try octets("c00c 05 6c6f63616c 00")
    let record = ResourceRecord(
      name: .local, timeToLive: .other, data: .unknown(Self.type, data))
    for rule: CompressionRule in [.multicast, .legacyUnicast] {
      let message = try MessageWriter.message(answers: [record], rule: rule)
      #expect(Array(message.suffix(data.count)) == data)
      #expect(try Array(Message(decoding: message).answers) == [record])
    }
  }

  @Test("D3597-6-1 unknown data is equal octet by octet, case included")
  func equality() {
    let small = RecordData.unknown(Self.type, [1, 0x61])
    #expect(small != .unknown(Self.type, [1, 0x41]))
    #expect(small != .unknown(RecordType(rawValue: 65_281), [1, 0x61]))
    #expect(small == .unknown(Self.type, [1, 0x61]))
  }

  @Test("D3597-5-1 types and classes without a name read and write as TYPEn and CLASSn")
  func numbers() {
    #expect(Self.type.description == "TYPE65280")
    #expect(RecordType("TYPE65280") == Self.type)
    #expect(RecordType("type1") == .a)
    #expect(RecordClass(rawValue: 3).description == "CLASS3")
    #expect(RecordClass("CLASS3") == RecordClass(rawValue: 3))
    for text in ["TYPE", "TYPE65536", "TYPE-1", "TYPE+1", "TYPE 1", "CLASS1", ""] {
      #expect(RecordType(text) == nil)
    }
    for text in ["CLASS", "CLASS65536", "CLASS-1", "TYPE1", ""] {
      #expect(RecordClass(text) == nil)
    }
  }

  @Test("D3597-5-1 data reads and writes as a length and hexadecimal digits")
  func genericText() {
    let data = RecordData.unknown(Self.type, [0x0A, 0, 0, 1])
    #expect(data.description == "\\# 4 0a000001")
    #expect(RecordData(Self.type, genericText: "\\# 4 0A000001") == data)
    #expect(RecordData(Self.type, genericText: "\\# 4 0A 0000 01") == data)
    #expect(RecordData(.a, genericText: "\\# 4 0A000001") == .a(IPv4Address(10, 0, 0, 1)))
    #expect(RecordData(Self.type, genericText: "\\# 0") == .unknown(Self.type, []))
    for text in [
      "\\# 3 0A000001", "\\# 5 0A000001", "\\# 4 0A00000", "\\# 4 0A00000G", "\\# 4", "\\#",
      "# 4 0A000001", "4 0A000001", "\\# -4 0A000001", "\\# 65536 00", "",
    ] {
      #expect(RecordData(Self.type, genericText: text) == nil, "\(text)")
    }
  }
}
