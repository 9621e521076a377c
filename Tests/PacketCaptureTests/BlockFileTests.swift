import PacketCapture
import Testing

@Suite("pcapng files")
struct BlockFileTests {
  static let bigEndianSection = """
    0A0D0D0A 0000001C 1A2B3C4D 0001 0000 FFFFFFFFFFFFFFFF 0000001C  # 0: section header
    00000001 00000014 0001 0000 00000003 00000014                    # 28: Ethernet, snap length 3
    00000001 00000020 0065 0000 00000000                             # 48: raw IP, nanoseconds
      0009 0001 09000000 0000 0000 00000020
    00000BAD 00000010 DEADBEEF 00000010                              # 80: a block nobody knows
    00000006 00000028 00000001 00000002 540BE401                     # 96: 10.000000001 s
      00000005 00000007 0102030405000000 00000028
    00000003 00000014 00000009 0A0B0C00 00000014                     # 136: cut by the snap length
    00000002 00000024 0000 0001 00000000 000F4241                    # 156: 1.000001 s
      00000002 00000002 F1F20000 00000024                            # 192: end
    """
  static let littleEndianSection = """
    0A0D0D0A 1C000000 4D3C2B1A 0100 0200 FFFFFFFFFFFFFFFF 1C000000
    01000000 2C000000 1401 0000 00000000                             # SLL2, 2^-10 s, 100 s late
      0900 0100 8A000000 0E00 0800 6400000000000000 0000 0000 2C000000
    06000000 24000000 00000000 00000000 00060000                     # 1536/1024 s
      01000000 01000000 77000000 24000000
    """
  static let twoSections = [UInt8](hex: bigEndianSection + "\n" + littleEndianSection)

  static let packets = [
    CapturedPacket(
      number: 1, timestamp: CaptureTimestamp(seconds: 10, nanoseconds: 1), linkType: .rawIP,
      bytes: [1, 2, 3, 4, 5], originalLength: 7),
    CapturedPacket(
      number: 2, timestamp: nil, linkType: .ethernet, bytes: [0x0A, 0x0B, 0x0C], originalLength: 9),
    CapturedPacket(
      number: 3, timestamp: CaptureTimestamp(seconds: 1, nanoseconds: 1000), linkType: .ethernet,
      bytes: [0xF1, 0xF2], originalLength: 2),
    CapturedPacket(
      number: 4, timestamp: CaptureTimestamp(seconds: 101, nanoseconds: 500_000_000),
      linkType: .linuxCooked2, bytes: [0x77], originalLength: 1),
  ]

  @Test("sections of either byte order, interfaces, and the three kinds of packets are read")
  func reading() {
    #expect(CaptureReader.recognises(Self.twoSections))
    let (packets, error) = readAll(Self.twoSections)
    #expect(error == nil)
    #expect(packets == Self.packets)
  }

  @Test("a file that is cut gives the packets before the cut, then where the cut one begins")
  func truncation() {
    let starts = [0, 28, 48, 80, 96, 136, 156, 192, 220, 264, Self.twoSections.count]
    let packetEnds = [136, 156, 192, Self.twoSections.count]
    #expect(Self.twoSections.count == 300)
    for length in 4...Self.twoSections.count {
      let (packets, error) = readAll(Array(Self.twoSections.prefix(length)))
      #expect(packets == Array(Self.packets.prefix(packetEnds.count { $0 <= length })))
      if starts.contains(length) {
        #expect(error == nil)
      } else {
        #expect(error?.reason == .truncated)
        #expect(error?.offset == starts.last { $0 < length })
      }
    }
  }

  /// Each line: where the file above is changed, to what, and what reading it then says.
  static let contradictions: [(at: Int, octets: [UInt8], reason: CaptureError.Reason, from: Int)] =
    [
      (12, [0, 2], .unsupportedVersion(major: 2, minor: 0), 0),
      (35, [0x13], .malformedBlock, 28),
      (47, [0x18], .malformedBlock, 28),
      (35, [0x08], .malformedBlock, 28),
      (48 + 19, [13], .malformedBlock, 48),
      (96 + 11, [2], .unknownInterface(2), 96),
      (96 + 8, [0xFF, 0xFF, 0xFF, 0xFF], .unknownInterface(.max), 96),
      (96 + 23, [9], .malformedBlock, 96),
      (96 + 20, [0xFF], .malformedBlock, 96),
      (28 + 12, [0, 0, 0, 0], .malformedBlock, 136),
      (192 + 8, [0], .malformedBlock, 192),
      (192 + 13, [3], .unsupportedVersion(major: 0x0301, minor: 0x0002), 192),
      (96 + 7, [0x0C], .malformedBlock, 96),
      (96 + 4, [0xFF, 0xFF, 0xFF, 0xFC], .truncated, 96),
    ]

  @Test("lengths and numbers that contradict each other end the reading", arguments: contradictions)
  func contradiction(at offset: Int, octets: [UInt8], reason: CaptureError.Reason, from: Int) {
    var bytes = Self.twoSections
    bytes.replaceSubrange(offset..<offset + octets.count, with: octets)
    let (packets, error) = readAll(bytes)
    #expect(error?.reason == reason)
    #expect(error?.offset == from)
    #expect(packets == Array(Self.packets.prefix([136, 156, 192].count { $0 <= from })))
  }

  @Test("a block too short for its kind is malformed", arguments: [1, 2, 3, 6, 0x0A0D_0D0A])
  func shortBlocks(type: UInt32) {
    let short: [UInt8] = type == 0x0A0D_0D0A ? [UInt8](bigEndian: 0x1A2B_3C4D as UInt32) : []
    let length = [UInt8](bigEndian: UInt32(12 + short.count))
    let block = [UInt8](bigEndian: type) + length + short + length
    let error = readAll(Array(Self.twoSections.prefix(28)) + block).error
    #expect(error?.reason == .malformedBlock)
    #expect(error?.offset == 28)
  }

  /// The octet of `if_tsresol`, the 64-bit count, and what it means.
  static let resolutions: [(UInt8, UInt64, CaptureTimestamp?)] = [
    (0, 5, CaptureTimestamp(seconds: 5, nanoseconds: 0)),
    (3, 5001, CaptureTimestamp(seconds: 5, nanoseconds: 1_000_000)),
    (12, 1_999_999_999_999, CaptureTimestamp(seconds: 1, nanoseconds: 999_999_999)),
    (19, 18_446_744_073_709_551_615, CaptureTimestamp(seconds: 1, nanoseconds: 844_674_407)),
    (0x80, 7, CaptureTimestamp(seconds: 7, nanoseconds: 0)),
    (0xBF, 3 << 62, CaptureTimestamp(seconds: 1, nanoseconds: 500_000_000)),
    (0, .max, nil), (20, 1, nil), (0xC0, 1, nil), (0x7F, 1, nil), (0xFF, 1, nil),
  ]

  @Test("every resolution either gives the right time or none", arguments: resolutions)
  func resolution(octet: UInt8, count: UInt64, expected: CaptureTimestamp?) {
    var bytes = Array(Self.twoSections.prefix(136))
    bytes[68] = octet
    bytes.replaceSubrange(108..<116, with: [UInt8](bigEndian: count))
    let (packets, error) = readAll(bytes)
    #expect(error == nil)
    #expect(packets.count == 1)
    #expect(packets.first?.timestamp == expected)
  }

  @Test("a time zone offset beyond all seconds gives no time")
  func extremeOffset() {
    var bytes = Self.twoSections
    bytes.replaceSubrange(248..<256, with: [UInt8](repeating: 0xFF, count: 7) + [0x7F])
    #expect(readAll(bytes).packets.count == 4)
    #expect(readAll(bytes).packets.last?.timestamp == nil)
  }
}
