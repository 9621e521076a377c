internal import Glibc
import Testing

@testable import DNSSDWire

@Suite("Interfaces from a real kernel", .serialized)
struct InterfaceMonitorTests {
  @Test("the snapshot has the loopback interface, and all by index")
  func snapshot() throws {
    let interfaces = try NetworkInterface.snapshot()
    let loopback = try #require(interfaces.first { $0.kind == .loopback })
    #expect(loopback.name == "lo")
    #expect(loopback.index == Int(unsafe if_nametoindex("lo")))
    #expect(loopback.flags.isSuperset(of: [.isUp, .isLoopback, .hasCarrier]))
    #expect(loopback.mtu > 0)
    #expect(
      loopback.addresses.contains(
        InterfaceAddress(.v4(IPv4Address(127, 0, 0, 1)), prefixLength: 8)))
    #expect(zip(interfaces, interfaces.dropFirst()).allSatisfy { $0.index < $1.index })
  }

  @Test("a message of the kernel is a reason to look again")
  func kernelMessage() throws {
    var monitor = try InterfaceMonitor()
    // An answer which was asked for comes the same way as a change which nobody can make unasked.
    try SystemCalls.send(
      monitor.fileDescriptor, DumpRequest(NetlinkType.getLink, sequence: 1).octets,
      to: NetlinkName(port: 0), control: Int?.none)
    let descriptor = monitor.fileDescriptor
    let result = try Poller().wait(for: [descriptor], timeout: .seconds(2))
    #expect(result.isReady(descriptor))
    let hasChanged = try monitor.drain()
    #expect(hasChanged)
    let forgedCount = monitor.forgedMessageCount
    #expect(forgedCount == 0)
  }

  @Test("CVE-2006-5461 a message of another process is counted and ignored")
  func forgedMessage() throws {
    var outcomes: [Bool] = []
    // Changes on this host may fall between, but not every time.
    for _ in 0..<20 {
      var monitor = try InterfaceMonitor()
      let own = try SystemCalls.localAddress(of: monitor.fileDescriptor, into: NetlinkName(port: 0))
      // Without privileges the kernel carries no such message, which is as good.
      let carried = try forge(to: own)
      outcomes.append(try monitor.drain())
      let forgedCount = monitor.forgedMessageCount
      #expect(forgedCount == (carried ? 1 : 0))
    }
    #expect(outcomes.contains(false))
  }

  /// Sends a message about an address to another socket, and says whether the kernel carried it.
  private func forge(to victim: NetlinkName) throws -> Bool {
    let forger = try NetlinkSocket(groups: 0)
    do {
      try forger.send(DumpRequest(NetlinkType.newAddress, sequence: 0).octets, to: victim.port)
      return true
    } catch {
      guard error == .permissionDenied else { throw error }
      return false
    }
  }

  @Test("changes lost for want of room are a reason to look again")
  func overrun() throws {
    var monitor = try InterfaceMonitor()
    var witness = try NetlinkSocket(groups: 0)
    for descriptor in [monitor.fileDescriptor, witness.descriptor.rawValue] {
      try SystemCalls.setOption(descriptor, level: SOL_SOCKET, number: SO_RCVBUF, to: Int32(1))
      // The kernel answers each of these with an error, until there is no room.
      for sequence in 0..<100 as Range<UInt32> {
        try SystemCalls.send(
          descriptor, DumpRequest(0xFFFF, sequence: sequence).octets,
          to: NetlinkName(port: 0), control: Int?.none)
      }
    }
    var loss: Errno?
    for _ in 0..<100 where loss == nil {
      do { _ = try witness.receive() } catch { loss = error }
    }
    #expect(loss == .noBufferSpace)
    let hasChanged = try monitor.drain()
    #expect(hasChanged)
  }
}
