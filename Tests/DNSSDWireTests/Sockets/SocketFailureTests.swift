internal import Glibc
import Testing

@testable import DNSSDWire

@Suite("Failures of sockets, from a real kernel", .serialized)
struct SocketFailureTests {
  @Test(
    "an interface which does not exist is named in the error",
    arguments: SocketBench.families, [Int(Int32.max), 0, -1, Int.max])
  func absentInterface(family: AddressFamily, index: Int) throws {
    let socket = try MulticastSocket(oneShotOn: family)
    let group = MulticastGroup.address(of: family)
    #expect(throws: SocketError(.join(group), .noSuchDevice, interfaceIndex: index)) {
      try socket.join(index)
    }
    let error = #expect(throws: SocketError.self) { try socket.send([0], toGroupOn: index) }
    #expect(error?.interfaceIndex == index)
    #expect(error?.operation == .send(to: SocketAddress(group, port: 5353)))
    #expect([.noSuchDevice, .networkUnreachable].contains(error?.errno))
  }

  @Test("joining twice and leaving twice are refused", arguments: SocketBench.links)
  func repeatedMembership(link: SocketBench.Link) throws {
    let socket = try MulticastSocket(oneShotOn: link.family)
    let index = link.index
    let group = MulticastGroup.address(of: link.family)
    try socket.join(index)
    #expect(throws: SocketError(.join(group), .addressInUse, interfaceIndex: index)) {
      try socket.join(index)
    }
    try socket.leave(index)
    #expect(throws: SocketError(.leave(group), .addressNotAvailable, interfaceIndex: index)) {
      try socket.leave(index)
    }
  }

  @Test("a destination which the socket cannot reach is refused with its reason")
  func destinations() throws {
    let socket = try MulticastSocket(oneShotOn: .v4)
    let refusals: [(SocketAddress, [UInt8], Errno)] = [
      (SocketAddress(SocketBench.loopback(.v6), port: 1), [0], .familyNotSupported),
      (SocketAddress(SocketBench.loopback(.v4), port: 0), [0], .invalidArgument),
      (
        SocketAddress(SocketBench.loopback(.v4), port: 1),
        [UInt8](repeating: 0, count: 65_508), .messageTooLong
      ),
    ]
    for (destination, payload, errno) in refusals {
      #expect(throws: SocketError(.send(to: destination), errno)) {
        try socket.send(payload, to: destination)
      }
    }
    let own = SocketAddress(SocketBench.loopback(.v4), port: 1)
    #expect(throws: SocketError(.send(to: own), .familyNotSupported)) {
      try socket.send([0], to: own, from: SocketBench.loopback(.v6))
    }
    let error = #expect(throws: SocketError.self) {
      try socket.send([0], to: own, from: .v4(IPv4Address(203, 0, 113, 77)))
    }
    #expect([.invalidArgument, .networkUnreachable].contains(error?.errno))
  }

  @Test("M-15-3 a port held by another socket is noticed", arguments: SocketBench.families)
  func heldPort(family: AddressFamily) throws {
    let sharing = try MulticastSocket(listeningOn: family)
    #expect(try MulticastSocket.isPortHeld(for: family))
    _ = consume sharing

    // An address which only this test binds, so that other programs on port 5353 do not matter.
    let port = try MulticastSocket(oneShotOn: family).localPort
    let holder = try MulticastSocket.configured(
      MulticastSocket.open(family), family, port: port)
    let error = #expect(throws: SocketError.self) {
      let other = try MulticastSocket.open(family)
      for setting in AddressFamily.sharingSettings { try MulticastSocket.apply(setting, to: other) }
      _ = try MulticastSocket.configured(other, family, port: port)
    }
    #expect(error?.errno == .addressInUse)
    #expect(error.map(\.description)?.hasSuffix(":\(port): EADDRINUSE (address in use)") == true)
    _ = consume holder
  }
}
