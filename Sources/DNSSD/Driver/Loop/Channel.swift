internal import DNSSDWire
internal import MulticastDNS

/// An open socket with what is known about it.
final class Channel {
  let localPort: LocalPort
  /// The interfaces on which the group is joined.
  private(set) var joined: [Int] = []
  /// How many datagrams the kernel dropped here.
  private(set) var dropCount = 0
  private var lastDropCount: UInt32 = 0
  private var socket: MulticastSocket

  init(_ localPort: LocalPort, for family: AddressFamily) throws(SocketError) {
    self.localPort = localPort
    socket =
      switch localPort {
      case .multicastDNS: try MulticastSocket(listeningOn: family)
      case .oneShot: try MulticastSocket(oneShotOn: family)
      }
  }

  var family: AddressFamily { socket.family }
  var fileDescriptor: Int32 { socket.fileDescriptor }

  var report: SocketReport {
    SocketReport(
      family: socket.family, portNumber: socket.localPort,
      receiveQueueSize: socket.receiveQueueSize, refusedOptions: socket.refusedOptions)
  }

  func receive() throws(SocketError) -> ReceivedDatagram? {
    let datagram = try socket.receive()
    // The kernel's counter wraps around.
    if let count = datagram?.dropCount, count != lastDropCount {
      dropCount += Int(count &- lastDropCount)
      lastDropCount = count
    }
    return datagram
  }

  func send(
    _ payload: [UInt8], to destination: SocketAddress, on linkIndex: Int, from source: IPAddress?
  ) throws(SocketError) {
    try socket.send(payload, to: destination, on: linkIndex, from: source)
  }

  func join(_ linkIndex: Int) throws(SocketError) {
    do {
      try socket.join(linkIndex)
    } catch {
      // The kernel kept the membership of an interface that we took for gone.
      guard error.errno == .addressInUse else { throw error }
    }
    joined.append(linkIndex)
  }

  /// Leaves the group; of an interface that is gone the kernel has done so.
  func leave(_ linkIndex: Int) {
    try? socket.leave(linkIndex)
    joined.removeAll { $0 == linkIndex }
  }
}
