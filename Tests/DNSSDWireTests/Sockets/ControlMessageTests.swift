internal import Glibc
import Testing

@testable import DNSSDWire

@Suite("Structs of the kernel")
struct ControlMessageTests {
  private func octets<Value: BitwiseCopyable>(of value: Value) -> [UInt8] {
    // The values given here have no padding.
    unsafe withUnsafeBytes(of: value) { unsafe Array($0) }
  }

  private func circumstances(of bytes: [UInt8]) -> DatagramCircumstances {
    bytes.withBytes(first: bytes.count) { DatagramCircumstances(reading: $0) }
  }

  @Test("hand-written structs have the kernel's sizes")
  func layout() {
    #expect(MemoryLayout<IPv6AddressBytes>.size == MemoryLayout<in6_addr>.size)
    #expect(MemoryLayout<IPv6SocketName>.size == MemoryLayout<sockaddr_in6>.size)
    #expect(MemoryLayout<IPv6SocketName>.stride == MemoryLayout<sockaddr_in6>.stride)
    #expect(MemoryLayout<IPv6Membership>.size == MemoryLayout<ipv6_mreq>.size)
    #expect(MemoryLayout<IPv6PacketInformation>.size == 20)
    #expect(MemoryLayout<ControlMessageHeader>.size == MemoryLayout<Int>.size + 8)
    #expect(MemoryLayout<ControlMessage<in_pktinfo>>.size == MemoryLayout<Int>.size + 8 + 12)
    #expect(
      MemoryLayout<ControlMessage<IPv6PacketInformation>>.size == MemoryLayout<Int>.size + 8 + 20)
    #expect(MemoryLayout<NetlinkName>.size == 12)
    #expect(MemoryLayout<NetlinkHeader>.size == 16)
    #expect(MemoryLayout<NetlinkAttributeHeader>.size == 4)
    #expect(MemoryLayout<InterfaceMessage>.size == 16)
    #expect(MemoryLayout<AddressMessage>.size == 8)
    #expect(MemoryLayout<DumpRequest>.size == 20)
  }

  @Test("hand-written structs have their fields where the kernel looks for them")
  func fields() {
    let six = IPv6Address(high: 0x0102_0304_0506_0708, low: 0x090A_0B0C_0D0E_0F10)
    let name = octets(of: IPv6SocketName(six, port: 0x1234, scope: 3))
    #expect(name[2..<4] == [0x12, 0x34])
    #expect(Array(name[8..<24]) == Array(1...16))
    #expect(name.withBytes(first: 28) { $0.value(sa_family_t.self) } == sa_family_t(AF_INET6))
    #expect(name.withBytes(first: 28) { $0.value(UInt32.self, at: 24) } == 3)
    let request = DumpRequest(18, sequence: 5).octets
    #expect(request.withBytes(first: 20) { $0.value(UInt32.self) } == 20)
    #expect(request.withBytes(first: 20) { $0.value(UInt16.self, at: 4) } == 18)
    #expect(request.withBytes(first: 20) { $0.value(UInt16.self, at: 6) } == 0x301)
    #expect(request.withBytes(first: 20) { $0.value(UInt32.self, at: 8) } == 5)
  }

  @Test("control messages are read one after the other, whatever is cut or unknown")
  func reading() {
    let six = IPv6Address(high: 1, low: 2)
    let packet = octets(
      of: ControlMessage<IPv6PacketInformation>(sendingOn: 5, from: .v6(six)))
    let padding = [UInt8](repeating: 0, count: 4)
    let hops = octets(
      of: ControlMessage(level: Int32(IPPROTO_IPV6), type: IPV6_HOPLIMIT, body: Int32(254)))
    let unknown = octets(of: ControlMessage(level: 9_999, type: 1, body: Int32(1)))
    let whole = unknown + padding + packet + padding + hops
    let read = circumstances(of: whole)
    #expect(read.destination == .v6(six))
    #expect(read.interfaceIndex == 5)
    #expect(read.hopLimit == 254)
    for count in whole.indices {
      #expect(circumstances(of: Array(whole.prefix(count))).hopLimit == nil)
    }
  }

  @Test("a control message may claim any length", arguments: [.min, -1, 0, 15, 21, Int.max])
  func absurdLength(length: Int) {
    let header = ControlMessageHeader(
      length: length, level: Int32(IPPROTO_IP), type: IP_TTL)
    let read = circumstances(of: octets(of: header) + octets(of: Int32(9)))
    #expect(read.hopLimit == nil)
  }

  @Test("values beyond their range are no values", arguments: [-1, 256, Int32.max, .min])
  func hopLimitRange(value: Int32) {
    let message = ControlMessage(level: Int32(IPPROTO_IP), type: IP_TTL, body: value)
    #expect(circumstances(of: octets(of: message)).hopLimit == nil)
  }
}
