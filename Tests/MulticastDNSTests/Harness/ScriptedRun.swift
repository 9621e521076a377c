import DNSSDWire
import MulticastDNS

/// An engine that a seed leads through commands, datagrams and changes of links.
struct ScriptedRun {
  private(set) var engine: MulticastDNSEngine
  private(set) var now = Instant(nanoseconds: 1_000_000_000)
  private(set) var outputs: [Output] = []
  /// Whether the engine is also called at moments when nothing is due.
  var callsEarly = false
  private var script: RandomSource
  private var stepsLeft = 120
  private var queries: [QueryID] = []
  private var registrations: [RegistrationID] = []
  private var numbers: UInt64 = 0

  init(seed: UInt64) {
    engine = MulticastDNSEngine(random: RandomSource(seed: seed))
    script = RandomSource(seed: ~seed)
    engine.setLinks([Bench.link1], at: now)
    drain()
  }

  /// Lets one thing happen; false when the script is over.
  mutating func step() -> Bool {
    guard stepsLeft > 0 else { return false }
    stepsLeft -= 1
    pass(.milliseconds(Int.random(in: 0...2_500, using: &script)))
    act()
    engine.advance(to: now)
    drain()
    return true
  }

  /// Time passes as for a user who calls when the engine wants to be called.
  private mutating func pass(_ duration: Duration) {
    let end = now + duration
    while let deadline = engine.nextDeadline, deadline.instant <= end {
      if callsEarly {
        let half = deadline.instant.duration(since: now) / 2
        engine.advance(to: now + half)
        drain()
      }
      now = deadline.instant
      engine.advance(to: now)
      drain()
    }
    now = end
    engine.advance(to: now)
    drain()
  }

  private mutating func drain() {
    while let output = engine.nextOutput() { outputs.append(output) }
  }

  private mutating func act() {
    switch Int.random(in: 0..<10, using: &script) {
    case 0: publish()
    case 1: ask()
    case 2:
      if let id = queries.popLast() { perform(.cancel(id)) }
    case 3:
      if let id = registrations.popLast() { perform(.withdraw(id)) }
    case 4:
      engine.setLinks([[], [Bench.link1], [Bench.link1, Bench.link2]].random(&script), at: now)
    default:
      receive()
    }
  }

  private mutating func perform(_ command: EngineCommand) {
    do throws(CommandError) {
      try engine.perform(command, at: now)
    } catch {
      // A refused command changes nothing, and the law under test holds for it too.
    }
  }

  private mutating func publish() {
    numbers += 1
    let id = RegistrationID(rawValue: numbers)
    registrations.append(id)
    let names = Self.hosts
    do {
      let host = try HostRegistration(name: names.random(&script))
      let records = try RecordRegistration(
        [record()], ownership: [.shared, .unique].random(&script))
      let content: Registration.Content = [
        .host(host), .records(records),
      ].random(&script)
      perform(.publish(Registration(content), as: id))
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private mutating func ask() {
    numbers += 1
    let id = QueryID(rawValue: numbers)
    queries.append(id)
    let query = Query(
      name: Self.hosts.random(&script), type: [.a, .aaaa, .ptr, .any].random(&script),
      urgency: [.routine, .prompt, .hurried].random(&script))
    perform(.ask(query, as: id))
  }

  private mutating func receive() {
    let questions = (0..<Int.random(in: 1...2, using: &script)).map { _ in
      Question.ask(Self.hosts.random(&script), [.a, .any, .ptr].random(&script))
    }
    let records = (0..<Int.random(in: 1...3, using: &script)).map { _ in record() }
    let payload = [
      Packet.query(questions), Packet.probe(questions, proposing: records),
      Packet.response(records), Packet.query(questions, knownAnswers: records, isTruncated: true),
    ].random(&script)
    let peer = [Peer.bravo, .carol, .mallory, Peer.bravo.port(40_000)].random(&script)
    engine.receive(
      IncomingDatagram(
        payload: payload, source: TransportAddress(peer.address, portNumber: peer.portNumber),
        destination: MulticastGroup.address(of: .v4), linkIndex: 1),
      at: now)
  }

  private mutating func record() -> ResourceRecord {
    let name = Self.hosts.random(&script)
    return [
      .a(name, UInt8.random(in: 1...4, using: &script)),
      .a(name, 9, ttl: [0, 1, 120].random(&script)),
      .ptr(name, Self.hosts.random(&script)), .nsec(name, .a), .txt(name, "x=1"),
    ].random(&script)
  }

  private static let hosts: [DNSName] = ["alpha.local", "bravo.local", "carol.local"]
}

extension Array {
  /// An element that the generator chooses.
  func random(_ generator: inout RandomSource) -> Element {
    self[Int.random(in: indices, using: &generator)]
  }
}
