internal import Glibc
import Testing

@testable import DNSSDWire

@Suite("Socket addresses and errors as text")
struct SocketTextTests {
  @Test("an endpoint has its interface only when the address needs one")
  func endpoints() throws {
    let texts: [(String, UInt16, Int?, String)] = [
      ("192.0.2.1", 5353, 3, "192.0.2.1:5353"), ("fe80::1", 5353, 3, "[fe80::1%3]:5353"),
      ("fe80::1", 0, nil, "[fe80::1]:0"), ("2001:db8::1", 65535, 3, "[2001:db8::1]:65535"),
    ]
    for (address, port, index, text) in texts {
      let address = try #require(IPAddress(address))
      #expect(SocketAddress(address, port: port, interfaceIndex: index).description == text)
    }
  }

  @Test("what the kernel names a sender is read, and nothing which is cut short")
  func names() {
    let six = IPv6Address(high: 0xFE80_0000_0000_0000, low: 1)
    let name = IPv6SocketName(six, port: 0, scope: 4)
    let bytes = unsafe withUnsafeBytes(of: name) { unsafe Array($0) }
    let read = { (count: Int) in bytes.withBytes(first: count) { SocketAddress(reading: $0) } }
    #expect(read(28) == SocketAddress(.v6(six), port: 0, interfaceIndex: 4))
    for count in 0..<28 { #expect(read(count) == nil) }

    let four = sockaddr_in(IPv4Address(192, 0, 2, 9), port: 5353)
    var fourBytes = unsafe withUnsafeBytes(of: four) { unsafe Array($0) }
    #expect(
      fourBytes.withBytes(first: 16) { SocketAddress(reading: $0)?.description }
        == "192.0.2.9:5353")
    fourBytes[0] = 77
    #expect(fourBytes.withBytes(first: 16) { SocketAddress(reading: $0) } == nil)
  }

  @Test("an error says what was refused, where and why")
  func errors() {
    let group = MulticastGroup.address(of: .v4)
    let texts: [(SocketError, String)] = [
      (
        SocketError(.join(group), .noBufferSpace, interfaceIndex: 3),
        "join 224.0.0.251 on interface 3: ENOBUFS (no buffer space available)"
      ),
      (
        SocketError(.send(to: SocketAddress(group, port: 5353)), .permissionDenied),
        "send to 224.0.0.251:5353: EPERM (operation not permitted)"
      ),
      (
        SocketError(.option(.multicastAllV6), Errno(rawValue: 4_095)),
        "set IPV6_MULTICAST_ALL: errno 4095"
      ),
      (
        SocketError(.open(.v6), .familyNotSupported),
        "open a UDP socket for IPv6: EAFNOSUPPORT (address family not supported)"
      ),
    ]
    for (error, text) in texts { #expect(error.description == text) }
  }

  @Test("the groups are those of RFC 6762 §3")
  func groups() {
    #expect(
      AddressFamily.allCases.map { MulticastGroup.address(of: $0).description }
        == ["224.0.0.251", "ff02::fb"])
    #expect(MulticastGroup.port == 5353)
  }
}
