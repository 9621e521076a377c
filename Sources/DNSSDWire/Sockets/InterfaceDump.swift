internal import Glibc

/// The interfaces gathered from the kernel's answers to the two dump requests. Reading is a pure
/// step from bytes; only ``run()`` speaks with the kernel.
struct InterfaceDump {
  /// How far the answer to one request has come.
  enum Progress: Equatable {
    case more
    case complete
    case failed(Errno)
  }

  /// A dump which met a change is taken anew this often. One takes far less than a millisecond,
  /// so that many changes in a row mean a host which is not worth a snapshot yet.
  static let attempts = 8
  /// How long an answer may be late. The kernel writes each piece before the last is read.
  static let patienceInMilliseconds: Int32 = 1_000

  private var interfaces: [Int: NetworkInterface] = [:]

  /// The interfaces by index.
  var sorted: [NetworkInterface] {
    interfaces.values.sorted { $0.index < $1.index }
  }

  static func run() throws(Errno) -> [NetworkInterface] {
    for _ in 1..<attempts {
      do {
        return try attempt()
      } catch .interrupted {
        continue
      }
    }
    return try attempt()
  }

  private static func attempt() throws(Errno) -> [NetworkInterface] {
    var dump = InterfaceDump()
    var socket = try NetlinkSocket(groups: 0)
    for (sequence, type) in [(1, NetlinkType.getLink), (2, NetlinkType.getAddress)] {
      try dump.ask(type, sequence: UInt32(sequence), &socket)
    }
    return dump.sorted
  }

  private mutating func ask(
    _ type: UInt16, sequence: UInt32, _ socket: inout NetlinkSocket
  ) throws(Errno) {
    try socket.send(DumpRequest(type, sequence: sequence).octets, to: 0)
    while true {
      let datagram: NetlinkDatagram
      do {
        datagram = try socket.receive()
      } catch .wouldBlock {
        try Self.awaitAnswer(socket.descriptor.rawValue)
        continue
      }
      guard datagram.isFromKernel else { continue }
      guard !datagram.isTruncated else { throw .messageTooLong }
      switch socket.withBytes(of: datagram, { read($0, answering: sequence) }) {
      case .more: continue
      case .complete: return
      case .failed(let errno): throw errno
      }
    }
  }

  private static func awaitAnswer(_ descriptor: Int32) throws(Errno) {
    var polled = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    try SystemCalls.poll(&polled, milliseconds: patienceInMilliseconds)
    guard polled[0].revents != 0 else { throw .wouldBlock }
  }

  /// Takes in one datagram of the kernel. Messages which answer another request are passed over;
  /// a length which does not fit its surroundings fails with EBADMSG.
  mutating func read(_ bytes: RawSpan, answering sequence: UInt32) -> Progress {
    var position = 0
    while let (header, range) = bytes.nextFrame(NetlinkHeader.self, at: &position) {
      guard header.sequence == sequence else { continue }
      guard header.flags & NetlinkFlag.dumpInterrupted == 0 else { return .failed(.interrupted) }
      let body = bytes.extracting(range)
      switch header.type {
      case NetlinkType.newLink:
        guard let link = NetworkInterface(reading: body) else { return .failed(.badMessage) }
        interfaces[link.index] = link
      case NetlinkType.newAddress:
        guard readAddress(body) else { return .failed(.badMessage) }
      case NetlinkType.error, NetlinkType.done:
        // Both carry a negative errno, or 0 for none; an old kernel ends a dump without it.
        guard let status = body.value(Int32.self), status != 0 else {
          return header.type == NetlinkType.done ? .complete : .failed(.badMessage)
        }
        return .failed(Errno(rawValue: 0 &- status))
      case NetlinkType.overrun:
        return .failed(.noBufferSpace)
      default:
        continue
      }
    }
    return position == bytes.byteCount ? .more : .failed(.badMessage)
  }

  /// Adds an address to its interface, if that is known; false when the message is malformed.
  private mutating func readAddress(_ body: RawSpan) -> Bool {
    guard let message = body.value(AddressMessage.self) else { return false }
    var peer: IPAddress?
    var local: IPAddress?
    var flags = UInt32(message.flags)
    let isWhole = body.forEachAttribute(after: AddressMessage.self) { type, content in
      switch type {
      case AddressAttribute.address: peer = IPAddress(reading: content, family: message.family)
      case AddressAttribute.local: local = IPAddress(reading: content, family: message.family)
      case AddressAttribute.flags: flags = content.value(UInt32.self) ?? flags
      default: break
      }
    }
    guard isWhole else { return false }
    guard let address = local ?? peer else { return true }
    interfaces[Int(message.index)]?.addresses.append(
      InterfaceAddress(
        address, prefixLength: Int(message.prefixLength),
        flags: address.family == .v6 ? AddressFlags(rawValue: flags).intersection(.all) : []))
    return true
  }
}

extension NetworkInterface {
  /// Reads a link without its addresses; nil when the message is malformed.
  fileprivate init?(reading body: RawSpan) {
    guard let message = body.value(InterfaceMessage.self), message.index > 0 else { return nil }
    var name = ""
    var kind = LinkKind(hardwareType: message.hardwareType)
    var mtu = 0
    var hardwareAddress: [UInt8] = []
    var master: Int32?
    var lower: Int32?
    var isLowerElsewhere = false
    let isWhole = body.forEachAttribute(after: InterfaceMessage.self) { type, content in
      switch type {
      case LinkAttribute.name: name = content.printableText
      case LinkAttribute.hardwareAddress: hardwareAddress = content.octets
      case LinkAttribute.mtu: mtu = content.value(UInt32.self).map { Int(clamping: $0) } ?? 0
      case LinkAttribute.link: lower = content.value(Int32.self)
      case LinkAttribute.linkNamespace: isLowerElsewhere = true
      case LinkAttribute.master: master = content.value(Int32.self)
      case LinkAttribute.linkInformation:
        content.forEachAttribute(from: 0) { type, content in
          if type == LinkAttribute.kind { kind = LinkKind(rawValue: content.printableText) }
        }
      default: break
      }
    }
    guard isWhole, !name.isEmpty else { return nil }
    self.init(
      index: Int(message.index), name: name, kind: kind,
      flags: InterfaceFlags(rawValue: message.flags), mtu: mtu, hardwareAddress: hardwareAddress,
      masterIndex: master.map(Int.init), lowerIndex: lower.map(Int.init),
      isLowerInOtherNamespace: isLowerElsewhere, addresses: [])
  }
}
