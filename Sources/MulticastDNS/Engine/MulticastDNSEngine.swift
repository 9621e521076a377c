internal import DNSSDWire

/// A complete querier and responder of Multicast DNS as a value (RFC 6762).
///
/// Octets, commands and the time go in; datagrams, events and one deadline come out. Inputs change
/// state and may tell events; only ``advance(to:)`` makes datagrams. After each call, take outputs
/// with ``nextOutput()`` until there is none, and call ``advance(to:)`` when ``nextDeadline`` comes. Calling
/// earlier does no harm, calling later skips nothing. The time never runs back: an earlier moment
/// counts as the latest seen.
public struct MulticastDNSEngine: Sendable, Equatable {
  /// What the user chose.
  public let configuration: EngineConfiguration
  /// The links, by index.
  public private(set) var links: [Link] = []
  private(set) var now = Instant(nanoseconds: 0)
  var querier: Querier
  var responder: Responder
  var answering: Answering
  var random: RandomSource
  var outbox = Outbox()
  private var traffic = TrafficLog()

  /// An engine without links, questions and registrations.
  public init(configuration: EngineConfiguration = EngineConfiguration(), random: RandomSource) {
    self.configuration = configuration
    self.random = random
    querier = Querier(configuration: configuration)
    responder = Responder(configuration: configuration)
    answering = Answering(configuration: configuration)
  }

  /// What was counted since the engine was made.
  public var counters: EngineCounters { outbox.counters }

  /// When ``advance(to:)`` must be called next, and why; nil when nothing is waiting.
  public var nextDeadline: Deadline? {
    var deadline = querier.nextDeadline
    deadline = .earlier(deadline, responder.nextDeadline)
    return .earlier(deadline, answering.nextDeadline)
  }

  /// Takes the oldest output; nil when there is none.
  public mutating func nextOutput() -> Output? {
    outbox.next()
  }

  /// Does all that is due, in the order of time.
  public mutating func advance(to instant: Instant) {
    step(to: instant)
    while let deadline = nextDeadline, deadline.instant <= now { step(to: now) }
  }

  private mutating func step(to instant: Instant) {
    turn(to: instant)
    querier.advance(to: now, links: links, random: &random, outbox: &outbox)
    for announcement in responder.advance(to: now, outbox: &outbox) {
      answering.announce(announcement, at: now)
    }
    shareZoneChanges()
    answering.advance(to: now, zones: responder.zones, links: links, outbox: &outbox)
  }
}

/// Inputs.
extension MulticastDNSEngine {
  /// Takes a datagram that came in.
  public mutating func receive(_ datagram: IncomingDatagram, at instant: Instant) {
    turn(to: instant)
    noteTraffic(datagram)
    do throws(DiscardReason) {
      let (message, arrival) = try inspect(datagram)
      if message.header.flags.isResponse {
        try hear(response: message, arrival)
      } else {
        hear(query: message, arrival)
      }
    } catch {
      discard(datagram, error)
    }
    shareZoneChanges()
  }

  /// Says which links there are now; those that are new, gone or changed are found by comparing.
  public mutating func setLinks(_ links: [Link], at instant: Instant) {
    turn(to: instant)
    let old = self.links
    self.links = links.sorted { $0.index < $1.index }
    guard old != self.links else { return }
    traffic.keep(self.links)
    querier.linksChanged(from: old, to: self.links, at: now, random: &random, outbox: &outbox)
    responder.linksChanged(to: self.links, at: now, random: &random, outbox: &outbox)
    answering.linksChanged(from: old, to: self.links, at: now)
    shareZoneChanges()
  }

  /// Says that the host woke from sleep or may have missed packets: names are probed for again, and
  /// questions asked again (RFC 6762 §8.1, §5.4).
  public mutating func connectivityChanged(at instant: Instant) {
    let links = self.links
    setLinks([], at: instant)
    setLinks(links, at: instant)
  }

  /// Says whether unicast to port 5353 reaches this engine, and not another process that has the
  /// port too; otherwise no unicast response is asked for (RFC 6762 §15.1).
  public mutating func setUnicastReceivable(_ isReceivable: Bool, at instant: Instant) {
    turn(to: instant)
    querier.isUnicastReceivable = isReceivable
    responder.isUnicastReceivable = isReceivable
  }

  /// Carries out a command. Throws when it cannot be; nothing of it has happened then.
  public mutating func perform(
    _ command: EngineCommand, at instant: Instant
  ) throws(CommandError) {
    turn(to: instant)
    switch command {
    case .ask(let query, let id):
      guard query.zones == .any || query.name.isLinkLocal else { throw .notMulticast }
      try querier.ask(query, as: id, at: now, links: links, random: &random, outbox: &outbox)
    case .cancel(let id):
      querier.cancel(id, at: now)
    case .reconfirm(let answer):
      querier.reconfirm(answer, at: now)
    case .publish(let registration, let id):
      try responder.publish(registration, as: id, at: now, random: &random)
    case .update(let id, let registration):
      try responder.update(id, to: registration, at: now, random: &random)
    case .withdraw(let id):
      responder.withdraw(id, at: now, outbox: &outbox)
    }
    shareZoneChanges()
  }
}

extension MulticastDNSEngine {
  /// The moment that counts: time never runs back.
  private mutating func turn(to instant: Instant) {
    now = max(now, instant)
  }

  /// Tells the querier which records of our own there are, so that own questions are answered at once
  /// and without a packet.
  private mutating func shareZoneChanges() {
    for change in responder.takeZoneChanges() {
      querier.ownRecordsChanged(change, at: now, outbox: &outbox)
    }
  }

  /// Tells that packets are heard, whatever is in them.
  private mutating func noteTraffic(_ datagram: IncomingDatagram) {
    guard configuration.tellsOfTraffic, links.contains(where: { $0.index == datagram.linkIndex })
    else { return }
    let isOwn = links.contains { $0.has(datagram.source.address) }
    let hearing = isOwn ? Hearing.ownHost : .otherHost
    guard traffic.tells(of: hearing, on: datagram.linkIndex, at: now) else { return }
    outbox.post(.heard(hearing, linkIndex: datagram.linkIndex))
  }

  private mutating func discard(_ datagram: IncomingDatagram, _ reason: DiscardReason) {
    outbox.counters.discarded[reason.kind, default: 0] += 1
    guard reason != .echo else { return }
    outbox.post(.discarded(reason, source: datagram.source, linkIndex: datagram.linkIndex))
  }
}
