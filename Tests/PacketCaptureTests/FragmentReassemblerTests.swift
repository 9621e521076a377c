import DNSSDWire
import PacketCapture
import Testing

@Suite("fragments put together")
struct FragmentReassemblerTests {
  /// The families, as functions that make one fragment of some content.
  enum Family: String, CaseIterable {
    case ipv4 = "IPv4"
    case ipv6 = "IPv6"

    func fragment(
      _ content: [UInt8], _ range: Range<Int>, identification: UInt16 = 7, nextHeader: UInt8 = 17,
      atSecond second: Int64? = nil
    ) -> CapturedPacket {
      let hasMore = range.upperBound < content.count
      let part = Array(content[range])
      let bytes =
        switch self {
        case .ipv4:
          Sample.ipv4(
            identification: identification,
            flagsAndOffset: UInt16(range.lowerBound / 8) | (hasMore ? 0x2000 : 0), content: part)
        case .ipv6:
          Sample.ipv6(
            nextHeader: 44,
            content: [nextHeader, 0]
              + [UInt8](bigEndian: UInt16(range.lowerBound + (hasMore ? 1 : 0)))
              + [UInt8](bigEndian: UInt32(identification)) + part)
        }
      return packet(.rawIP, bytes, atSecond: second)
    }

    func fragments(_ content: [UInt8], size: Int) -> [CapturedPacket] {
      stride(from: 0, to: content.count, by: size).map {
        fragment(content, $0..<min($0 + size, content.count))
      }
    }

    /// What a datagram with this payload reads as when it comes whole.
    func datagram(_ payload: [UInt8]) -> PacketContent {
      let content = FragmentReassemblerTests.udp(payload)
      let whole =
        switch self {
        case .ipv4: Sample.ipv4(content: content)
        case .ipv6: Sample.ipv6(nextHeader: 17, content: content)
        }
      return packet(.rawIP, whole).content
    }
  }

  static func udp(_ payload: [UInt8]) -> [UInt8] {
    [0x14, 0xE9, 0x14, 0xE9] + [UInt8](bigEndian: UInt16(8 + payload.count)) + [0, 0] + payload
  }

  private static let payload = (0..<9000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

  private func isWaiting(_ content: PacketContent) -> Bool {
    if case .fragment = content { true } else { false }
  }

  @Test("two fragments of either family, octet by octet")
  func goldenFragments() {
    let pairs = [
      [
        """
        45 00 00 1C 00 07 20 00 FF 11 00 00 C0 A8 01 01 E0 00 00 FB
        14 E9 14 E9 00 0B 00 00
        """, "45 00 00 17 00 07 00 01 FE 11 00 00 C0 A8 01 01 E0 00 00 FB 61 62 63",
      ],
      [
        """
        60 00 00 00 00 10 2C FE FE80000000000000 0000000000000001
        FF02000000000000 00000000000000FB 11 00 0001 89ABCDEF 14 E9 14 E9 00 0B 00 00
        """,
        """
        60 00 00 00 00 0B 2C 01 FE80000000000000 0000000000000001
        FF02000000000000 00000000000000FB 11 00 0008 89ABCDEF 61 62 63
        """,
      ],
    ]
    for (texts, expected) in zip(pairs, [Sample.ipv4Datagram, Sample.ipv6Datagram]) {
      var reassembler = FragmentReassembler()
      let parts = texts.map { packet(.rawIP, [UInt8](hex: $0)) }
      guard case .fragment(let part) = reassembler.content(of: parts[0]) else {
        Issue.record("no fragment")
        continue
      }
      #expect(part.offset == 0 && !part.isLast && part.payload.count == 8)
      #expect(part.source == expected.source && part.destination == expected.destination)
      #expect([7, 0x89AB_CDEF].contains(part.identification))
      #expect(reassembler.waitingDatagrams == 1)
      #expect(reassembler.content(of: parts[1]) == .datagram(expected))
      #expect(reassembler.waitingDatagrams == 0)
    }
  }

  @Test(
    "9,000 octets come together in order, reversed, shuffled and doubled",
    arguments: Family.allCases)
  func orders(family: Family) {
    let parts = family.fragments(Self.udp(Self.payload), size: 1448)
    var generator = SeededGenerator(state: 9)
    let orders =
      [parts, parts.reversed(), parts.dropLast().flatMap { [$0, $0] } + parts.suffix(1)]
      + (0..<50).map { _ in parts.shuffled(using: &generator) }
    for order in orders {
      var reassembler = FragmentReassembler()
      let contents = order.map { reassembler.content(of: $0) }
      #expect(contents.dropLast().allSatisfy(isWaiting))
      #expect(contents.last == family.datagram(Self.payload))
      #expect(reassembler.waitingDatagrams == 0)
    }
  }

  @Test("with a hole nothing comes, and other packets pass by", arguments: Family.allCases)
  func hole(family: Family) {
    let parts = family.fragments(Self.udp(Self.payload), size: 1448)
    for missing in parts.indices {
      var reassembler = FragmentReassembler()
      for (index, part) in parts.enumerated() where index != missing {
        #expect(isWaiting(reassembler.content(of: part)))
        #expect(
          reassembler.content(of: packet(.rawIP, Sample.ipv4)) == .datagram(Sample.ipv4Datagram))
      }
      #expect(reassembler.waitingDatagrams == 1)
    }
  }

  /// The octets of each fragment in order of arrival, and what its arrival gives.
  static let contradictions: [([Range<Int>], FragmentRefusal)] = [
    ([0..<16, 8..<24], .overlap), ([8..<24, 0..<16], .overlap), ([0..<24, 8..<16], .overlap),
    ([8..<16, 0..<24], .overlap), ([0..<16, 0..<24], .overlap),
    ([0..<8, 16..<24, 8..<32], .overlap),
    ([16..<24, 8..<24], .overlap), ([48..<64, 40..<56], .overlap),
    ([32..<64, 48..<64], .overlap),
  ]

  @Test("fragments that overlap are refused, and so is what follows", arguments: contradictions)
  func overlap(ranges: [Range<Int>], refusal: FragmentRefusal) {
    for family in Family.allCases {
      let content = Self.udp([UInt8](repeating: 1, count: 56))
      let parts = ranges.map { family.fragment(content, $0) }
      var reassembler = FragmentReassembler()
      for part in parts.dropLast() { #expect(isWaiting(reassembler.content(of: part))) }
      #expect(reassembler.content(of: parts[parts.count - 1]) == .unread(.refusedFragment(refusal)))
      #expect(reassembler.waitingDatagrams == 0)
      for part in family.fragments(content, size: 8) {
        #expect(reassembler.content(of: part) == .unread(.refusedFragment(refusal)))
      }
    }
  }

  @Test("a duplicate with other octets is an overlap", arguments: Family.allCases)
  func changedDuplicate(family: Family) {
    var content = Self.udp([UInt8](repeating: 1, count: 56))
    var reassembler = FragmentReassembler()
    #expect(isWaiting(reassembler.content(of: family.fragment(content, 8..<16))))
    content[12] ^= 1
    #expect(
      reassembler.content(of: family.fragment(content, 8..<16))
        == .unread(.refusedFragment(.overlap)))
  }

  @Test("fragments that do not agree on the end are refused", arguments: Family.allCases)
  func ends(family: Family) {
    let short = Self.udp([UInt8](repeating: 1, count: 24))
    let long = Self.udp([UInt8](repeating: 1, count: 56))
    for (first, second) in [
      (family.fragment(short, 16..<32), family.fragment(long, 40..<48)),
      (family.fragment(long, 40..<48), family.fragment(short, 16..<32)),
      (family.fragment(short, 24..<32), family.fragment(long, 56..<64)),
      (family.fragment(long, 56..<64), family.fragment(short, 24..<32)),
    ] {
      var reassembler = FragmentReassembler()
      #expect(isWaiting(reassembler.content(of: first)))
      #expect(
        reassembler.content(of: second) == .unread(.refusedFragment(.contradictingEnd)))
    }
  }

  @Test("more fragments than any link makes are refused")
  func tooMany() {
    let content = Self.udp([UInt8](repeating: 1, count: 8 * 1030))
    let contents = Family.ipv4.fragments(content, size: 8)
    var reassembler = FragmentReassembler()
    for part in contents.prefix(1024) { #expect(isWaiting(reassembler.content(of: part))) }
    #expect(reassembler.content(of: contents[1024]) == .unread(.refusedFragment(.tooMany)))
  }

  @Test("the datagram begun first gives way to one too many", arguments: Family.allCases)
  func eviction(family: Family) {
    let limit = FragmentReassembler.maximumDatagrams
    let content = Self.udp([1, 2, 3, 4, 5, 6, 7, 8])
    var reassembler = FragmentReassembler()
    for identification in 0...UInt16(limit) {
      let head = family.fragment(content, 0..<8, identification: identification)
      #expect(isWaiting(reassembler.content(of: head)))
      #expect(reassembler.waitingDatagrams == min(Int(identification) + 1, limit))
    }
    let expected = family.datagram([1, 2, 3, 4, 5, 6, 7, 8])
    for identification in 1...UInt16(limit) {
      let tail = family.fragment(content, 8..<16, identification: identification)
      #expect(reassembler.content(of: tail) == expected)
    }
    #expect(isWaiting(reassembler.content(of: family.fragment(content, 8..<16, identification: 0))))
  }

  @Test("after a minute an identification stands for another datagram", arguments: Family.allCases)
  func timeout(family: Family) {
    let old = Self.udp([1, 2, 3, 4, 5, 6, 7, 8])
    let new = Self.udp([8, 7, 6, 5, 4, 3, 2, 1])
    for (second, octets) in [(160, [1, 2, 3, 4, 5, 6, 7, 8]), (161, nil)] as [(Int64, [UInt8]?)] {
      var reassembler = FragmentReassembler()
      _ = reassembler.content(of: family.fragment(old, 0..<8, atSecond: 100))
      let content = reassembler.content(of: family.fragment(old, 8..<16, atSecond: second))
      if let octets {
        #expect(content == family.datagram(octets))
      } else {
        #expect(isWaiting(content))
        let head = family.fragment(new, 0..<8, atSecond: second)
        #expect(reassembler.content(of: head) == family.datagram([1, 2, 3, 4, 5, 6, 7, 8]))
      }
    }
  }

  @Test("times at the ends of the range do no harm")
  func extremeTimes() {
    let content = Self.udp([1, 2, 3, 4, 5, 6, 7, 8])
    for times in [[Int64.max, .min], [.min, .max], [.max, .max]] {
      var reassembler = FragmentReassembler()
      for (index, second) in times.enumerated() {
        let part = Family.ipv4.fragment(
          content, 8 * index..<8 * index + 8, atSecond: second)
        _ = reassembler.content(of: part)
      }
      #expect(reassembler.waitingDatagrams == (times == [.min, .max] ? 1 : 0))
    }
  }

  @Test("fragments of other packets, hosts and VLANs are kept apart")
  func separation() {
    let content = Self.udp([1, 2, 3, 4, 5, 6, 7, 8])
    let tail = Family.ipv4.fragment(content, 8..<16)
    var otherSource = Array(tail.bytes)
    otherSource[15] = 2
    var otherDestination = Array(tail.bytes)
    otherDestination[19] = 0xFC
    var reassembler = FragmentReassembler()
    let head = Family.ipv4.fragment(content, 0..<8)
    for other in [
      head, Family.ipv4.fragment(content, 8..<16, identification: 8),
      packet(.rawIP, otherSource), packet(.rawIP, otherDestination),
      packet(.ethernet, ethernet(0x8100, [0, 1, 8, 0] + tail.bytes)),
    ] {
      #expect(isWaiting(reassembler.content(of: other)))
    }
    #expect(reassembler.waitingDatagrams == 5)
    #expect(reassembler.content(of: tail) == Family.ipv4.datagram([1, 2, 3, 4, 5, 6, 7, 8]))
  }

  @Test("headers behind the fragment header are passed, a fragment of a fragment is refused")
  func innerHeaders() {
    let options: [UInt8] = [17, 0, 1, 4, 0, 0, 0, 0]
    let content = options + Self.udp([1, 2, 3])
    var reassembler = FragmentReassembler()
    for range in [0..<8, 8..<16] {
      #expect(
        isWaiting(
          reassembler.content(of: Family.ipv6.fragment(content, range, nextHeader: 60))))
    }
    let whole = packet(.rawIP, Sample.ipv6(nextHeader: 60, content: content)).content
    #expect(
      reassembler.content(of: Family.ipv6.fragment(content, 16..<19, nextHeader: 17)) == whole)

    let nested: [UInt8] = [17, 0, 0, 1, 0, 0, 0, 5] + Self.udp([])
    #expect(
      isWaiting(reassembler.content(of: Family.ipv6.fragment(nested, 0..<8, nextHeader: 44))))
    #expect(
      reassembler.content(of: Family.ipv6.fragment(nested, 8..<16, nextHeader: 44))
        == .unread(.malformed(.ipv6, offset: 0)))
  }

  @Test("a fragment cut by the capture is no fragment", arguments: Family.allCases)
  func cut(family: Family) {
    let whole = family.fragment(Self.udp([1, 2, 3, 4, 5, 6, 7, 8]), 0..<8)
    let cut = packet(.rawIP, Array(whole.bytes), cutTo: whole.bytes.count - 1)
    let layer: PacketLayer = family == .ipv4 ? .ipv4 : .ipv6
    #expect(cut.content == .unread(.truncated(layer, offset: whole.bytes.count - 8)))
  }
}
