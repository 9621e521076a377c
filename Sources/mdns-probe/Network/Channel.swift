internal import DNSSDWire

/// A socket that can stand in an array beside others.
final class Channel {
  private var socket: MulticastSocket
  let family: AddressFamily

  /// The most datagrams taken at once, so that a flood cannot keep a command from its deadline.
  private static let datagramsPerTurn = 256

  private init(_ socket: consuming MulticastSocket) {
    family = socket.family
    self.socket = socket
  }

  /// A channel that shares port 5353.
  static func listening(on family: AddressFamily) throws(SocketError) -> Channel {
    Channel(try MulticastSocket(listeningOn: family))
  }

  /// A channel with a port of its own.
  static func oneShot(on family: AddressFamily) throws(SocketError) -> Channel {
    Channel(try MulticastSocket(oneShotOn: family))
  }

  var fileDescriptor: Int32 { socket.fileDescriptor }
  var localPort: UInt16 { socket.localPort }

  func join(_ link: Link) throws(SocketError) { try socket.join(link.index) }
  func leave(_ link: Link) throws(SocketError) { try socket.leave(link.index) }

  func sendToGroup(_ octets: [UInt8], on link: Link) throws(SocketError) {
    try socket.send(octets, toGroupOn: link.index, from: link.source)
  }

  func send(_ octets: [UInt8], to address: SocketAddress, on link: Link) throws(SocketError) {
    try socket.send(octets, to: address, on: link.index, from: link.source)
  }

  /// What waits, up to a bound; the descriptor stays ready when there is more.
  func receive() throws(SocketError) -> [ReceivedDatagram] {
    var datagrams: [ReceivedDatagram] = []
    while datagrams.count < Self.datagramsPerTurn, let datagram = try socket.receive() {
      datagrams.append(datagram)
    }
    return datagrams
  }
}
