internal import Glibc

/// A UDP socket of one family for Multicast DNS, open as long as the value lives.
///
/// It never blocks: wait with a ``Poller`` on ``fileDescriptor``, then receive until nil.
public struct MulticastSocket: ~Copyable, Sendable {
  /// The family which the socket serves.
  public let family: AddressFamily
  /// The port which the socket is bound to.
  public let localPort: UInt16
  /// The memory in octets which the kernel granted for datagrams that wait, its own bookkeeping
  /// included. Less than `2 * SocketLimits.receiveQueue` means that bursts may be lost.
  public let receiveQueueSize: Int
  /// The options which this kernel refused and which the socket can do without.
  public let refusedOptions: [SocketError]

  private let descriptor: FileDescriptor
  private var buffers = MessageBuffers(
    payloadCapacity: SocketLimits.payload, controlCapacity: DatagramCircumstances.capacity)

  /// A socket which shares port 5353 with other programs, as a full querier and a responder need
  /// it (RFC 6762 §5.2, §15.1). It hears a group only after ``join(_:)``.
  ///
  /// Fails with EADDRINUSE when another program holds the port without sharing it.
  public init(listeningOn family: AddressFamily) throws(SocketError) {
    let descriptor = try Self.open(family)
    for setting in AddressFamily.sharingSettings { try Self.apply(setting, to: descriptor) }
    try self.init(Self.configured(descriptor, family, port: MulticastGroup.port), family)
  }

  /// A socket with a port of its own, for one-shot queries: those are never sent from port 5353
  /// (RFC 6762 §5.1), and their answers come straight back whoever shares that port.
  public init(oneShotOn family: AddressFamily) throws(SocketError) {
    let first = try Self.configured(Self.open(family), family, port: 0)
    guard try Self.localPort(of: first, family) == MulticastGroup.port else {
      try self.init(first, family)
      return
    }
    // The kernel may choose 5353 where it is configured so, but not again while the first socket
    // holds it.
    try self.init(Self.configured(Self.open(family), family, port: 0), family)
    _ = consume first
  }

  private init(
    _ descriptor: consuming FileDescriptor, _ family: AddressFamily
  ) throws(SocketError) {
    let localPort = try Self.localPort(of: descriptor, family)
    let (receiveQueueSize, refusedOptions) = try Self.improve(descriptor, family)
    self.descriptor = descriptor
    self.family = family
    self.localPort = localPort
    self.receiveQueueSize = receiveQueueSize
    self.refusedOptions = refusedOptions
  }

  /// Whether any socket holds port 5353 of a family. Another program does, if asked before this
  /// one opened its own; then unicast answers to the port may reach the other instead of us, and
  /// questions should not ask for them (RFC 6762 §15.1).
  ///
  /// For a moment this takes the port without sharing it, so ask once, at the start.
  public static func isPortHeld(for family: AddressFamily) throws(SocketError) -> Bool {
    let descriptor = try open(family)
    do {
      _ = try configured(descriptor, family, port: MulticastGroup.port)
      return false
    } catch {
      guard error.errno == .addressInUse else { throw error }
      return true
    }
  }

  /// What to wait on until there is something to receive.
  public var fileDescriptor: Int32 { descriptor.rawValue }

  /// Begins to hear the group on an interface.
  ///
  /// Fails with ENODEV without such an interface, with EADDRINUSE when the group is joined there
  /// already, and with ENOBUFS after as many interfaces as the kernel allows a socket
  /// (`igmp_max_memberships`, 20 unless raised).
  public func join(_ interfaceIndex: Int) throws(SocketError) {
    try changeMembership(
      interfaceIndex, .join(MulticastGroup.address(of: family)),
      v4: IP_ADD_MEMBERSHIP, v6: IPV6_JOIN_GROUP)
  }

  /// Ceases to hear the group on an interface.
  ///
  /// Fails with EADDRNOTAVAIL or ENODEV when the group is not joined there, as after the interface
  /// has gone: the kernel has then left it by itself.
  public func leave(_ interfaceIndex: Int) throws(SocketError) {
    try changeMembership(
      interfaceIndex, .leave(MulticastGroup.address(of: family)),
      v4: IP_DROP_MEMBERSHIP, v6: IPV6_LEAVE_GROUP)
  }

  /// Sends a datagram to the group, out of one interface.
  ///
  /// The source is the address given or, for nil, the one which the kernel prefers there. On the
  /// loopback interface it prefers none for IPv4 (the datagram leaves from an address of another
  /// interface, or from 0.0.0.0), so give one there.
  ///
  /// Fails with EPERM when a firewall forbids it, ENETUNREACH, ENETDOWN or ENODEV when the
  /// interface cannot send, ENOBUFS or EAGAIN when its queue is full, EMSGSIZE above 65,507
  /// octets, and EINVAL or ENETUNREACH for a source which is not an address of this host.
  public func send(
    _ payload: [UInt8], toGroupOn interfaceIndex: Int, from source: IPAddress? = nil
  ) throws(SocketError) {
    let group = SocketAddress(MulticastGroup.address(of: family), port: MulticastGroup.port)
    try send(payload, to: group, on: interfaceIndex, from: source)
  }

  /// Sends a datagram to one destination, out of the interface given or, for nil, the one which
  /// the kernel's routes say.
  ///
  /// Fails as ``send(_:toGroupOn:from:)`` does, with EAFNOSUPPORT for an address of the other
  /// family, and with EINVAL for port 0.
  public func send(
    _ payload: [UInt8], to destination: SocketAddress, on interfaceIndex: Int? = nil,
    from source: IPAddress? = nil
  ) throws(SocketError) {
    do throws(Errno) {
      guard destination.address.family == family, source == nil || source?.family == family else {
        throw .familyNotSupported
      }
      let interface = try Self.kernelIndex(interfaceIndex)
      switch destination.address {
      case .v4(let address):
        try SystemCalls.send(
          fileDescriptor, payload, to: sockaddr_in(address, port: destination.port),
          control: ControlMessage<in_pktinfo>(sendingOn: interface, from: source))
      case .v6(let address):
        let scope = try Self.kernelIndex(destination.interfaceIndex)
        try SystemCalls.send(
          fileDescriptor, payload,
          to: IPv6SocketName(address, port: destination.port, scope: UInt32(scope)),
          control: ControlMessage<IPv6PacketInformation>(sendingOn: interface, from: source))
      }
    } catch {
      throw SocketError(.send(to: destination), error, interfaceIndex: interfaceIndex)
    }
  }

  /// Takes the next datagram that waits; nil when none does. Every call takes one away, so a loop
  /// until nil ends as soon as it is faster than the senders: bound it.
  public mutating func receive() throws(SocketError) -> ReceivedDatagram? {
    while true {
      let filled: MessageBuffers.Filled
      do {
        filled = try SystemCalls.receive(fileDescriptor, into: &buffers)
      } catch .wouldBlock {
        return nil
      } catch {
        throw SocketError(.receive, error)
      }
      let source = buffers.name.withBytes(first: filled.name) { SocketAddress(reading: $0) }
      // A socket of one family has no other senders; one without an address has no use.
      guard let source else { continue }
      let circumstances = buffers.control.withBytes(first: filled.control) {
        DatagramCircumstances(reading: $0)
      }
      return ReceivedDatagram(
        payload: Array(buffers.payload.prefix(filled.payload)), source: source,
        destination: circumstances.destination, interfaceIndex: circumstances.interfaceIndex,
        hopLimit: circumstances.hopLimit, kernelTime: circumstances.kernelTime,
        dropCount: circumstances.dropCount,
        isPayloadTruncated: filled.flags & Int32(MSG_TRUNC) != 0,
        isControlTruncated: filled.flags & Int32(MSG_CTRUNC) != 0)
    }
  }

  private func changeMembership(
    _ interfaceIndex: Int, _ operation: SocketOperation, v4: Int32, v6: Int32
  ) throws(SocketError) {
    do {
      let index = try Self.kernelIndex(interfaceIndex)
      switch MulticastGroup.address(of: family) {
      case .v4(let group):
        let membership = ip_mreqn(
          imr_multiaddr: in_addr(group), imr_address: in_addr(), imr_ifindex: index)
        try SystemCalls.setOption(
          fileDescriptor, level: Int32(IPPROTO_IP), number: v4, to: membership)
      case .v6(let group):
        let membership = IPv6Membership(group: IPv6AddressBytes(group), interfaceIndex: index)
        try SystemCalls.setOption(
          fileDescriptor, level: Int32(IPPROTO_IPV6), number: v6, to: membership)
      }
    } catch {
      throw SocketError(operation, error, interfaceIndex: interfaceIndex)
    }
  }

  /// An interface index as the kernel takes it: 0 for any, which only nil stands for here.
  private static func kernelIndex(_ index: Int?) throws(Errno) -> Int32 {
    guard let index else { return 0 }
    guard index > 0, let index = Int32(exactly: index) else { throw .noSuchDevice }
    return index
  }
}
