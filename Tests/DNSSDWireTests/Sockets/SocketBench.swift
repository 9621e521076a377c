@testable import DNSSDWire

/// What the tests on real sockets share. Other programs may speak on port 5353 at the same time,
/// so every test knows its own datagrams by a random mark.
enum SocketBench {
  /// Where a family's multicast comes back to this host, and the address to send it from.
  struct Link: Sendable, CustomStringConvertible {
    let family: AddressFamily
    let index: Int
    let address: IPAddress

    var description: String { "\(family) on interface \(index)" }
  }

  static let interfaces = (try? NetworkInterface.snapshot()) ?? []

  /// The families which this machine has on its loopback interface.
  static let families = AddressFamily.allCases.filter { family in
    interfaces.contains { interface in
      interface.flags.contains([.isLoopback, .isUp])
        && interface.addresses.contains { $0.address == loopback(family) }
    }
  }

  /// The loopback interface for IPv4. It has no route to IPv6 groups, so for IPv6 the interface that
  /// the variable `DNSSD_TEST_INTERFACE` names, as `Scripts/socket-tests` does it with a card of its
  /// own; without it nothing is sent by IPv6, since no test may speak on a real network unasked.
  static let links = families.compactMap { family in
    interfaces.lazy.compactMap { link(family, $0) }.first
  }

  private static func link(_ family: AddressFamily, _ interface: NetworkInterface) -> Link? {
    let state: InterfaceFlags =
      family == .v4 ? [.isUp, .isLoopback] : [.isUp, .supportsMulticast, .hasCarrier]
    guard interface.flags.contains(state),
      family == .v4 || interface.name == environment("DNSSD_TEST_INTERFACE")
    else { return nil }
    return interface.addresses.first { address in
      guard case .v6(let six) = address.address else { return address.address == loopback(family) }
      return family == .v6 && six.isLinkLocal
        && address.flags.isDisjoint(with: [.tentative, .dadFailed])
    }.map { Link(family: family, index: interface.index, address: $0.address) }
  }

  static func loopback(_ family: AddressFamily) -> IPAddress {
    family == .v4 ? .v4(IPv4Address(127, 0, 0, 1)) : .v6(IPv6Address(high: 0, low: 1))
  }

  /// A payload which nobody else sends. It begins as a response without records, so that other
  /// programs on the link pass over it.
  static func markedPayload(count: Int = 32) -> [UInt8] {
    [0, 0, 0x84, 0] + [UInt8](repeating: 0, count: 8)
      + (12..<count).map { _ in UInt8.random(in: 0...255) }
  }

  static func listener(on link: Link) throws(SocketError) -> MulticastSocket {
    let socket = try MulticastSocket(listeningOn: link.family)
    try socket.join(link.index)
    return socket
  }

  /// The next datagram which satisfies the condition; nil when none comes for two seconds.
  static func receive(
    from socket: inout MulticastSocket, where isWanted: (ReceivedDatagram) -> Bool
  ) throws(SocketError) -> ReceivedDatagram? {
    let poller = try Poller()
    while try poller.wait(for: [socket.fileDescriptor], timeout: .seconds(2))
      .isReady(socket.fileDescriptor)
    {
      while let datagram = try socket.receive() {
        if isWanted(datagram) { return datagram }
      }
    }
    return nil
  }
}
