import DNSSDWire
import MulticastDNS

/// A querier that a seed leads through questions, answers of all kinds and changes of links.
struct QuerierScript {
  private(set) var engine: MulticastDNSEngine
  private(set) var now = Instant(nanoseconds: 1_000_000_000)
  /// What came out of the last step.
  private(set) var outputs: [Output] = []
  /// Queries that were cancelled before the last step.
  private(set) var cancelled: Set<QueryID> = []
  private var script: RandomSource
  private var stepsLeft = 200
  private var open: [QueryID] = []
  private var lastNumber: UInt64 = 0
  private var answers: [Answer] = []
  private var messageIDs: [UInt16] = [0]

  static let names: [DNSName] = [http, "web 1._http._tcp.local", bravo]

  init(seed: UInt64) {
    engine = MulticastDNSEngine(random: RandomSource(seed: seed))
    script = RandomSource(seed: ~seed)
    engine.setLinks([Bench.link1], at: now)
  }

  /// Lets one thing happen; false when the script is over.
  mutating func step() -> Bool {
    guard stepsLeft > 0 else { return false }
    stepsLeft -= 1
    outputs = []
    pass(.milliseconds([0, 30, 700, 1_500, 12_000].random(&script)))
    act()
    advance()
    return true
  }

  /// Lets time pass, calling when the engine wants to be called or, sometimes, later.
  mutating func pass(_ duration: Duration) {
    let end = now + duration
    let isLate = Int.random(in: 0..<8, using: &script) == 0
    while !isLate, let deadline = engine.nextDeadline, deadline.instant <= end {
      now = deadline.instant
      advance()
    }
    now = end
    advance()
  }

  private mutating func advance() {
    engine.advance(to: now)
    while let output = engine.nextOutput() {
      outputs.append(output)
      if case .event(.answer(_, .added(let answer))) = output { answers.append(answer) }
      if case .send(let datagram) = output, datagram.localPort == .oneShot {
        messageIDs.append(UInt16(datagram.payload[0]) << 8 | UInt16(datagram.payload[1]))
      }
    }
  }

  private mutating func act() {
    switch Int.random(in: 0..<14, using: &script) {
    case 0, 1: ask()
    case 2: cancel()
    case 3: if let answer = answers.last { perform(.reconfirm(answer)) }
    case 4:
      engine.setLinks([[], [Bench.link1], [Bench.link1, Bench.link2]].random(&script), at: now)
    case 5: engine.connectivityChanged(at: now)
    case 6: engine.setUnicastReceivable(Bool.random(using: &script), at: now)
    case 7: hearQuery()
    default: hearResponse()
    }
  }

  private mutating func perform(_ command: EngineCommand) {
    do throws(CommandError) {
      try engine.perform(command, at: now)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private mutating func ask() {
    lastNumber += 1
    let id = QueryID(rawValue: lastNumber)
    open.append(id)
    let query = Query(
      name: Self.names.random(&script), type: [.a, .aaaa, .ptr, .srv, .any].random(&script),
      links: [.all, .only(2)].random(&script),
      span: [.continuous, .continuous, .oneShot()].random(&script),
      urgency: [.routine, .prompt, .hurried].random(&script),
      livenessInterval: [nil, nil, .seconds(2)].random(&script))
    perform(.ask(query, as: id))
  }

  private mutating func cancel() {
    guard !open.isEmpty else { return }
    let id = open.remove(at: Int.random(in: open.indices, using: &script))
    perform(.cancel(id))
    cancelled.insert(id)
  }

  private mutating func hearQuery() {
    let question = Question.ask(
      Self.names.random(&script), [.a, .ptr, .any].random(&script),
      isUnicast: Bool.random(using: &script))
    let known = Bool.random(using: &script) ? [record()] : []
    receive(Packet.query([question], knownAnswers: known), .group, .multicastDNS)
  }

  private mutating func hearResponse() {
    let records = (0..<Int.random(in: 1...4, using: &script)).map { _ in record() }
    let question = Question.ask(Self.names.random(&script), [.a, .ptr, .srv].random(&script))
    switch Int.random(in: 0..<6, using: &script) {
    case 0: receive(Packet.response(records), .host, .multicastDNS)
    case 1:
      let reply = Packet.response(
        records, questions: [question], id: messageIDs.random(&script))
      receive(reply, .host, .oneShot)
    default: receive(Packet.response(records), .group, .multicastDNS)
    }
  }

  private mutating func receive(
    _ payload: [UInt8], _ destination: Bench.Destination, _ port: LocalPort
  ) {
    let own = Bench.link1.addresses[0].address
    engine.receive(
      IncomingDatagram(
        payload: payload, source: TransportAddress(Peer.bravo.address, portNumber: 5353),
        destination: destination == .group ? MulticastGroup.address(of: .v4) : own,
        linkIndex: Int.random(in: 1...2, using: &script), localPort: port),
      at: now)
  }

  private mutating func record() -> ResourceRecord {
    let name = Self.names.random(&script)
    let ttl = [0, 1, 10, 120, 4_500].random(&script) as UInt32
    return [
      .a(name, UInt8.random(in: 1...3, using: &script), ttl: ttl), .aaaa(name, 1, ttl: ttl),
      .ptr(name, Self.names.random(&script), ttl: ttl), .nsec(name, .a, ttl: ttl),
      .srv(name, bravo, port: 80, ttl: ttl), .txt(name, "x", ttl: ttl),
      .a(name, 1, ttl: ttl).shared,
    ].random(&script)
  }
}
