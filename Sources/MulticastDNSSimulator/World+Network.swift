internal import DNSSDWire
internal import MulticastDNS

/// The network: what is sent, who hears it and when.
extension World {
  /// Sends a datagram of a host, unless its card is down.
  mutating func transmit(_ datagram: OutgoingDatagram, from host: Int) {
    guard let card = hosts[host].upCard(of: datagram.linkIndex) else { return }
    let message = content(of: datagram.payload)
    let place = CardPlace(host: host, card: card)
    note(datagram, message, from: place)
    inspect(datagram, message, from: place)
    guard let flight = flight(of: datagram, message, from: place) else { return }
    switch datagram.destination {
    case .group: multicast(flight, from: place)
    case .unicast(let asker): unicast(flight, to: asker)
    }
  }

  /// Sends octets from somebody who is no host of the world, to all hosts of a link.
  mutating func transmit(_ payload: [UInt8], from source: TransportAddress, on link: Int) {
    let message = SentMessage(payload)
    append(.packet(.init(sender: "\(source.address)", receiver: "mdns", content: message)))
    let flight = Flight(
      content: message, source: source,
      destination: MulticastGroup.address(of: source.address.family), link: link, sender: nil,
      author: nil, side: nil)
    multicast(flight, from: nil)
  }

  private mutating func content(of payload: [UInt8]) -> SentMessage {
    if let lastSent, lastSent.payload == payload { return lastSent }
    let message = SentMessage(payload)
    lastSent = message
    return message
  }

  /// The datagram as it leaves the card; nil when the card has no address of the family.
  private func flight(
    of datagram: OutgoingDatagram, _ message: SentMessage, from place: CardPlace
  ) -> Flight? {
    let card = hosts[place.host].cards[place.card]
    let destination: IPAddress
    switch datagram.destination {
    case .group(let family): destination = MulticastGroup.address(of: family)
    case .unicast(let asker): destination = asker.address
    }
    let source = card.link.addresses.first { $0.address.family == destination.family }
    guard let source else { return nil }
    let port =
      datagram.localPort == .multicastDNS ? MulticastGroup.port : hosts[place.host].oneShotPort
    return Flight(
      content: message, source: TransportAddress(source.address, portNumber: port),
      destination: destination, link: card.virtualLink, sender: place, author: place.host,
      side: hosts[place.host].side)
  }

  /// The kernel loops a multicast back to its sender at once; everybody else hears it on the wire.
  private mutating func multicast(_ flight: Flight, from place: CardPlace?) {
    if let place { queue.insert(.arrival(flight, place, .multicastDNS), at: clock.now) }
    if weather.isUniform {
      let delay = weatherChance.duration(in: weather.delay)
      queue.insert(.broadcast(flight), at: clock.now + delay)
    } else {
      for receiver in links[flight.link].cards where receiver != place {
        dispatch(flight, to: receiver, on: .multicastDNS)
      }
    }
    reflect(flight)
  }

  private mutating func reflect(_ flight: Flight) {
    let family = flight.source.address.family
    guard let reflector = links[flight.link].reflector,
      let address = links[flight.link].reflectorAddresses[family],
      flight.source.portNumber == MulticastGroup.port
    else { return }
    let delay = weatherChance.duration(in: reflector.delay)
    queue.insert(.broadcast(flight.reflected(from: address)), at: clock.now + delay)
  }

  private mutating func unicast(_ flight: Flight, to asker: TransportAddress) {
    guard let owner = links[flight.link].owner(of: asker.address) else { return }
    if asker.portNumber == MulticastGroup.port {
      dispatch(flight, to: owner, on: .multicastDNS)
    } else if asker.portNumber == hosts[owner.host].oneShotPort {
      dispatch(flight, to: owner, on: .oneShot)
    }
  }

  /// Sends a datagram on its way to one card, through the weather.
  private mutating func dispatch(_ flight: Flight, to place: CardPlace, on port: LocalPort) {
    if weatherChance.happens(weather.loss) {
      transcript.appendLoser(hosts[place.host].plan.name)
      return
    }
    for _ in 0...(weatherChance.happens(weather.duplication) ? 1 : 0) {
      var delay = weatherChance.duration(in: weather.delay)
      delay += weatherChance.duration(in: .zero...weather.jitter)
      if weatherChance.happens(weather.straggling) {
        delay += weatherChance.duration(in: .zero...weather.longestStraggling)
      }
      queue.insert(.arrival(flight, place, port), at: clock.now + delay)
    }
  }

  /// Gives a multicast to every card of its link but the one it left by.
  mutating func spread(_ flight: Flight) {
    for place in links[flight.link].cards where place != flight.sender {
      deliver(flight, to: place, on: .multicastDNS)
    }
  }

  /// Gives a datagram to a host, if it hears it.
  mutating func deliver(_ flight: Flight, to place: CardPlace, on port: LocalPort) {
    guard hosts[place.host].hears(flight, at: place.card) else { return }
    traffic.deliveries += 1
    hosts[place.host].receive(flight, at: place.card, on: port, clock.now)
    settle(place.host)
  }
}

extension VirtualHost {
  /// Takes a datagram that came to one of its cards.
  fileprivate mutating func receive(
    _ flight: Flight, at card: Int, on port: LocalPort, _ instant: Instant
  ) {
    let now = time(at: instant)
    let linkIndex = cards[card].link.index
    let refused = engine.counters.discarded[.unsolicited]
    engine.receive(flight.arrival(at: linkIndex, on: port), at: now)
    // A unicast response that was not asked for on this card must leave no trace.
    guard engine.counters.discarded[.unsolicited] == refused else { return }
    inspector.hear(flight, as: place, on: linkIndex, at: now)
  }
}
