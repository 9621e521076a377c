internal import Glibc

/// The header of a socket control message, `cmsghdr` of `cmsg(3)`.
struct ControlMessageHeader: FrameHeader {
  /// `size_t`, with the sign that makes absurd lengths negative.
  var length: Int
  var level: Int32
  var type: Int32

  var frameLength: Int { length }
  static var alignment: Int { MemoryLayout<Int>.alignment }
}

/// One control message to send: a header and a body, laid out as the kernel expects them.
struct ControlMessage<Body: BitwiseCopyable>: BitwiseCopyable {
  private var header: ControlMessageHeader
  private var body: Body

  init(level: Int32, type: Int32, body: Body) {
    header = ControlMessageHeader(
      length: MemoryLayout<ControlMessage<Body>>.size, level: level, type: type)
    self.body = body
  }
}

extension ControlMessage<in_pktinfo> {
  /// Sends out of one interface, 0 for any, and from one address or, for nil, the one which the
  /// kernel prefers.
  init(sendingOn interfaceIndex: Int32, from source: IPAddress?) {
    var body = in_pktinfo()
    body.ipi_ifindex = interfaceIndex
    if case .v4(let source) = source { body.ipi_spec_dst = in_addr(source) }
    self.init(level: Int32(IPPROTO_IP), type: IP_PKTINFO, body: body)
  }
}

extension ControlMessage<IPv6PacketInformation> {
  /// Sends out of one interface, 0 for any, and from one address or, for nil, the one which the
  /// kernel prefers.
  init(sendingOn interfaceIndex: Int32, from source: IPAddress?) {
    var address = IPv6Address(high: 0, low: 0)
    if case .v6(let source) = source { address = source }
    let body = IPv6PacketInformation(
      address: IPv6AddressBytes(address), interfaceIndex: interfaceIndex)
    self.init(level: Int32(IPPROTO_IPV6), type: IPV6_PKTINFO, body: body)
  }
}

/// What the kernel says about a datagram beside its bytes. Whatever it did not say stays nil.
struct DatagramCircumstances {
  private(set) var destination: IPAddress?
  private(set) var interfaceIndex: Int?
  private(set) var hopLimit: UInt8?
  private(set) var kernelTime: KernelTime?
  private(set) var dropCount: UInt32 = 0

  /// The octets which the control messages of one datagram take at most: the packet information
  /// of IPv6, the hop limit, the time and the count of drops, each rounded up and then all doubled
  /// for what later kernels may add.
  static let capacity = 2 * (40 + 24 + 32 + 24)

  /// Reads the control messages of a datagram; what is unknown or too short is passed over.
  init(reading control: RawSpan) {
    var position = 0
    while let frame = control.nextFrame(ControlMessageHeader.self, at: &position) {
      read(frame.header, control.extracting(frame.body))
    }
  }

  private mutating func read(_ header: ControlMessageHeader, _ body: RawSpan) {
    switch (header.level, header.type) {
    case (Int32(IPPROTO_IP), IP_PKTINFO):
      guard let packet = body.value(in_pktinfo.self) else { return }
      destination = .v4(IPv4Address(packet.ipi_addr))
      interfaceIndex = Int(packet.ipi_ifindex)
    case (Int32(IPPROTO_IPV6), IPV6_PKTINFO):
      guard let packet = body.value(IPv6PacketInformation.self) else { return }
      destination = .v6(packet.address.value)
      interfaceIndex = Int(packet.interfaceIndex)
    case (Int32(IPPROTO_IP), IP_TTL), (Int32(IPPROTO_IPV6), IPV6_HOPLIMIT):
      hopLimit = body.value(Int32.self).flatMap { UInt8(exactly: $0) }
    case (SOL_SOCKET, SO_TIMESTAMPNS):
      guard let time = body.value(timespec.self), let nanoseconds = UInt32(exactly: time.tv_nsec)
      else { return }
      kernelTime = KernelTime(secondsSince1970: Int64(time.tv_sec), nanoseconds: nanoseconds)
    case (SOL_SOCKET, SO_RXQ_OVFL):
      dropCount = body.value(UInt32.self) ?? dropCount
    default:
      break
    }
  }
}
