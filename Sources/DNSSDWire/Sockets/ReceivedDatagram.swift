/// A datagram with all that the kernel knows about its arrival.
public struct ReceivedDatagram: Hashable, Sendable {
  /// The UDP payload; empty for an empty datagram.
  public let payload: [UInt8]
  /// The sender as the datagram claims it; the port may be 0.
  public let source: SocketAddress
  /// The address it was sent to: a group, or one of ours.
  public let destination: IPAddress?
  /// The interface it came in on.
  public let interfaceIndex: Int?
  /// The TTL or hop limit it arrived with: 255 when its sender follows RFC 6762 §11.
  public let hopLimit: UInt8?
  /// When the kernel received it; nil on kernels without such times.
  public let kernelTime: KernelTime?
  /// How many datagrams this socket has lost for want of room since it was opened. It wraps
  /// around, and stays 0 when `MulticastSocket.refusedOptions` contains the counter.
  public let dropCount: UInt32
  /// Whether the datagram was longer than the buffer, and so its end is lost.
  public let isPayloadTruncated: Bool
  /// Whether the kernel had more to say than there was room for; what is missing is nil.
  public let isControlTruncated: Bool

  /// A datagram as a socket would have received it.
  public init(
    payload: [UInt8], source: SocketAddress, destination: IPAddress? = nil,
    interfaceIndex: Int? = nil, hopLimit: UInt8? = nil, kernelTime: KernelTime? = nil,
    dropCount: UInt32 = 0, isPayloadTruncated: Bool = false, isControlTruncated: Bool = false
  ) {
    self.payload = payload
    self.source = source
    self.destination = destination
    self.interfaceIndex = interfaceIndex
    self.hopLimit = hopLimit
    self.kernelTime = kernelTime
    self.dropCount = dropCount
    self.isPayloadTruncated = isPayloadTruncated
    self.isControlTruncated = isControlTruncated
  }
}

/// A moment of the wall clock as the kernel noted it. It may step back; use it for records of
/// what happened, never to count time.
public struct KernelTime: Hashable, Sendable {
  /// Whole seconds since 1970-01-01 UTC.
  public let secondsSince1970: Int64
  /// Nanoseconds since the whole second, below 1,000,000,000.
  public let nanoseconds: UInt32

  /// A moment from its two parts.
  public init(secondsSince1970: Int64, nanoseconds: UInt32) {
    self.secondsSince1970 = secondsSince1970
    self.nanoseconds = nanoseconds
  }
}
