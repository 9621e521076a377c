import DNSSDWire
import PacketCapture
import Testing

@Suite("capture files that are written")
struct CaptureWriterTests {
  private let time = CaptureTimestamp(seconds: 0x6543_2101, nanoseconds: 0x0102_0304)!

  @Test("the file header and both kinds of records have these octets")
  func goldenOctets() throws {
    #expect(
      CaptureWriter.fileHeader
        == [UInt8](
          hex: "4D3CB2A1 0200 0400 00000000 00000000 00000400 65000000"))
    #expect(
      try CaptureWriter.record(of: Sample.ipv4Datagram, at: time)
        == [UInt8](
          hex: """
            01214365 04030201 1F000000 1F000000
            4500 001F 0000 4000 FF 11 D928 C0A80101 E00000FB
            14E9 14E9 000B 6EFE 616263
            """))
    #expect(
      try CaptureWriter.record(of: Sample.ipv6Datagram, at: time)
        == [UInt8](
          hex: """
            01214365 04030201 33000000 33000000
            60000000 000B 11 FE FE800000000000000000000000000001 FF0200000000000000000000000000FB
            14E9 14E9 000B 1324 616263
            """))
  }

  @Test("a checksum of zero is written in its other form")
  func zeroChecksum() throws {
    let datagram = UDPDatagram(
      source: Sample.ipv4Datagram.source, sourcePort: 5353,
      destination: Sample.ipv4Datagram.destination, destinationPort: 5353, hopLimit: 255,
      payload: [0x33, 0x63])
    #expect(try CaptureWriter.record(of: datagram, at: time)[42..<44] == [0xFF, 0xFF])
  }

  @Test("what is written reads back equal, and its headers sum up")
  func law() throws {
    var generator = SeededGenerator(state: 20)
    var file = CaptureWriter.fileHeader
    var expected: [(UDPDatagram, CaptureTimestamp)] = []
    for _ in 0..<500 {
      let datagram = Self.datagram(from: &generator)
      let time = try #require(
        CaptureTimestamp(
          seconds: Int64(UInt32.random(in: .min ... .max, using: &generator)),
          nanoseconds: .random(in: 0..<1_000_000_000, using: &generator)))
      file += try CaptureWriter.record(of: datagram, at: time)
      expected.append((datagram, time))
    }
    let (packets, error) = readAll(file)
    #expect(error == nil)
    #expect(packets.count == expected.count)
    for (packet, (datagram, time)) in zip(packets, expected) {
      #expect(packet.timestamp == time && packet.originalLength == packet.bytes.count)
      #expect(packet.content == .datagram(datagram))
      #expect(Self.checksumsAreRight(in: Array(packet.bytes)))
    }
  }

  @Test("the longest datagram of either family is written, a longer one is refused")
  func longest() throws {
    for (sample, longest, octets) in [
      (Sample.ipv4Datagram, 65_507, 65_536), (Sample.ipv6Datagram, 65_527, 65_536),
    ] {
      let datagram = Self.datagram(sample, payloadCount: longest)
      let record = try CaptureWriter.record(of: datagram, at: time)
      #expect(
        readAll(CaptureWriter.fileHeader + record).packets.map(\.content) == [.datagram(datagram)])
      #expect(throws: CaptureWriteError.tooLong(octets: octets)) {
        try CaptureWriter.record(
          of: Self.datagram(sample, payloadCount: longest + 1), at: time)
      }
    }
  }

  @Test("what the format cannot hold is refused")
  func refusals() throws {
    let mixed = UDPDatagram(
      source: Sample.ipv4Datagram.source, sourcePort: 1,
      destination: Sample.ipv6Datagram.destination, destinationPort: 1, hopLimit: 1, payload: [])
    #expect(throws: CaptureWriteError.mixedFamilies) {
      try CaptureWriter.record(of: mixed, at: time)
    }
    for seconds in [-1, 1 << 32, Int64.max, .min] {
      let time = try #require(CaptureTimestamp(seconds: seconds, nanoseconds: 0))
      #expect(throws: CaptureWriteError.timeOutOfRange) {
        try CaptureWriter.record(of: Sample.ipv4Datagram, at: time)
      }
    }
    #expect(CaptureTimestamp(seconds: 0, nanoseconds: 1_000_000_000) == nil)
  }

  private static func datagram(_ sample: UDPDatagram, payloadCount: Int) -> UDPDatagram {
    UDPDatagram(
      source: sample.source, sourcePort: 1, destination: sample.destination, destinationPort: 2,
      hopLimit: 3, payload: [UInt8](repeating: 0xA5, count: payloadCount)[...])
  }

  private static func datagram(from generator: inout SeededGenerator) -> UDPDatagram {
    func address(_ isIPv4: Bool) -> IPAddress {
      isIPv4
        ? .v4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: generator.next())))
        : .v6(IPv6Address(high: generator.next(), low: generator.next()))
    }
    let isIPv4 = Bool.random(using: &generator)
    let count = Int.random(in: 0...300, using: &generator)
    return UDPDatagram(
      source: address(isIPv4), sourcePort: UInt16(truncatingIfNeeded: generator.next()),
      destination: address(isIPv4), destinationPort: UInt16(truncatingIfNeeded: generator.next()),
      hopLimit: UInt8(truncatingIfNeeded: generator.next()),
      payload: (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }[...])
  }

  /// Sums up the way a receiver does: with the checksum included, ones' complement gives 0xFFFF.
  private static func checksumsAreRight(in packet: [UInt8]) -> Bool {
    func sum(_ bytes: some Sequence<UInt8>) -> Int {
      var sum = 0
      for (index, octet) in bytes.enumerated() { sum += Int(octet) << (index % 2 == 0 ? 8 : 0) }
      return sum
    }
    func isRight(_ sum: Int) -> Bool { sum > 0 && sum % 0xFFFF == 0 }
    let isIPv4 = packet[0] >> 4 == 4
    let udp = packet.dropFirst(isIPv4 ? 20 : 40)
    let addresses = isIPv4 ? packet[12..<20] : packet[8..<40]
    return (!isIPv4 || isRight(sum(packet.prefix(20))))
      && isRight(sum(addresses) + 17 + udp.count + sum(udp))
  }
}
