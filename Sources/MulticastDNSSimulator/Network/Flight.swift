internal import DNSSDWire
internal import MulticastDNS

/// A datagram on its way: what all its receivers have in common.
final class Flight: Sendable {
  let content: SentMessage
  let source: TransportAddress
  let destination: IPAddress
  /// Which link carries it.
  let link: Int
  /// The card it left by; nil for one that no card sent.
  let sender: CardPlace?
  /// The host that composed it, whoever sent it last; nil for a stranger.
  let author: Int?
  /// On which side of a partition it is; nil when every side hears it.
  let side: Int?

  init(
    content: SentMessage, source: TransportAddress, destination: IPAddress, link: Int,
    sender: CardPlace?, author: Int?, side: Int?
  ) {
    self.content = content
    self.source = source
    self.destination = destination
    self.link = link
    self.sender = sender
    self.author = author
    self.side = side
  }

  /// The same octets under another source, as a reflector sends them.
  func reflected(from address: IPAddress) -> Flight {
    Flight(
      content: content,
      source: TransportAddress(address, portNumber: MulticastGroup.port),
      destination: destination, link: link, sender: nil, author: author, side: side)
  }

  /// What a card gets of it.
  func arrival(at linkIndex: Int, on port: LocalPort) -> IncomingDatagram {
    IncomingDatagram(
      payload: content.payload, source: source, destination: destination, linkIndex: linkIndex,
      localPort: port, hopLimit: 255)
  }
}

/// Something that is going to happen in a world.
enum Occurrence: Sendable {
  /// A host wanted to be called; the ticket says whether it still does.
  case wake(Int, ticket: UInt64)
  /// A multicast reaches every card of its link but the one it left by.
  case broadcast(Flight)
  /// A datagram reaches one card.
  case arrival(Flight, CardPlace, LocalPort)
  case command(HostID, EngineCommand)
  case fault(Fault)
}
