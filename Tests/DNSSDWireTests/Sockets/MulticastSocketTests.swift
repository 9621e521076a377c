internal import Glibc
import Testing

@testable import DNSSDWire

@Suite("UDP sockets of a real kernel", .serialized)
struct MulticastSocketTests {
  @Test("M-15-1 M-11-1 sharing sockets hear the group, TTL 255", arguments: SocketBench.links)
  func sharedPort(link: SocketBench.Link) throws {
    var first = try SocketBench.listener(on: link)
    var second = try SocketBench.listener(on: link)
    let payload = SocketBench.markedPayload()
    try first.send(payload, toGroupOn: link.index, from: link.address)
    let heard = [
      try SocketBench.receive(from: &first) { $0.payload == payload },
      try SocketBench.receive(from: &second) { $0.payload == payload },
    ]
    for datagram in heard {
      let datagram = try #require(datagram)
      #expect(datagram.source.address == link.address)
      #expect(datagram.source.port == 5353)
      #expect(datagram.destination == MulticastGroup.address(of: link.family))
      #expect(datagram.interfaceIndex == link.index)
      #expect(datagram.hopLimit == 255)
      #expect(!datagram.isPayloadTruncated && !datagram.isControlTruncated)
    }
  }

  @Test("M-5.1-1 M-6-15 own port of a one-shot query", arguments: SocketBench.links)
  func oneShot(link: SocketBench.Link) throws {
    var responder = try SocketBench.listener(on: link)
    var asker = try MulticastSocket(oneShotOn: link.family)
    #expect(asker.localPort != 5353)
    let question = SocketBench.markedPayload()
    try asker.send(question, toGroupOn: link.index, from: link.address)
    let asked = try #require(
      try SocketBench.receive(from: &responder) { $0.payload == question })
    #expect(asked.source.port == asker.localPort)

    let answer = SocketBench.markedPayload()
    try responder.send(answer, to: asked.source, on: asked.interfaceIndex)
    let answered = try #require(try SocketBench.receive(from: &asker) { $0.payload == answer })
    #expect(answered.source.port == 5353)
    #expect(answered.destination == link.address)
    #expect(answered.hopLimit == 255)
  }

  @Test("M-5.2-15 a listener has port 5353 and hears by joining", arguments: SocketBench.links)
  func membership(link: SocketBench.Link) throws {
    var witness = try SocketBench.listener(on: link)
    var socket = try MulticastSocket(listeningOn: link.family)
    #expect(socket.localPort == 5353)
    for isMember in [false, true, false] {
      if isMember { try socket.join(link.index) }
      let payload = SocketBench.markedPayload()
      try witness.send(payload, toGroupOn: link.index, from: link.address)
      // What the witness has, the socket would have too.
      #expect(try SocketBench.receive(from: &witness) { $0.payload == payload } != nil)
      var isHeard = false
      while let datagram = try socket.receive() { isHeard = isHeard || datagram.payload == payload }
      #expect(isHeard == isMember)
      if isMember { try socket.leave(link.index) }
    }
  }

  @Test("M-5.2-15 M-11-1 M-15-1 the kernel has every option", arguments: SocketBench.families)
  func options(family: AddressFamily) throws {
    let socket = try MulticastSocket(listeningOn: family)
    let refused = socket.refusedOptions.map(\.operation)
    let expected: [(SocketOption, Int32)] =
      [(.reuseAddress, 1), (.reusePort, 1), (.dropCount, 1), (.timestamp, 1)]
      + (family == .v4
        ? [
          (.multicastTTL, 255), (.unicastTTL, 255), (.multicastLoopV4, 1), (.receiveTTL, 1),
          (.packetInformationV4, 1), (.multicastAllV4, 0),
        ]
        : [
          (.multicastHops, 255), (.unicastHops, 255), (.multicastLoopV6, 1), (.receiveHopLimit, 1),
          (.packetInformationV6, 1), (.multicastAllV6, 0), (.onlyV6, 1),
        ])
    for (option, value) in expected where !refused.contains(.option(option)) {
      let actual = try SystemCalls.option(
        socket.fileDescriptor, level: option.level, number: option.number)
      #expect(actual == value, "\(option)")
    }
    let room = try SystemCalls.option(
      socket.fileDescriptor, level: SOL_SOCKET, number: SO_RCVBUF)
    #expect(socket.receiveQueueSize == Int(room) && room > 0)
  }

  @Test(
    "M-17-6 a datagram of 9,000 octets and the longest of all arrive whole",
    arguments: SocketBench.families, [8_972, 9_000, 65_507])
  func longDatagrams(family: AddressFamily, count: Int) throws {
    var socket = try MulticastSocket(oneShotOn: family)
    let payload = SocketBench.markedPayload(count: count)
    let own = SocketAddress(SocketBench.loopback(family), port: socket.localPort)
    try socket.send(payload, to: own)
    let datagram = try #require(try SocketBench.receive(from: &socket) { !$0.payload.isEmpty })
    #expect(datagram.payload == payload)
    #expect(!datagram.isPayloadTruncated)
    #expect(SocketLimits.payload >= 9_000)
  }

  @Test("empty datagrams are taken one by one, and what follows them arrives")
  func emptyDatagrams() throws {
    var socket = try MulticastSocket(oneShotOn: .v4)
    let own = SocketAddress(SocketBench.loopback(.v4), port: socket.localPort)
    let last = SocketBench.markedPayload()
    var emptyCount = 0
    for _ in 0..<100 {
      for _ in 0..<100 { try socket.send([], to: own) }
      while let datagram = try socket.receive() {
        #expect(datagram.payload.isEmpty)
        emptyCount += 1
      }
    }
    try socket.send(last, to: own)
    #expect(emptyCount == 10_000)
    #expect(try socket.receive()?.payload == last)
    #expect(try socket.receive() == nil)
  }

  @Test("datagrams beyond the queue are lost and counted")
  func drops() throws {
    var socket = try MulticastSocket(oneShotOn: .v4)
    try #require(socket.refusedOptions.isEmpty)
    // The kernel raises so small a size to its least, a few datagrams.
    try SystemCalls.setOption(
      socket.fileDescriptor, level: SOL_SOCKET, number: SO_RCVBUF, to: Int32(1))
    let own = SocketAddress(SocketBench.loopback(.v4), port: socket.localPort)
    for _ in 0..<100 { try socket.send([1], to: own) }
    var received: UInt32 = 0
    while try socket.receive() != nil { received += 1 }
    try socket.send([2], to: own)
    let after = try #require(try socket.receive())
    #expect(received < 100)
    #expect(after.dropCount == 100 - received)
    let time = try #require(after.kernelTime)
    #expect(time.secondsSince1970 > 0 && time.nanoseconds < 1_000_000_000)
  }

  @Test("a burst of a thousand answers waits whole where the kernel grants the room")
  func burst() throws {
    var socket = try MulticastSocket(oneShotOn: .v4)
    let isGranted = socket.receiveQueueSize >= 2 * SocketLimits.receiveQueue
    // A datagram of this length takes 1,280 octets of the queue on the loopback interface.
    let count = isGranted ? 1_000 : socket.receiveQueueSize / 2_560
    let own = SocketAddress(SocketBench.loopback(.v4), port: socket.localPort)
    let payload = SocketBench.markedPayload(count: 500)
    for _ in 0..<count { try socket.send(payload, to: own) }
    var received = 0
    while try socket.receive() != nil { received += 1 }
    #expect(received == count)
  }
}
