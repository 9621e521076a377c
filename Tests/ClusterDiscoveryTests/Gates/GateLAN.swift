import DNSSDWire
import MulticastDNS
import Testing

/// A few engines on one link in memory, in virtual time; each multicast reaches everybody after a
/// millisecond, its sender too. Two of them may be on one host, and then have one address.
struct GateLAN {
  /// Moments on the clock of all.
  private(set) var now = Instant(nanoseconds: 1_000_000_000)
  /// Whether multicasts come back to their sender.
  var loopsBack = true
  /// Of those in different parts nobody hears the other.
  var parts: [Int: Int] = [:]
  /// All messages that were sent, with who sent them.
  private(set) var sent: [(member: Int, message: Message)] = []
  private var members: [Member] = []
  private var flights: [Flight] = []

  private struct Member {
    var engine: MulticastDNSEngine
    var application: (any EngineApplication)?
    let address: IPv4Address
    var isUp = true
  }

  private struct Flight {
    let arrival: Instant
    let receiver: Int
    let datagram: IncomingDatagram
  }

  static let linkIndex = 1

  /// Adds an engine on the host with an address of 192.0.2.0/24, and starts what stands on it.
  mutating func add(on host: UInt8, _ application: (any EngineApplication)? = nil) -> Int {
    let address = IPv4Address(192, 0, 2, host)
    var configuration = EngineConfiguration()
    configuration.tellsOfTraffic = true
    var engine = MulticastDNSEngine(
      configuration: configuration, random: RandomSource(seed: UInt64(members.count) &* 77 + 5))
    let link = Link(
      index: Self.linkIndex, mtu: 1_500, addresses: [LinkAddress(.v4(address), prefixLength: 24)])
    engine.setLinks([link], at: now)
    engine.setUnicastReceivable(false, at: now)
    members.append(Member(engine: engine, application: application, address: address))
    members[members.count - 1].application?.linksChanged(to: [link], at: now)
    members[members.count - 1].application?.advance(to: now)
    settle(members.count - 1)
    return members.count - 1
  }

  /// The application of a member, as it is now.
  func application<Application>(of member: Int, as type: Application.Type) throws -> Application {
    try #require(members[member].application as? Application)
  }

  /// Lets something happen to the application of a member.
  mutating func change<Application: EngineApplication>(
    _ type: Application.Type, of member: Int, _ change: (inout Application, Instant) -> Void
  ) {
    guard var application = members[member].application as? Application else { return }
    change(&application, now)
    members[member].application = application
    settle(member)
  }

  mutating func perform(_ command: EngineCommand, on member: Int) throws {
    try members[member].engine.perform(command, at: now)
    settle(member)
  }

  /// Ends a member without a goodbye.
  mutating func kill(_ member: Int) {
    members[member].isUp = false
  }

  mutating func run(for duration: Duration) {
    run(for: duration) { _ in false }
  }

  /// Lets time pass until it is over or what is looked for holds.
  mutating func run(for duration: Duration, until isDone: (GateLAN) -> Bool) {
    let end = now + duration
    while !isDone(self), let next = nextMoment, next <= end {
      now = max(now, next)
      let arriving = flights.filter { $0.arrival <= now }
      flights.removeAll { $0.arrival <= now }
      for flight in arriving { deliver(flight) }
      for member in members.indices { settle(member) }
    }
    if !isDone(self) { now = end }
  }

  private var nextMoment: Instant? {
    let deadlines = members.filter(\.isUp).flatMap {
      [$0.engine.nextDeadline?.instant, $0.application?.nextDeadline]
    }
    return (flights.map(\.arrival) + deadlines.compactMap(\.self)).min()
  }

  private mutating func deliver(_ flight: Flight) {
    guard members[flight.receiver].isUp else { return }
    members[flight.receiver].engine.receive(flight.datagram, at: now)
    settle(flight.receiver)
  }

  private mutating func settle(_ number: Int) {
    guard members[number].isUp else { return }
    for _ in 0..<1_000 {
      members[number].engine.advance(to: now)
      while let output = members[number].engine.nextOutput() {
        switch output {
        case .send(let datagram): send(datagram, from: number)
        case .event(let event): members[number].application?.handle(event, at: now)
        }
      }
      if let due = members[number].application?.nextDeadline, due <= now {
        members[number].application?.advance(to: now)
      }
      guard carryOutCommands(of: number) || isDue(number) else { return }
    }
    Issue.record("member \(number) does not come to rest")
  }

  private func isDue(_ number: Int) -> Bool {
    let engine = members[number].engine.nextDeadline?.instant
    return [engine, members[number].application?.nextDeadline].compactMap(\.self)
      .contains { $0 <= now }
  }

  private mutating func carryOutCommands(of number: Int) -> Bool {
    var hasCommands = false
    while let command = members[number].application?.nextCommand() {
      hasCommands = true
      do throws(CommandError) {
        try members[number].engine.perform(command, at: now)
      } catch {
        members[number].application?.refused(command, because: error, at: now)
      }
    }
    return hasCommands
  }

  private mutating func send(_ datagram: OutgoingDatagram, from sender: Int) {
    if let message = try? Message(decoding: datagram.payload) { sent.append((sender, message)) }
    let isOneShot = datagram.localPort == .oneShot
    let source = TransportAddress(
      .v4(members[sender].address), portNumber: isOneShot ? Self.port(of: sender) : 5_353)
    for receiver in members.indices where parts[sender] == parts[receiver] {
      let (destination, port): (IPAddress, LocalPort)
      switch datagram.destination {
      case .group(let family):
        guard receiver != sender || loopsBack else { continue }
        (destination, port) = (MulticastGroup.address(of: family), .multicastDNS)
      case .unicast(let asker):
        let isPrivate = asker.portNumber == Self.port(of: receiver)
        guard asker.address == .v4(members[receiver].address), isPrivate else { continue }
        (destination, port) = (asker.address, .oneShot)
      }
      let incoming = IncomingDatagram(
        payload: datagram.payload, source: source, destination: destination,
        linkIndex: Self.linkIndex, localPort: port, hopLimit: 255)
      flights.append(
        Flight(arrival: now + .milliseconds(1), receiver: receiver, datagram: incoming))
    }
  }

  /// The port of a member for one-shot queries. Port 5353 is shared, so no engine asks for unicasts
  /// there.
  private static func port(of member: Int) -> UInt16 { 50_000 + UInt16(member) }
}
