internal import Glibc

// The structs and numbers of rtnetlink(7), which the Glibc module leaves out. The numbers are the
// same on every architecture.

/// `sockaddr_nl`: a sender or receiver of netlink messages.
struct NetlinkName: BitwiseCopyable {
  private let family = sa_family_t(AF_NETLINK)
  private let padding: UInt16 = 0
  /// 0 is the kernel; every process has another number.
  let port: UInt32
  let groups: UInt32

  init(port: UInt32, groups: UInt32 = 0) {
    self.port = port
    self.groups = groups
  }

  var isKernel: Bool { port == 0 }
}

/// `nlmsghdr`.
struct NetlinkHeader: FrameHeader {
  let length: UInt32
  let type: UInt16
  let flags: UInt16
  let sequence: UInt32
  let port: UInt32

  var frameLength: Int { Int(clamping: length) }
  static var alignment: Int { 4 }
}

/// `rtattr`.
struct NetlinkAttributeHeader: FrameHeader {
  let length: UInt16
  private let rawType: UInt16

  /// The type without the two bits which only describe the content.
  var type: UInt16 { rawType & 0x3FFF }
  var frameLength: Int { Int(length) }
  static var alignment: Int { 4 }
}

/// `ifinfomsg`.
struct InterfaceMessage: BitwiseCopyable {
  let family: UInt8
  private let padding: UInt8
  let hardwareType: UInt16
  let index: Int32
  let flags: UInt32
  let changed: UInt32
}

/// `ifaddrmsg`.
struct AddressMessage: BitwiseCopyable {
  let family: UInt8
  let prefixLength: UInt8
  let flags: UInt8
  let scope: UInt8
  let index: Int32
}

/// A request for all objects of one kind, with the one octet of a body that the kernel wants.
struct DumpRequest: BitwiseCopyable {
  private let header: NetlinkHeader
  private let anyFamily = UInt32(AF_UNSPEC)

  init(_ type: UInt16, sequence: UInt32) {
    header = NetlinkHeader(
      length: UInt32(MemoryLayout<DumpRequest>.size), type: type,
      flags: NetlinkFlag.request | NetlinkFlag.dump, sequence: sequence, port: 0)
  }

  var octets: [UInt8] {
    // The struct has no padding, so all its octets are set.
    unsafe withUnsafeBytes(of: self) { unsafe Array($0) }
  }
}

enum NetlinkType {
  static let error: UInt16 = 2
  static let done: UInt16 = 3
  static let overrun: UInt16 = 4
  static let newLink: UInt16 = 16
  static let getLink: UInt16 = 18
  static let newAddress: UInt16 = 20
  static let getAddress: UInt16 = 22
}

enum NetlinkFlag {
  static let request: UInt16 = 0x1
  static let dumpInterrupted: UInt16 = 0x10
  static let dump: UInt16 = 0x300
}

enum NetlinkGroup {
  static let link: UInt32 = 0x1
  static let addressV4: UInt32 = 0x10
  static let addressV6: UInt32 = 0x100
}

/// The `IFLA_` attributes of a link.
enum LinkAttribute {
  static let hardwareAddress: UInt16 = 1
  static let name: UInt16 = 3
  static let mtu: UInt16 = 4
  static let link: UInt16 = 5
  static let master: UInt16 = 10
  static let linkInformation: UInt16 = 18
  static let linkNamespace: UInt16 = 37
  /// Inside `linkInformation`.
  static let kind: UInt16 = 1
}

/// The `IFA_` attributes of an address.
enum AddressAttribute {
  static let address: UInt16 = 1
  static let local: UInt16 = 2
  static let flags: UInt16 = 8
}

/// A socket which speaks with the kernel about links and addresses.
struct NetlinkSocket: ~Copyable, Sendable {
  /// The octets which one datagram of the kernel takes at most: it writes dumps in pieces of no
  /// more than 32 KiB.
  static let capacity = 32_768

  let descriptor: FileDescriptor
  private var buffers = MessageBuffers(payloadCapacity: Self.capacity, controlCapacity: 0)

  /// A socket which hears the groups, a set of bits.
  init(groups: UInt32) throws(Errno) {
    let descriptor = try SystemCalls.openDatagramSocket(domain: AF_NETLINK, type: SOCK_RAW)
    // Port 0 as one's own asks the kernel for a free one.
    try SystemCalls.bind(descriptor.rawValue, to: NetlinkName(port: 0, groups: groups))
    self.descriptor = descriptor
  }

  func send(_ message: [UInt8], to port: UInt32) throws(Errno) {
    try SystemCalls.send(
      descriptor.rawValue, message, to: NetlinkName(port: port), control: Int?.none)
  }

  /// The next datagram which waits, and whether the kernel itself sent it; fails with EAGAIN when
  /// none does.
  mutating func receive() throws(Errno) -> NetlinkDatagram {
    let filled = try SystemCalls.receive(descriptor.rawValue, into: &buffers)
    let sender = buffers.name.withBytes(first: filled.name) { $0.value(NetlinkName.self) }
    return NetlinkDatagram(
      isFromKernel: sender?.isKernel ?? false,
      isTruncated: filled.flags & Int32(MSG_TRUNC) != 0, length: filled.payload)
  }

  /// Lends the bytes of the datagram received last.
  func withBytes<Result>(
    of datagram: NetlinkDatagram, _ body: (RawSpan) -> Result
  ) -> Result {
    buffers.payload.withBytes(first: datagram.length, body)
  }
}

/// A datagram in the buffer of a netlink socket.
struct NetlinkDatagram {
  /// False for what another process made up.
  let isFromKernel: Bool
  let isTruncated: Bool
  let length: Int
}
