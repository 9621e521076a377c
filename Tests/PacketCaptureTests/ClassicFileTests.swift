import PacketCapture
import Testing

@Suite("classic pcap files")
struct ClassicFileTests {
  /// Two packets: four octets of four at 1.5 s, two octets of six at 2.000000001 or 2.001 s.
  static let files: [String: String] = [
    "little-endian, microseconds": """
    D4 C3 B2 A1 02 00 04 00 00 00 00 00 00 00 00 00 00 00 04 00 01 00 00 00
    01 00 00 00 20 A1 07 00 04 00 00 00 04 00 00 00 AA BB CC DD
    02 00 00 00 E8 03 00 00 02 00 00 00 06 00 00 00 EE FF
    """,
    "big-endian, microseconds": """
    A1 B2 C3 D4 00 02 00 04 00 00 00 00 00 00 00 00 00 04 00 00 00 00 00 01
    00 00 00 01 00 07 A1 20 00 00 00 04 00 00 00 04 AA BB CC DD
    00 00 00 02 00 00 03 E8 00 00 00 02 00 00 00 06 EE FF
    """,
    "little-endian, nanoseconds": """
    4D 3C B2 A1 02 00 04 00 00 00 00 00 00 00 00 00 00 00 04 00 01 00 00 00
    01 00 00 00 00 65 CD 1D 04 00 00 00 04 00 00 00 AA BB CC DD
    02 00 00 00 40 42 0F 00 02 00 00 00 06 00 00 00 EE FF
    """,
    "big-endian, nanoseconds": """
    A1 B2 3C 4D 00 02 00 04 00 00 00 00 00 00 00 00 00 04 00 00 00 00 00 01
    00 00 00 01 1D CD 65 00 00 00 00 04 00 00 00 04 AA BB CC DD
    00 00 00 02 00 0F 42 40 00 00 00 02 00 00 00 06 EE FF
    """,
  ]

  @Test("both byte orders and both units give the same packets", arguments: files.keys.sorted())
  func reading(name: String) throws {
    let bytes = [UInt8](hex: try #require(Self.files[name]))
    #expect(CaptureReader.recognises(bytes))
    let (packets, error) = readAll(bytes)
    #expect(error == nil)
    #expect(
      packets == [
        CapturedPacket(
          number: 1, timestamp: CaptureTimestamp(seconds: 1, nanoseconds: 500_000_000),
          linkType: .ethernet, bytes: [0xAA, 0xBB, 0xCC, 0xDD], originalLength: 4),
        CapturedPacket(
          number: 2, timestamp: CaptureTimestamp(seconds: 2, nanoseconds: 1_000_000),
          linkType: .ethernet, bytes: [0xEE, 0xFF], originalLength: 6),
      ])
    #expect(packets.map(\.bytes.startIndex) == [40, 60])
  }

  @Test("a checksum length above the link type is no part of it")
  func checksumLength() throws {
    var bytes = [UInt8](hex: try #require(Self.files["big-endian, nanoseconds"]))
    bytes[20] = 0x40
    #expect(readAll(bytes).packets.map(\.linkType) == [.ethernet, .ethernet])
  }

  @Test("a fraction of more than a second is carried over, the last second is not too late")
  func carriedFraction() throws {
    var bytes = [UInt8](hex: try #require(Self.files["big-endian, microseconds"]))
    bytes.replaceSubrange(24..<32, with: [UInt8](repeating: 0xFF, count: 8))
    #expect(
      readAll(bytes).packets.first?.timestamp
        == CaptureTimestamp(seconds: 4_294_967_295 + 4294, nanoseconds: 967_295_000))
  }

  @Test("a file that is cut gives the packets before the cut, then where the cut one begins")
  func truncation() throws {
    for text in Self.files.values {
      let bytes = [UInt8](hex: text)
      let whole = readAll(bytes).packets
      for length in 4..<bytes.count {
        let start = length < 24 ? 0 : length < 44 ? 24 : 44
        let (packets, error) = readAll(Array(bytes.prefix(length)))
        #expect(packets == Array(whole.prefix(length < 44 ? 0 : 1)))
        if length == 24 || length == 44 {
          #expect(error == nil)
        } else {
          #expect(error?.reason == .truncated)
          #expect(error?.offset == start)
        }
      }
    }
  }

  @Test("after an error the reader is at its end")
  func endAfterError() throws {
    let bytes = [UInt8](hex: try #require(Self.files["big-endian, microseconds"]))
    var reader = try CaptureReader(bytes.dropLast())
    _ = try reader.next()
    #expect(throws: CaptureError.self) { try reader.next() }
    #expect(try reader.next() == nil)
  }

  @Test("versions with another layout are refused", arguments: [(1, 4), (2, 3), (3, 0)])
  func versions(major: UInt16, minor: UInt16) throws {
    var bytes = [UInt8](hex: try #require(Self.files["big-endian, microseconds"]))
    bytes.replaceSubrange(
      4..<8, with: [UInt8](bigEndian: major) + [UInt8](bigEndian: minor))
    #expect(readAll(bytes).error?.reason == .unsupportedVersion(major: major, minor: minor))
  }

  @Test(
    "what is no capture is told apart",
    arguments: [
      "", "A1 B2 C3", "0A 0D 0D", "00 00 84 00 00 00 00 01 00 00 00 00",
      "0A 0D 0D 0A 00 00 00 1C 00 00 00 00", "34 CD B2 A1 02 00 04 00",
    ])
  func otherFiles(text: String) {
    let bytes = [UInt8](hex: text)
    #expect(!CaptureReader.recognises(bytes))
    #expect(readAll(bytes).error?.reason == .unrecognised)
  }
}
