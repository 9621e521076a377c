internal import DNSSDWire
internal import MulticastDNS

/// The sockets of a driver, and which way a datagram goes out.
struct Transport {
  private(set) var channels: [Channel] = []
  /// The links to speak on, those where the group could not be joined included.
  private(set) var links: [Link] = []
  /// The joins which the kernel refused when the links were set last.
  private(set) var refusedJoins: [SocketError] = []
  private var replySources = ReplySources()

  /// Opens port 5353 for both families; one of them may be missing. Also gives the reason for one that
  /// is missing, unless the kernel does not serve that family at all.
  static func open() throws(DriverError) -> (Transport, failure: SocketError?) {
    let v4 = channel(.v4)
    let v6 = channel(.v6)
    if case .failure(let v4) = v4, case .failure(let v6) = v6 { throw .noSocket(v4: v4, v6: v6) }
    var transport = Transport()
    var failure: SocketError?
    for result in [v4, v6] {
      switch result {
      case .success(let channel): transport.channels.append(channel)
      case .failure(let error): failure = error.errno == .familyNotSupported ? nil : error
      }
    }
    return (transport, failure)
  }

  private static func channel(_ family: AddressFamily) -> Result<Channel, SocketError> {
    do throws(SocketError) {
      return .success(try Channel(.multicastDNS, for: family))
    } catch {
      return .failure(error)
    }
  }

  mutating func close() {
    channels = []
  }

  /// Takes over the links, and joins and leaves as follows from that. A link that has changed is joined
  /// anew: routers and access points may have forgotten us.
  mutating func setLinks(_ new: [Link]) {
    refusedJoins = []
    for channel in channels where channel.localPort == .multicastDNS {
      let wanted = new.filter { $0.families.contains(channel.family) }
      for index in channel.joined
      where !wanted.contains(where: { $0.index == index && links.contains($0) }) {
        channel.leave(index)
      }
      for link in wanted where !channel.joined.contains(link.index) {
        do throws(SocketError) {
          try channel.join(link.index)
        } catch {
          refusedJoins.append(error)
        }
      }
    }
    links = new
  }

  /// Joins the group on all links anew.
  mutating func rejoin() {
    let links = links
    setLinks([])
    setLinks(links)
  }

  /// Why a link cannot be used; nil when the group is joined there for a family at least.
  func obstacle(on linkIndex: Int) -> SocketError? {
    guard !channels.contains(where: { $0.joined.contains(linkIndex) }) else { return nil }
    return refusedJoins.first { $0.interfaceIndex == linkIndex }
  }

  /// Remembers to which address a datagram came, so that a reply leaves from there.
  mutating func note(_ datagram: IncomingDatagram) {
    guard let destination = datagram.destination,
      let link = links.first(where: { $0.index == datagram.linkIndex }), link.addresses.count > 1,
      link.has(destination)
    else { return }
    replySources.insert(destination, for: datagram.source)
  }

  /// Sends a datagram; on a link that is gone it is dropped.
  mutating func send(_ datagram: OutgoingDatagram) throws(SocketError) {
    guard let link = links.first(where: { $0.index == datagram.linkIndex }) else { return }
    switch datagram.destination {
    case .group(let family):
      let group = SocketAddress(MulticastGroup.address(of: family), port: MulticastGroup.port)
      try channel(datagram.localPort, family, for: group).send(
        datagram.payload, to: group, on: link.index, from: link.groupSource(of: family))
    case .unicast(let asker):
      let destination = SocketAddress(
        asker.address, port: asker.portNumber, interfaceIndex: link.index)
      try channel(datagram.localPort, asker.address.family, for: destination).send(
        datagram.payload, to: destination, on: link.index,
        from: replySources[asker] ?? link.source(towards: asker.address))
    }
  }

  /// The socket for a family; one for one-shot questions is opened when the first is asked.
  private mutating func channel(
    _ localPort: LocalPort, _ family: AddressFamily, for destination: SocketAddress
  ) throws(SocketError) -> Channel {
    let open = channels.first { $0.localPort == localPort && $0.family == family }
    if let open { return open }
    guard localPort == .oneShot else {
      throw SocketError(.send(to: destination), .familyNotSupported)
    }
    let channel = try Channel(.oneShot, for: family)
    channels.append(channel)
    return channel
  }
}

extension Link {
  /// The address from which to speak to everybody; IPv6 has one of the link for that.
  fileprivate func groupSource(of family: AddressFamily) -> IPAddress? {
    let own = addresses.map(\.address).filter { $0.family == family }
    let linkLocal = family == .v6 ? own.first { $0.isLinkLocal } : nil
    return linkLocal ?? own.first
  }

  /// The address from which to speak to one host: one of the same prefix, if there is one.
  fileprivate func source(towards address: IPAddress) -> IPAddress? {
    let near = addresses.first { $0.covers(address) }
    return (near ?? addresses.first { $0.address.family == address.family })?.address
  }
}

/// The addresses of ours to which askers sent their questions: a resolver that is connected to one of
/// several addresses takes no reply from another.
private struct ReplySources {
  private var askers: [(asker: TransportAddress, address: IPAddress)] = []
  private var oldest = 0
  /// Replies leave in the same turn, or little later.
  private static let limit = 64

  subscript(asker: TransportAddress) -> IPAddress? {
    askers.last { $0.asker == asker }?.address
  }

  mutating func insert(_ address: IPAddress, for asker: TransportAddress) {
    if let known = askers.firstIndex(where: { $0.asker == asker }) {
      askers[known].address = address
    } else if askers.count < Self.limit {
      askers.append((asker, address))
    } else {
      askers[oldest] = (asker, address)
      oldest = (oldest + 1) % Self.limit
    }
  }
}
