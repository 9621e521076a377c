import PacketCapture
import Testing

@Suite("hostile capture files")
struct HostileFileTests {
  /// Files with everything that is read: all link types, tags, extension headers and fragments.
  static let files: [[UInt8]] = {
    let packets = samplePackets
    var classic = [UInt8](hex: "A1B2C3D4 0002 0004 00000000 00000000 00040000 00000001")
    var blocks = BlockFileTests.twoSections
    blocks += BlockFileTests.twoSections.prefix(28)
    for packet in packets {
      let bytes = Array(packet.bytes)
      let length = [UInt8](bigEndian: UInt32(bytes.count))
      if packet.linkType == .ethernet {
        classic += [0, 0, 0, 1, 0, 0, 0, 2] + length + length + bytes
      }
    }
    for (index, packet) in packets.enumerated() {
      let bytes = Array(packet.bytes)
      let padded = bytes + [UInt8](repeating: 0, count: -bytes.count & 3)
      let length = [UInt8](bigEndian: UInt32(bytes.count))
      blocks += block(1, [UInt8](bigEndian: packet.linkType.rawValue) + [0, 0, 0, 0, 0, 0])
      blocks += block(
        6,
        [UInt8](bigEndian: UInt32(index)) + [0, 0, 0, 0, 0, 0, 0, 9] + length + length + padded)
    }
    return [classic, blocks]
  }()

  private static let samplePackets: [CapturedPacket] = {
    let content = FragmentReassemblerTests.udp([UInt8](repeating: 5, count: 40))
    let fragments = FragmentReassemblerTests.Family.allCases.flatMap {
      $0.fragments(content, size: 16)
    }
    let chain = Sample.ipv6(nextHeader: 0, content: PacketContentTests.extensionHeaders)
    let framed = PacketContentTests.links.flatMap { link in
      [
        packet(link.0, [UInt8](hex: link.ipv4) + Sample.ipv4),
        packet(link.0, [UInt8](hex: link.ipv6) + Sample.ipv6),
      ]
    }
    return framed
      + (fragments.map { Array($0.bytes) } + [chain]).map { bytes in
        packet(.ethernet, ethernet(bytes[0] >> 4 == 4 ? 0x0800 : 0x86DD, bytes))
      }
  }()

  private static func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    let length = [UInt8](bigEndian: UInt32(body.count + 12))
    return [UInt8](bigEndian: type) + length + body + length
  }

  /// Reads everything; returns how many datagrams came out whole or cut.
  private func read(_ bytes: [UInt8], _ label: Comment) throws -> Int {
    guard var reader = try? CaptureReader(bytes) else { return 0 }
    var reassembler = FragmentReassembler()
    var datagrams = 0
    var packets = 0
    while let packet = try? reader.next() {
      packets += 1
      #expect(packet.number == packets, label)
      // A record takes 16 octets of the file, the shortest packet block as many.
      guard packets <= bytes.count / 16 else {
        Issue.record("more packets than fit into the file: \(label)")
        return datagrams
      }
      #expect(packet.bytes.endIndex <= bytes.count, label)
      if case .datagram(let datagram) = reassembler.content(of: packet) {
        datagrams += 1
        #expect(datagram.payload.count <= datagram.payloadLength, label)
        #expect(datagram.payloadLength < datagram.ipLength, label)
      }
      #expect(reassembler.waitingDatagrams <= FragmentReassembler.maximumDatagrams, label)
    }
    #expect(try reader.next() == nil, label)
    return datagrams
  }

  @Test("the files that are damaged below are sound")
  func soundness() throws {
    #expect(try read(Self.files[0], "pcap") == 9)
    #expect(try read(Self.files[1], "pcapng") == 29)
    #expect(Self.files.allSatisfy { readAll($0).error == nil })
  }

  @Test("cut at any offset, a file ends the reading in order")
  func truncation() throws {
    for file in Self.files {
      let whole = readAll(file).packets
      for length in 4..<file.count {
        let (packets, error) = readAll(Array(file.prefix(length)))
        #expect(packets == Array(whole.prefix(packets.count)))
        #expect(error == nil || error?.reason == .truncated)
        _ = try read(Array(file.prefix(length)), "cut to \(length)")
      }
    }
  }

  @Test("10,000 damaged files are read to an end")
  func mutation() throws {
    var undamaged = 0
    for seed in 0..<10_000 as Range<UInt64> {
      var generator = SeededGenerator(state: seed)
      var file = Self.files[Int(seed % 2)]
      for _ in 0..<Int.random(in: 1...8, using: &generator) { Self.damage(&file, &generator) }
      undamaged += try read(file, "seed \(seed)")
    }
    // Damage that stopped every file at its header would test nothing.
    #expect(undamaged > 10_000)
  }

  private static func damage(_ file: inout [UInt8], _ generator: inout SeededGenerator) {
    let offset = Int.random(in: 0..<file.count, using: &generator)
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: file[offset] = 0xFF
    case 1: file[offset] = 0
    case 2: file[offset] &+= 1
    case 3: file[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 4: file.insert(UInt8(truncatingIfNeeded: generator.next()), at: offset)
    case 5 where file.count > 64: file.remove(at: offset)
    case 6 where offset > 64: file.removeSubrange(offset...)
    default: file[offset] = UInt8(truncatingIfNeeded: generator.next())
    }
  }
}
