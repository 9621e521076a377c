import DNSSDWire
import Testing

@Suite("Hostile record data")
struct HostileDataTests {
  static let address = Handmade.record(type: .a, data: [192, 0, 2, 10])

  /// Reads one record between two good ones.
  static func read(_ type: RecordType, _ data: [UInt8]) throws -> RecordData {
    let record = Handmade.record(name: [1, 0x61, 0], type: type, data: data)
    let message = try Message(decoding: Handmade.response(address, record, address))
    let good = RecordData.a(IPv4Address(192, 0, 2, 10))
    try #require(message.answerData.first == good && message.answerData.last == good)
    return message.answerData[1]
  }

  @Test(
    "python-zeroconf#1725 CVE-2017-15908 blocks of a bitmap with wrong lengths or order",
    arguments: [
      "0000", "00", "0001", "0021" + String(repeating: "ff", count: 33), "0020ff", "00ff",
      "0001 40 00 01 40", "0101 40 0001 40", "ff01 80 0001 40", "0001 40 0100", "0001 40 01",
      "0001 40 0102 40",
    ])
  func brokenBitmaps(blocks: String) throws {
    let data = try [1, 0x61, 0] + octets(blocks)
    #expect(try Self.read(.nsec, data) == .malformed(.nsec, data))
  }

  @Test(
    "CVE-2017-15908 bits of pseudo types are passed over", arguments: [0, 41] + Array(128...255))
  func pseudoTypes(type: Int) throws {
    var bits = [UInt8](repeating: 0, count: 32)
    bits[0] = 0x40
    bits[type / 8] |= 0x80 >> UInt8(type % 8)
    let next = NextSecureData(nextName: try DNSName("a"), types: TypeBitmap([.a]))
    #expect(try Self.read(.nsec, [1, 0x61, 0, 0, 32] + bits) == .nsec(next))
  }

  @Test("CVE-2017-15908 a bitmap of all types ends")
  func fullBitmap() throws {
    let blocks = (0...255).flatMap { [UInt8($0), 32] + [UInt8](repeating: 0xFF, count: 32) }
    guard case .nsec(let next) = try Self.read(.nsec, [0] + blocks) else {
      Issue.record("not read as NSEC")
      return
    }
    #expect(next.types.types.count == 65_536 - 130)
    #expect(!next.types.types.contains { $0.isPseudo })
    #expect(TypeBitmap(next.types.types) == next.types)
  }

  @Test(
    "GO-2026-5942 SVCB and HTTPS are carried as they come",
    arguments: [
      "", "00", "0001", "0001 00", "0001 00 0001", "0001 00 0001 0003 02", "0000 00 0001 0000",
      "0001 00 0003 0002 0050 0003 0002 0051", "0001 00 0003 0002 0050 0001 0000",
      "0001 3f 61", "0001 c00c", "0001 ff 00",
    ])
  func serviceBinding(data: String) throws {
    let data = try octets(data)
    for type: RecordType in [.svcb, .https] {
      #expect(try Self.read(type, data) == .unknown(type, data))
    }
  }

  @Test(
    "CVE-2007-0613 CVE-2007-0614 TXT data broken in every way",
    arguments: [
      ("", [""]), ("00", [""]), ("0000", ["", ""]), ("01", [""]), ("ff", [""]), ("0561", [""]),
      ("0161", ["61"]), ("0161 ff", ["61"]), ("0161 0262", ["61"]), ("013d", ["3d"]),
      ("00 01 3d 02 613d", ["", "3d", "613d"]), ("02 0000 01ff", ["0000", "ff"]),
      ("03 c00c00", ["c00c00"]), ("02 c328", ["c328"]),
      ("0161 0141 0161", ["61", "41", "61"]),
      ("ff" + String(repeating: "3d", count: 255), [String(repeating: "3d", count: 255)]),
      ("ff" + String(repeating: "3d", count: 254), [""]),
    ])
  func text(data: String, strings: [String]) throws {
    guard case .txt(let text) = try Self.read(.txt, octets(data)) else {
      Issue.record("not read as TXT")
      return
    }
    #expect(text.strings.map { Array($0).hexadecimal } == strings)
  }

  @Test("CVE-2006-2289 CVE-2023-38469 TXT data too long for its record is refused")
  func longText() throws {
    #expect(throws: TextDataError.stringTooLong) {
      try TextData(strings: [[UInt8](repeating: 0, count: 256)])
    }
    #expect(throws: TextDataError.dataTooLong) {
      try TextData(strings: [[UInt8]](repeating: [0x61], count: 100_000))
    }
    let most = try TextData(strings: [[UInt8]](repeating: [], count: 65_535))
    #expect(throws: TextDataError.dataTooLong) {
      try TextData(strings: [[UInt8]](repeating: [], count: 65_536))
    }
    let record = ResourceRecord(name: .root, timeToLive: .other, data: .txt(most))
    #expect(throws: EncodingError.messageFull) { try MessageWriter.message(answers: [record]) }
  }

  @Test(
    "CVE-2026-48487 GHSA-qc2x-6f54-m6h9 data lengths that differ from the fields within",
    arguments: [
      (RecordType.ptr, "036162"), (.ptr, "0361626300 00"), (.srv, "000000000050 0361"),
      (.srv, "000000000050 0161 00 00"), (.mx, "0001 0161"), (.hinfo, "0361620161"),
      (.hinfo, "0161 0162 0163"), (.soa, "0161 00 0162 00 00000001"), (.naptr, "00010001 0161"),
      (.rp, "0161 00 0162"), (.px, "0001 0161 00"), (.afsdb, "00"), (.kx, "0001"),
      (.a, "c0000203 04"), (.aaaa, "20"), (.nsec, "0161 00 0005 40"), (.opt, "0004 0009 00"),
    ])
  func innerLengths(type: RecordType, data: String) throws {
    let data = try octets(data)
    #expect(try Self.read(type, data) == .malformed(type, data))
  }

  @Test("CVE-2018-20994 CVE-2020-35857 the root can be the target of SRV and MX")
  func rootTargets() throws {
    let service = ServiceData(portNumber: 0, target: .root)
    #expect(try Self.read(.srv, octets("0000 0000 0000 00")) == .srv(service))
    let mail = MailExchangeData(preference: 0, exchange: .root)
    #expect(try Self.read(.mx, octets("0000 00")) == .mx(mail))
  }

  @Test("malformed data is never written")
  func malformed() throws {
    for type in HostileFrameTests.knownTypes {
      let record = ResourceRecord(name: .root, timeToLive: .other, data: .malformed(type, [0]))
      #expect(throws: EncodingError.dataMalformed) {
        try MessageWriter.message(answers: [record])
      }
    }
  }
}
