import DNSSDWire
import PacketCapture
import Testing

@Suite("UDP datagrams in packets")
struct PacketContentTests {
  /// The link type, its header in front of an IPv4 packet and of an IPv6 packet, the VLAN IDs.
  static let links: [(LinkType, ipv4: String, ipv6: String, vlanIDs: [UInt16])] = [
    (.ethernet, "01005E0000FB 020000000001 0800", "3333000000FB 020000000001 86DD", []),
    (
      .ethernet, "01005E0000FB 020000000001 8100 E00A 0800",
      "3333000000FB 020000000001 8100 000A 86DD", [10]
    ),
    (
      .ethernet, "01005E0000FB 020000000001 88A8 0FFF 8100 2001 0800",
      "3333000000FB 020000000001 9100 0FFF 8100 2001 86DD", [4095, 1]
    ),
    (
      .linuxCooked, "0002 0001 0006 0200000000010000 0800",
      "0002 0001 0006 0200000000010000 86DD", []
    ),
    (
      .linuxCooked, "0002 0001 0006 0200000000010000 8100 0007 0800",
      "0002 0001 0006 0200000000010000 8100 0007 86DD", [7]
    ),
    (
      .linuxCooked2, "0800 0000 00000002 0001 02 06 0200000000010000",
      "86DD 0000 00000002 0001 02 06 0200000000010000", []
    ),
    (.null, "00000002", "0000001E", []), (.null, "02000000", "1C000000", []),
    (.loopback, "00000002", "00000018", []), (.null, "02000000", "0A000000", []),
    (.rawIP, "", "", []), (LinkType(rawValue: 12), "", "", []),
    (LinkType(rawValue: 14), "", "", []),
  ]

  @Test("every framing leads to the same datagram", arguments: links)
  func framing(type: LinkType, ipv4: String, ipv6: String, vlanIDs: [UInt16]) throws {
    for (header, body, expected) in [
      (ipv4, Sample.ipv4, Sample.ipv4Datagram), (ipv6, Sample.ipv6, Sample.ipv6Datagram),
    ] {
      // Short frames are padded on the link; padding is no part of the datagram.
      let frame = [UInt8](hex: header) + body + [0, 0, 0]
      guard case .datagram(let datagram) = packet(type, frame).content else {
        Issue.record("no datagram: \(packet(type, frame).content)")
        continue
      }
      #expect(datagram.vlanIDs == vlanIDs)
      #expect(datagram.source == expected.source)
      #expect(datagram.destination == expected.destination)
      #expect(datagram.sourcePort == 5353 && datagram.destinationPort == 5353)
      #expect(datagram.hopLimit == expected.hopLimit)
      #expect(datagram.ipLength == body.count)
      #expect(datagram.payload == [0x61, 0x62, 0x63])
      #expect(!datagram.isCut)
    }
  }

  @Test("link types of one IP version take that version only")
  func versions() {
    #expect(packet(.ipv4, Sample.ipv4).content == .datagram(Sample.ipv4Datagram))
    #expect(packet(.ipv6, Sample.ipv6).content == .datagram(Sample.ipv6Datagram))
    #expect(packet(.ipv4, Sample.ipv6).content == .unread(.malformed(.ipv4, offset: 0)))
    #expect(
      packet(.ipv6, Sample.ipv4 + Sample.ipv4).content == .unread(.malformed(.ipv6, offset: 0)))
  }

  @Test("IPv4 options and ports are told apart")
  func options() {
    let bytes = [UInt8](
      hex: """
        46 00 00 20 00 00 40 00 01 11 00 00 0A 4D 00 01 0A 4D 00 02 94 04 00 00
        14 E9 C0 01 00 08 FF FF
        """)
    guard case .datagram(let datagram) = packet(.rawIP, bytes).content else {
      Issue.record("no datagram")
      return
    }
    #expect(datagram.source == .v4(IPv4Address(10, 77, 0, 1)))
    #expect(datagram.destination == .v4(IPv4Address(10, 77, 0, 2)))
    #expect(datagram.sourcePort == 5353 && datagram.destinationPort == 0xC001)
    #expect(datagram.hopLimit == 1 && datagram.ipLength == 32 && datagram.payload.isEmpty)
  }

  static let extensionHeaders = [UInt8](
    hex: """
      2B 00 05 02 00 00 00 00                  # hop-by-hop: router alert, then routing
      3C 01 00 00 0000000000000000 00000000    # routing, 16 octets, then destination options
      33 00 01 04 00 00 00 00                  # destination options, then authentication
      2C 04 0000 00000001 00000001 000000000000000000000000  # 24 octets, then a fragment header
      11 00 0000 00000009                      # that has the whole packet
      14 E9 14 E9 00 0B 00 00 61 62 63
      """)

  @Test("IPv6 extension headers are passed, an atomic fragment among them")
  func passedHeaders() {
    let bytes = Sample.ipv6(nextHeader: 0, content: Self.extensionHeaders)
    guard case .datagram(let datagram) = packet(.ethernet, ethernet(0x86DD, bytes)).content else {
      Issue.record("no datagram")
      return
    }
    #expect(datagram.payload == [0x61, 0x62, 0x63])
    #expect(datagram.ipLength == 40 + 75)
  }

  @Test("of extension headers only so many are passed")
  func tooManyHeaders() {
    let options: [UInt8] = [60, 0, 1, 4, 0, 0, 0, 0]
    let udp = Array(Sample.ipv6.suffix(11))
    func content(_ count: Int) -> PacketContent {
      let chain = (1..<count).flatMap { _ in options } + [17] + options.dropFirst() + udp
      return packet(.rawIP, Sample.ipv6(nextHeader: 60, content: chain)).content
    }
    guard case .datagram = content(15) else {
      Issue.record("no datagram")
      return
    }
    #expect(content(16) == .unread(.malformed(.ipv6, offset: 40 + 16 * 8)))
  }

  @Test("a capture cut in the payload gives what is there, and says so")
  func cutPayload() {
    for cut in 0..<3 {
      let bytes = Sample.ipv6
      let packet = packet(.rawIP, bytes, cutTo: bytes.count - 3 + cut)
      guard case .datagram(let datagram) = packet.content else {
        Issue.record("no datagram")
        continue
      }
      #expect(datagram.isCut && datagram.payloadLength == 3)
      #expect(datagram.payload == [0x61, 0x62, 0x63].prefix(cut))
    }
  }

  @Test("an original length below what was captured is not believed", arguments: [0, -1, 30])
  func originalLength(length: Int) {
    let packet = CapturedPacket(
      number: 1, timestamp: nil, linkType: .rawIP, bytes: Sample.ipv4[...], originalLength: length)
    #expect(packet.content == .datagram(Sample.ipv4Datagram))
  }

  @Test("a UDP length shorter than the packet leaves the rest out")
  func trailingOctets() {
    var bytes = Sample.ipv4
    bytes[25] = 9
    guard case .datagram(let datagram) = packet(.rawIP, bytes).content else {
      Issue.record("no datagram")
      return
    }
    #expect(datagram.payload == [0x61] && !datagram.isCut && datagram.ipLength == 31)
  }

  @Test("a packet cut in a header says in which and where it begins")
  func cutHeaders() {
    let frame =
      [UInt8](hex: "3333000000FB 020000000001 8100 000A 86DD")
      + Sample.ipv6(nextHeader: 0, content: Self.extensionHeaders)
    let layers: [(PacketLayer, from: Int, to: Int)] = [
      (.link, 0, 14), (.link, 14, 18), (.ipv6, 18, 58), (.ipv6, 58, 66), (.ipv6, 66, 82),
      (.ipv6, 82, 90), (.ipv6, 90, 114), (.ipv6, 114, 122), (.udp, 122, 130),
    ]
    for (layer, start, end) in layers {
      for length in start..<end {
        #expect(
          packet(.ethernet, frame, cutTo: length).content
            == .unread(.truncated(layer, offset: start)))
      }
    }
  }

  static let others: [(LinkType, [UInt8], UnreadReason)] = [
    (LinkType(rawValue: 105), Sample.ipv4, .unknownLinkType(LinkType(rawValue: 105))),
    (.ethernet, ethernet(0x0806, []), .notIP(etherType: 0x0806)),
    (.ethernet, ethernet(0x0026, []), .notIP(etherType: 0x0026)),
    (
      .ethernet, ethernet(0x8100, [0, 1, 0x81, 0, 0, 1, 0x81, 0, 0, 1, 0x81, 0, 0, 1, 0x81, 0]),
      .malformed(.link, offset: 30)
    ),
    (.ethernet, [1, 2, 3], .malformed(.link, offset: 0)),
    (.null, [0, 0, 0, 9], .unknownFamily(9)),
    (.null, [], .malformed(.link, offset: 0)),
    (.rawIP, [], .malformed(.ip, offset: 0)),
    (.rawIP, [0x51], .malformed(.ip, offset: 0)),
    (.rawIP, Sample.ipv4(protocolNumber: 6, content: [1]), .notUDP(protocolNumber: 6)),
    (.rawIP, Sample.ipv6(nextHeader: 58, content: [1]), .notUDP(protocolNumber: 58)),
    (.rawIP, Sample.ipv6(nextHeader: 59, content: []), .notUDP(protocolNumber: 59)),
    (.rawIP, Sample.ipv6(nextHeader: 0, content: [17, 0, 0]), .malformed(.ipv6, offset: 40)),
    (
      .rawIP, Sample.ipv6(nextHeader: 0, content: [17, 1, 0, 0, 0, 0, 0, 0]),
      .malformed(.ipv6, offset: 40)
    ),
    (.rawIP, changed(Sample.ipv4, at: 0, to: 0x44), .malformed(.ipv4, offset: 0)),
    (.rawIP, changed(Sample.ipv4, at: 3, to: 19), .malformed(.ipv4, offset: 0)),
    (.rawIP, changed(Sample.ipv4, at: 3, to: 27), .malformed(.udp, offset: 20)),
    (.rawIP, changed(Sample.ipv4, at: 25, to: 12), .malformed(.udp, offset: 20)),
    (.rawIP, changed(Sample.ipv4, at: 25, to: 7), .malformed(.udp, offset: 20)),
    (.rawIP, changed(Sample.ipv6, at: 5, to: 0), .malformed(.udp, offset: 40)),
    // More fragments, but three octets are no multiple of eight.
    (.rawIP, changed(Sample.ipv4, at: 6, to: 0x20), .malformed(.ipv4, offset: 20)),
    (.rawIP, Sample.ipv4(flagsAndOffset: 1, content: []), .malformed(.ipv4, offset: 20)),
    (
      .rawIP, Sample.ipv4(flagsAndOffset: 0x1FFF, content: [UInt8](repeating: 0, count: 8)),
      .malformed(.ipv4, offset: 20)
    ),
    (
      .rawIP,
      Sample.ipv6(nextHeader: 44, content: [6, 0, 0, 1, 0, 0, 0, 1] + Sample.ipv4.prefix(8)),
      .notUDP(protocolNumber: 6)
    ),
  ]

  @Test("what is no UDP datagram has its reason", arguments: others)
  func reasons(type: LinkType, bytes: [UInt8], reason: UnreadReason) {
    #expect(packet(type, bytes).content == .unread(reason))
  }

  private static func changed(_ bytes: [UInt8], at offset: Int, to octet: UInt8) -> [UInt8] {
    var bytes = bytes
    bytes[offset] = octet
    return bytes
  }
}

/// An Ethernet frame.
func ethernet(_ etherType: UInt16, _ content: [UInt8]) -> [UInt8] {
  [UInt8](hex: "01005E0000FB 020000000001") + [UInt8](bigEndian: etherType) + content
}
