import DNSSDWire
import MulticastDNS

/// An engine under test with its clock and a log of all that came out; the fixture of the
/// conformance list: host alpha on links 1 and 2, peers bravo and carol on link 1, mallory off-link.
struct Bench {
  static let link1 = Link(
    index: 1, mtu: 1500,
    addresses: [
      LinkAddress(.v4(IPv4Address(192, 0, 2, 10)), prefixLength: 24),
      LinkAddress(.v6(IPv6Address(high: 0xFE80 << 48, low: 0xA)), prefixLength: 64),
    ])
  static let link2 = Link(
    index: 2, mtu: 1500,
    addresses: [LinkAddress(.v4(IPv4Address(198, 51, 100, 10)), prefixLength: 24)])

  private(set) var engine: MulticastDNSEngine
  private(set) var now = Instant(nanoseconds: 1_000_000_000_000)
  /// What was sent, oldest first; multicasts once for each family.
  private(set) var sent: [Sent] = []
  /// What was told, oldest first.
  private(set) var events: [Told] = []
  private var epoch = Instant(nanoseconds: 1_000_000_000_000)

  init(
    _ pin: RandomSource.Pin = .lowest, links: [Link] = [link1],
    configuration: EngineConfiguration = EngineConfiguration()
  ) {
    self.init(RandomSource(pinnedTo: pin), links: links, configuration: configuration)
  }

  init(
    _ random: RandomSource, links: [Link] = [link1],
    configuration: EngineConfiguration = EngineConfiguration()
  ) {
    engine = MulticastDNSEngine(configuration: configuration, random: random)
    engine.setLinks(links, at: now)
    drain()
  }

  /// The time since the last ``mark()`` in milliseconds.
  var time: Double { Self.milliseconds(now.duration(since: epoch)) }

  /// Forgets what came out, and counts time from now.
  mutating func mark() {
    sent = []
    events = []
    epoch = now
  }

  /// Lets the engine do all that is due until `milliseconds` after the last mark, each thing at its
  /// own time.
  mutating func run(to milliseconds: Double) {
    let end = epoch + .nanoseconds(Int64(milliseconds * 1e6))
    advanceAndDrain()
    while let deadline = engine.nextDeadline, deadline.instant <= end {
      now = max(now, deadline.instant)
      advanceAndDrain()
    }
    now = max(now, end)
    advanceAndDrain()
  }

  /// Lets `milliseconds` pass.
  mutating func run(for milliseconds: Double) {
    run(to: time + milliseconds)
  }

  /// Gives a message to the engine as from a peer, and drains what is due at once.
  mutating func receive(
    _ message: [UInt8], from peer: Peer = .bravo, by destination: Destination = .group,
    link: Int = 1,
    localPort: LocalPort = .multicastDNS, hopLimit: UInt8? = 255
  ) {
    let family = peer.address.family
    engine.receive(
      IncomingDatagram(
        payload: message, source: TransportAddress(peer.address, portNumber: peer.portNumber),
        destination: destination == .group
          ? MulticastGroup.address(of: family)
          : Self.link1.addresses.first { $0.address.family == family }?.address,
        linkIndex: link, localPort: localPort, hopLimit: hopLimit),
      at: now)
    advanceAndDrain()
  }

  mutating func perform(_ command: EngineCommand) throws(CommandError) {
    try engine.perform(command, at: now)
    advanceAndDrain()
  }

  /// Performs commands as one turn of a driver does; returns what was refused.
  mutating func perform(_ commands: [EngineCommand]) -> [(EngineCommand, CommandError)] {
    var refusals: [(EngineCommand, CommandError)] = []
    for command in commands {
      do {
        try engine.perform(command, at: now)
      } catch {
        refusals.append((command, error))
      }
    }
    advanceAndDrain()
    return refusals
  }

  mutating func setLinks(_ links: [Link]) {
    engine.setLinks(links, at: now)
    advanceAndDrain()
  }

  mutating func changeConnectivity() {
    engine.connectivityChanged(at: now)
    advanceAndDrain()
  }

  mutating func setUnicastReceivable(_ isReceivable: Bool) {
    engine.setUnicastReceivable(isReceivable, at: now)
  }

  private mutating func advanceAndDrain() {
    engine.advance(to: now)
    drain()
  }

  private mutating func drain() {
    while let output = engine.nextOutput() {
      switch output {
      case .send(let datagram): sent.append(Sent(datagram, at: time))
      case .event(let event): events.append(Told(time: time, event: event))
      }
    }
  }

  private static func milliseconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
  }

  enum Destination {
    case group, host
  }
}

/// A host beside the one under test.
struct Peer {
  let address: IPAddress
  var portNumber: UInt16 = 5353

  static let bravo = Peer(address: .v4(IPv4Address(192, 0, 2, 20)))
  static let carol = Peer(address: .v4(IPv4Address(192, 0, 2, 30)))
  static let mallory = Peer(address: .v4(IPv4Address(203, 0, 113, 9)))

  /// One of 200 other hosts on our network.
  static func host(_ number: Int) -> Peer {
    Peer(address: .v4(IPv4Address(192, 0, 2, UInt8(40 + number % 200))))
  }

  func port(_ number: UInt16) -> Peer {
    Peer(address: address, portNumber: number)
  }
}

/// A datagram that the engine sent.
struct Sent {
  /// Milliseconds since the last mark.
  let time: Double
  let datagram: OutgoingDatagram
  let message: Message

  init(_ datagram: OutgoingDatagram, at time: Double) {
    self.time = time
    self.datagram = datagram
    message = Sent.decoded(datagram.payload)
  }

  var isMulticast: Bool {
    if case .group = datagram.destination { true } else { false }
  }

  /// Whether it went to the IPv4 group, so that a multicast is looked at once.
  var isFirstCopy: Bool { datagram.destination == .group(.v4) }

  var isResponse: Bool { message.header.flags.isResponse }

  /// A message that cannot be decoded traps here: the engine must never send one.
  private static func decoded(_ octets: [UInt8]) -> Message {
    do {
      return try Message(decoding: octets)
    } catch {
      preconditionFailure("the engine sent what is no message: \(error)")
    }
  }
}

/// An event with the milliseconds since the last mark.
struct Told: Equatable {
  let time: Double
  let event: Event
}

extension Bench {
  /// Multicast queries, each once.
  var queries: [Sent] {
    sent.filter { $0.isFirstCopy && !$0.isResponse && $0.message.authorities.isEmpty }
  }

  /// Multicast probes, each once.
  var probes: [Sent] {
    sent.filter { $0.isFirstCopy && !$0.isResponse && !$0.message.authorities.isEmpty }
  }

  /// Multicast responses, each once.
  var responses: [Sent] { sent.filter { $0.isFirstCopy && $0.isResponse } }

  /// Unicast responses and replies.
  var unicasts: [Sent] { sent.filter { !$0.isMulticast && $0.isResponse } }

  /// The answers that a query was told of, with the milliseconds since the last mark.
  func changes(of id: QueryID) -> [(time: Double, change: AnswerChange)] {
    events.compactMap { told in
      guard case .answer(id, let change) = told.event else { return nil }
      return (told.time, change)
    }
  }

  /// What a registration was told, with the milliseconds since the last mark.
  func changes(of id: RegistrationID) -> [(time: Double, change: RegistrationChange)] {
    events.compactMap { told in
      guard case .registration(id, let change) = told.event else { return nil }
      return (told.time, change)
    }
  }
}
