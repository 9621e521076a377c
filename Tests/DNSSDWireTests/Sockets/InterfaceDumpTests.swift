import Testing

@testable import DNSSDWire

/// Netlink messages made by hand, in the byte order of this machine.
private enum Netlink {
  static func integer<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value.littleEndian >> (8 * $0)) }
  }

  static func attribute(_ type: UInt16, _ content: [UInt8]) -> [UInt8] {
    let padding = [UInt8](repeating: 0xEE, count: (4 - content.count % 4) % 4)
    return integer(UInt16(4 + content.count)) + integer(type) + content + padding
  }

  static func message(
    _ type: UInt16, _ body: [UInt8], flags: UInt16 = 2, sequence: UInt32 = 7
  ) -> [UInt8] {
    integer(UInt32(16 + body.count)) + integer(type) + integer(flags) + integer(sequence)
      + integer(UInt32(0)) + body
  }

  static func link(index: Int32, hardware: UInt16, flags: UInt32, _ attributes: [UInt8]) -> [UInt8]
  {
    [0, 0] + integer(hardware) + integer(index) + integer(flags) + integer(UInt32(0)) + attributes
  }

  static func address(
    family: UInt8, prefix: UInt8, flags: UInt8 = 0, index: Int32, _ attributes: [UInt8]
  ) -> [UInt8] {
    [family, prefix, flags, 0] + integer(index) + attributes
  }

  static let six = [0xFE, 0x80] + [UInt8](repeating: 0, count: 13) + [9]

  /// A veth into a container and an Ethernet, each as one message; then their addresses.
  static let messages: [[UInt8]] = [
    message(
      16,
      link(
        index: 7, hardware: 1, flags: 0x11043,
        attribute(3, Array("ve\u{1B}[1m\\".utf8) + [0]) + attribute(1, [2, 0, 0, 0, 0, 1])
          + attribute(4, integer(UInt32(1_450))) + attribute(10, integer(Int32(3)))
          + attribute(5, integer(Int32(2))) + attribute(37, integer(Int32(0)))
          + attribute(18 | 0x8000, attribute(1, Array("veth".utf8) + [0]) + attribute(2, [1]))
          + attribute(9_999, [1, 2, 3]))),
    message(16, link(index: 2, hardware: 1, flags: 0x1, attribute(3, Array("eth0".utf8)))),
    message(
      20,
      address(
        family: 2, prefix: 24, flags: 1, index: 2,
        attribute(1, [198, 51, 100, 1]) + attribute(2, [192, 0, 2, 1]))),
    message(
      20,
      address(
        family: 10, prefix: 64, flags: 0xFF, index: 7,
        attribute(1, six) + attribute(8, integer(UInt32(0x8049))))),
    message(20, address(family: 2, prefix: 8, index: 99, attribute(2, [10, 0, 0, 1]))),
    message(20, address(family: 17, prefix: 8, index: 2, attribute(1, [1, 2]))),
  ]
}

@Suite("Netlink dumps, read from bytes")
struct InterfaceDumpTests {
  private func read(
    _ bytes: [UInt8], into dump: inout InterfaceDump
  ) -> InterfaceDump.Progress {
    bytes.withBytes(first: bytes.count) { dump.read($0, answering: 7) }
  }

  private func progress(of bytes: [UInt8]) -> InterfaceDump.Progress {
    var dump = InterfaceDump()
    return read(bytes, into: &dump)
  }

  @Test("links and addresses are read with all their attributes")
  func reading() {
    var dump = InterfaceDump()
    #expect(read(Netlink.messages.flatMap(\.self), into: &dump) == .more)
    #expect(read(Netlink.message(3, Netlink.integer(Int32(0))), into: &dump) == .complete)
    #expect(
      dump.sorted == [
        NetworkInterface(
          index: 2, name: "eth0", kind: .ethernet, flags: .isUp, mtu: 0,
          addresses: [InterfaceAddress(.v4(IPv4Address(192, 0, 2, 1)), prefixLength: 24)]),
        NetworkInterface(
          index: 7, name: "ve\\x1b[1m\\x5c", kind: .veth,
          flags: InterfaceFlags(rawValue: 0x2).union(
            [.isUp, .isRunning, .supportsMulticast, .hasCarrier]),
          mtu: 1_450, hardwareAddress: [2, 0, 0, 0, 0, 1], masterIndex: 3, lowerIndex: 2,
          isLowerInOtherNamespace: true,
          addresses: [
            InterfaceAddress(
              .v6(IPv6Address(high: 0xFE80_0000_0000_0000, low: 9)), prefixLength: 64,
              flags: [.temporary, .dadFailed, .tentative])
          ]),
      ])
  }

  @Test("answers to other requests are passed over")
  func foreignSequence() {
    var dump = InterfaceDump()
    let link = Netlink.link(index: 1, hardware: 772, flags: 9, Netlink.attribute(3, [0x6C, 0x6F]))
    #expect(read(Netlink.message(16, link, sequence: 8), into: &dump) == .more)
    #expect(read(Netlink.message(3, [], sequence: 6), into: &dump) == .more)
    #expect(dump.sorted.isEmpty)
    #expect(read(Netlink.message(16, link), into: &dump) == .more)
    #expect(dump.sorted.map(\.kind) == [.loopback])
  }

  @Test("an end, an interruption and an error are told apart")
  func ends() {
    let status = { (value: Int32) in Netlink.integer(value) }
    #expect(progress(of: Netlink.message(3, [])) == .complete)
    #expect(progress(of: Netlink.message(3, status(-12))) == .failed(.outOfMemory))
    #expect(progress(of: Netlink.message(3, status(0), flags: 0x12)) == .failed(.interrupted))
    #expect(progress(of: Netlink.message(2, status(-1))) == .failed(.permissionDenied))
    #expect(progress(of: Netlink.message(2, status(.min))) == .failed(Errno(rawValue: .min)))
    #expect(progress(of: Netlink.message(2, [])) == .failed(.badMessage))
    #expect(progress(of: Netlink.message(4, [])) == .failed(.noBufferSpace))
  }

  @Test(
    "CVE-2006-5461 a message length which does not fit is refused",
    arguments: [0, 1, 15, 37, 1_000, 0x7FFF_FFFF, 0x8000_0000, UInt32.max])
  func messageLength(length: UInt32) {
    let body = Netlink.link(index: 1, hardware: 772, flags: 9, Netlink.attribute(3, [1, 2]))
    let message = Netlink.integer(length) + Netlink.message(16, body).dropFirst(4)
    #expect(message.count == 40 && progress(of: message) == .failed(.badMessage))
  }

  @Test(
    "CVE-2006-5461 an attribute length which does not fit is refused",
    arguments: [0, 1, 3, 9, 0x7FFF, UInt16.max])
  func attributeLength(length: UInt16) {
    let attribute = Netlink.integer(length) + Netlink.integer(UInt16(3)) + [1, 2, 3, 4]
    let link = Netlink.link(index: 1, hardware: 772, flags: 9, attribute)
    #expect(progress(of: Netlink.message(16, link)) == .failed(.badMessage))
    let address = Netlink.address(family: 2, prefix: 8, index: 1, attribute)
    #expect(progress(of: Netlink.message(20, address)) == .failed(.badMessage))
  }

  @Test("a dump cut anywhere but between messages is refused")
  func cuts() {
    let whole = Netlink.messages.flatMap(\.self)
    var boundaries: Set<Int> = [0]
    var end = 0
    for message in Netlink.messages {
      end += message.count
      boundaries.insert(end)
    }
    for count in 0...whole.count {
      let isWhole = progress(of: Array(whole.prefix(count))) == .more
      #expect(isWhole == boundaries.contains(count), "cut after \(count) octets")
    }
  }

  @Test("no value of any octet makes reading trap or invent interfaces")
  func mutations() {
    let whole = Netlink.messages.flatMap(\.self)
    for index in whole.indices {
      for value in [0, 1, 3, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[index] = value
        var dump = InterfaceDump()
        _ = read(bytes, into: &dump)
        #expect(dump.sorted.count <= 2)
      }
    }
  }
}
