import DNSSDWire
import MulticastDNS
import Testing

/// A few engines on one link in memory; each multicast reaches each other host after up to 2 ms, or
/// gets lost. What must hold of every datagram is checked as it is sent.
struct SmallNetwork {
  private(set) var hosts: [NetworkHost]
  private(set) var now = Instant(nanoseconds: 1_000_000_000)
  /// Of a hundred deliveries so many get lost.
  var lossPercent = 0
  private var flights: [Flight] = []
  private var chance: RandomSource

  init(hostCount: Int, seed: UInt64) {
    chance = RandomSource(seed: seed)
    let now = now
    hosts = (0..<hostCount).map { number in
      NetworkHost(number: number, seed: seed &* 31 &+ UInt64(number), at: now)
    }
  }

  mutating func publish(_ registration: Registration, on number: Int) throws(CommandError) {
    try hosts[number].engine.perform(.publish(registration, as: Fixture.hostID), at: now)
  }

  /// Lets time pass, each thing at its own moment.
  mutating func run(for duration: Duration) {
    let end = now + duration
    while let next = nextMoment, next <= end {
      now = max(now, next)
      deliver()
      for number in hosts.indices { turn(number) }
    }
    now = end
  }

  /// Somebody else asks for all records of a name.
  mutating func ask(for name: DNSName) {
    let query = Packet.query([.ask(name, .any)])
    for number in hosts.indices {
      hosts[number].receive(query, from: IPv4Address(192, 0, 2, 250), at: now)
      turn(number)
    }
  }

  private var nextMoment: Instant? {
    let moments =
      flights.map(\.arrival) + hosts.compactMap { $0.engine.nextDeadline?.instant }
    return moments.min()
  }

  private mutating func deliver() {
    let arriving = flights.filter { $0.arrival <= now }
    flights.removeAll { $0.arrival <= now }
    for flight in arriving {
      hosts[flight.receiver].receive(flight.payload, from: hosts[flight.sender].address, at: now)
    }
  }

  private mutating func turn(_ number: Int) {
    hosts[number].engine.advance(to: now)
    let settled = hosts[number].engine
    hosts[number].engine.advance(to: now)
    #expect(hosts[number].engine == settled, "advancing twice is advancing once")
    for datagram in hosts[number].drain(at: now) {
      for receiver in hosts.indices where receiver != number && reaches(receiver, datagram) {
        guard UInt64.random(in: 0..<100, using: &chance) >= lossPercent else { continue }
        let delay = Duration.microseconds(Int.random(in: 100...2_000, using: &chance))
        flights.append(
          Flight(
            arrival: now + delay, sender: number, receiver: receiver, payload: datagram.payload))
      }
    }
  }

  private func reaches(_ receiver: Int, _ datagram: OutgoingDatagram) -> Bool {
    switch datagram.destination {
    case .group: true
    case .unicast(let address): address.address == .v4(hosts[receiver].address)
    }
  }

  private struct Flight {
    let arrival: Instant
    let sender: Int
    let receiver: Int
    let payload: [UInt8]
  }
}

/// A host of a small network, and what it may not do.
struct NetworkHost {
  var engine: MulticastDNSEngine
  let address: IPv4Address
  /// The name that it has; nil while it has none.
  private(set) var name: DNSName?
  private var probes: [DNSName: [Instant]] = [:]
  private var denials: [DNSName: Instant] = [:]

  init(number: Int, seed: UInt64, at now: Instant) {
    address = IPv4Address(192, 0, 2, UInt8(10 + number))
    engine = MulticastDNSEngine(random: RandomSource(seed: seed))
    engine.setLinks(
      [
        Link(
          index: 1, mtu: 1500, addresses: [LinkAddress(.v4(address), prefixLength: 24)])
      ], at: now)
  }

  mutating func receive(_ payload: [UInt8], from source: IPv4Address, at now: Instant) {
    if let message = try? Message(decoding: payload), message.header.flags.isResponse {
      for record in message.records where record.type != .ptr && record.type != .nsec {
        denials[record.name] = now
      }
    }
    engine.receive(
      IncomingDatagram(
        payload: payload, source: TransportAddress(.v4(source), portNumber: 5353),
        destination: MulticastGroup.address(of: .v4), linkIndex: 1),
      at: now)
  }

  /// Takes what came out, and checks it.
  mutating func drain(at now: Instant) -> [OutgoingDatagram] {
    var datagrams: [OutgoingDatagram] = []
    while let output = engine.nextOutput() {
      switch output {
      case .send(let datagram):
        datagrams.append(datagram)
        if let message = try? Message(decoding: datagram.payload) { check(message, at: now) }
      case .event(.registration(_, .established(let won))): name = won
      case .event(.registration(_, .challenged)), .event(.registration(_, .renamed)): name = nil
      case .event: break
      }
    }
    return datagrams
  }

  /// A record of one's own may be used after three probes that nobody denied, and a wait.
  private mutating func check(_ message: Message, at now: Instant) {
    guard message.header.flags.isResponse else {
      for name in Set(message.authorities.map(\.name)) { probes[name, default: []].append(now) }
      return
    }
    for record in message.records where record.isCacheFlush && record.type != .nsec {
      let series = probes[record.name, default: []].suffix(3)
      #expect(series.count == 3, "\(record) was used without three probes")
      guard let first = series.first, let last = series.last else { continue }
      #expect(last.duration(since: first) >= .milliseconds(500))
      #expect(now.duration(since: last) >= .milliseconds(250))
      let denial = denials[record.name]
      let isFirstUse = now.duration(since: last) == .milliseconds(250)
      #expect(!isFirstUse || denial.map { $0 < first } ?? true, "\(record) was denied")
    }
  }
}
