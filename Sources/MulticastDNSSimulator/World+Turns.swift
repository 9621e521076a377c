internal import DNSSDWire
internal import MulticastDNS

/// Turns of hosts, and what is checked after each.
extension World {
  /// One turn in so many is repeated on a copy of the engine, which costs more than the turn.
  private static let turnsForOneRehearsal = 16

  /// Lets a host do what is due and wait for what comes next.
  mutating func settle(_ host: Int) {
    guard hosts[host].power == .running else { return }
    let now = hosts[host].time(at: clock.now)
    turn.clear()
    let next = hosts[host].settle(at: now, into: &turn)
    if thoroughness == .everything { check(host, at: now) }
    publish(turn, of: host)
    if let next { scheduleWake(of: host, at: hosts[host].worldTime(at: next)) }
  }

  /// Writes down what came out of a turn, and sends what is to be sent.
  private mutating func publish(_ turn: Turn, of host: Int) {
    let name = hosts[host].plan.name
    for outcome in turn.outcomes {
      switch outcome {
      case .sent(let datagram): transmit(datagram, from: host)
      case .told(let event): append(.told(host: name, event))
      case .commanded(let command): append(.commanded(host: name, command))
      case .refused(let command, let error): append(.refused(host: name, command, error))
      }
    }
    for finding in turn.findings { report(finding, of: host) }
  }

  /// Calls a host again when it wants to be called; a later call that is on its way already will ask
  /// again.
  private mutating func scheduleWake(of host: Int, at instant: Instant) {
    if let wake = hosts[host].wake, wake.instant <= instant { return }
    hosts[host].lastTicket += 1
    hosts[host].wake = (instant, hosts[host].lastTicket)
    queue.insert(.wake(host, ticket: hosts[host].lastTicket), at: max(instant, clock.now))
  }

  /// Takes a call that a host wanted, unless an earlier one took its place.
  mutating func wake(_ host: Int, _ ticket: UInt64) {
    guard hosts[host].wake?.ticket == ticket else { return }
    hosts[host].wake = nil
    settle(host)
  }

  /// Checks a host after its turn.
  private mutating func check(_ host: Int, at now: Instant) {
    let observations = hosts[host].observations
    for finding in hosts[host].inspector.overdue(observations, at: now) {
      report(finding, of: host)
    }
    if hosts[host].turns % Self.turnsForOneRehearsal == 0,
      let finding = EngineRehearsal(of: hosts[host].engine).finding(at: now)
    {
      report(finding, of: host)
    }
  }

  /// Checks a datagram once, as it is sent.
  mutating func inspect(
    _ datagram: OutgoingDatagram, _ message: SentMessage, from place: CardPlace
  ) {
    let card = hosts[place.host].cards[place.card]
    let (link, now) = (card.virtualLink, hosts[place.host].time(at: clock.now))
    let moment = clock.now
    if message.isProbe {
      links[link].probes.insert(message.questions.map(\.name), from: place.host, at: moment)
    }
    let probes = links[link].probes
    var findings = MessageRules(message, in: datagram, mtu: card.link.mtu).findings
    findings += hosts[place.host].inspector.send(message, in: datagram, at: now) { name in
      probes.contain(name, notFrom: place.host, at: moment)
    }
    for finding in findings { report(finding, of: place.host) }
  }

  /// Counts a datagram and writes it down.
  mutating func note(
    _ datagram: OutgoingDatagram, _ message: SentMessage, from place: CardPlace
  ) {
    traffic.datagrams += 1
    traffic.octets += message.payload.count
    let mark = hosts[place.host].cards.count > 1 ? "%\(datagram.linkIndex)" : ""
    let port = datagram.localPort == .oneShot ? ":\(hosts[place.host].oneShotPort)" : ""
    let receiver: String
    switch datagram.destination {
    case .group:
      receiver = "mdns"
      traffic.count(multicast: message)
    case .unicast(let asker):
      let link = hosts[place.host].cards[place.card].virtualLink
      let owner = links[link].owner(of: asker.address)
      receiver = owner.map { hosts[$0.host].plan.name } ?? "\(asker.address)"
      traffic.unicastResponses += 1
    }
    let sender = hosts[place.host].plan.name + mark + port
    append(.packet(.init(sender: sender, receiver: receiver, content: message)))
  }

  /// Writes something down at the present moment.
  mutating func append(_ happening: Transcript.Happening) {
    transcript.append(happening, at: elapsed)
  }
}
