import DNSSDWire
import Testing

@testable import MulticastDNS

/// The answering half under test with zones made by hand, and a log of all that came out. What every
/// datagram must keep is checked as it comes out.
struct AnswerBench {
  private var engine: MulticastDNSEngine
  private(set) var zones: [Int: Zone] = [:]
  private(set) var now = Instant(nanoseconds: 1_000_000_000_000)
  private(set) var sent: [Sent] = []
  private var epoch = Instant(nanoseconds: 1_000_000_000_000)
  private let links: [Link]

  init(
    _ pin: RandomSource.Pin = .lowest, links: [Link] = [Bench.link1],
    configuration: EngineConfiguration = EngineConfiguration()
  ) {
    self.init(RandomSource(pinnedTo: pin), links: links, configuration: configuration)
  }

  init(
    _ random: RandomSource, links: [Link] = [Bench.link1],
    configuration: EngineConfiguration = EngineConfiguration()
  ) {
    self.links = links
    engine = MulticastDNSEngine(configuration: configuration, random: random)
    engine.setLinks(links, at: now)
  }

  var counters: EngineCounters { engine.counters }
  var nextDeadline: Deadline? { engine.answering.nextDeadline }
  var time: Double {
    let (seconds, attoseconds) = now.duration(since: epoch).components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
  }

  /// Multicast responses, each once.
  var responses: [Sent] { sent.filter(\.isFirstCopy) }
  /// Unicast responses and replies.
  var unicasts: [Sent] { sent.filter { !$0.isMulticast } }

  mutating func own(
    _ records: ResourceRecord..., as ownership: Ownership = .unique, link: Int = 1
  ) {
    own(records, as: ownership, link: link)
  }

  mutating func own(
    _ records: [ResourceRecord], as ownership: Ownership = .unique, link: Int = 1
  ) {
    for record in records {
      _ = zones[link, default: Zone()].insert(
        record.with(timeToLive: record.timeToLive, isCacheFlush: ownership != .shared), ownership,
        for: RegistrationID(rawValue: 1))
    }
  }

  mutating func disown(_ record: ResourceRecord, link: Int = 1) {
    _ = zones[link, default: Zone()].remove(record, for: RegistrationID(rawValue: 1))
  }

  mutating func announce(_ records: ResourceRecord..., link: Int = 1) {
    engine.answering.announce(Announcement(linkIndex: link, records: records), at: now)
    advance()
  }

  mutating func receive(
    _ message: [UInt8], from peer: Peer = .bravo, by destination: Bench.Destination = .group,
    link: Int = 1
  ) {
    let family = peer.address.family
    engine.advance(to: now)
    let datagram = IncomingDatagram(
      payload: message, source: TransportAddress(peer.address, portNumber: peer.portNumber),
      destination: destination == .group
        ? MulticastGroup.address(of: family)
        : Bench.link1.addresses.first { $0.address.family == family }?.address,
      linkIndex: link)
    guard let (message, arrival) = try? engine.inspect(datagram) else { return }
    hear(message, arrival, zone: zones[link] ?? Zone())
    advance()
  }

  private mutating func hear(_ message: Message, _ arrival: Arrival, zone: Zone) {
    withParts { answering, outbox, random in
      if message.header.flags.isResponse {
        answering.hear(response: Array(message.records), arrival, zone: zone, outbox: &outbox)
      } else {
        answering.hear(query: message, arrival, zone: zone, random: &random, outbox: &outbox)
      }
    }
  }

  /// Takes the parts out of the engine while they change, so that they are not copied.
  private mutating func withParts(
    _ body: (inout Answering, inout Outbox, inout RandomSource) -> Void
  ) {
    var (answering, outbox, random) = (engine.answering, engine.outbox, engine.random)
    engine.answering = Answering(configuration: engine.configuration)
    engine.outbox = Outbox()
    body(&answering, &outbox, &random)
    (engine.answering, engine.outbox, engine.random) = (answering, outbox, random)
  }

  /// Lets the engine believe that it multicast these octets.
  mutating func pretendSent(_ payload: [UInt8]) {
    engine.outbox.sentDatagrams.insert(payload, to: .v4)
  }

  /// Forgets what came out, and counts time from now.
  mutating func mark() {
    sent = []
    epoch = now
  }

  mutating func run(to milliseconds: Double) {
    let end = epoch + .nanoseconds(Int64(milliseconds * 1e6))
    while let deadline = nextDeadline, deadline.instant <= end {
      now = max(now, deadline.instant)
      advance()
    }
    now = max(now, end)
    advance()
  }

  mutating func setLinks(_ new: [Link]) {
    engine.answering.linksChanged(from: links, to: new, at: now)
  }

  private mutating func advance() {
    let (now, zones, links) = (now, zones, links)
    withParts { answering, outbox, _ in
      repeat {
        answering.advance(to: now, zones: zones, links: links, outbox: &outbox)
      } while answering.nextDeadline.map { $0.instant <= now } ?? false
    }
    while let output = engine.nextOutput() {
      guard case .send(let datagram) = output else { continue }
      let sending = Sent(datagram, at: time)
      sending.check(on: links, zones)
      sent.append(sending)
    }
  }
}

extension Sent {
  var isLegacyReply: Bool {
    if case .unicast(let asker) = datagram.destination { asker.portNumber != 5353 } else { false }
  }

  /// The records of the answer section without their times and bits, as text.
  var answers: [ResourceRecord] { Array(message.answers) }
  var additionals: [ResourceRecord] { Array(message.additionals) }

  /// Holds what every response must keep.
  func check(on links: [Link], _ zones: [Int: Zone]) {
    let flags = message.header.flags
    if isLegacyReply {
      #expect(flags.rawValue & ~0x0200 == 0x8400, "M-18.7-1 flags of a legacy reply")
      #expect(message.records.allSatisfy { !$0.isCacheFlush }, "M-6.7-5")
    } else {
      #expect(flags == .response && message.header.id == 0 && message.questions.isEmpty)
    }
    #expect(message.authorities.isEmpty && datagram.localPort == .multicastDNS)
    let records = message.records.filter { $0.type != .opt }
    #expect(Set(records.map(RecordIdentity.init)).count == records.count, "a record twice")
    let mtu = links.first { $0.index == datagram.linkIndex }?.mtu ?? 0
    let headers = 8 + (isFirstCopy ? 20 : 40)
    let limit = isMulticast && message.header.recordCount == 1 ? 9000 : mtu
    #expect(datagram.payload.count + (isMulticast ? headers : 28) <= limit, "M-17-1 M-17-3 M-17-4")
    let zone = zones[datagram.linkIndex] ?? Zone()
    for record in records where record.timeToLive != .goodbye && record.type != .nsec {
      guard let own = zone.record(matching: record) else {
        Issue.record("M-6-1 \(record) is not ours")
        continue
      }
      #expect(isLegacyReply || own.record.isCacheFlush == record.isCacheFlush, "M-10.2-7")
    }
  }
}

/// The records of the fixture.
enum Own {
  static let alpha: DNSName = "alpha.local"
  static let http: DNSName = "_http._tcp.local"
  static let web: DNSName = "Web\\0321._http._tcp.local"

  static let a = ResourceRecord.a(alpha, 10)
  static let aaaa = ResourceRecord.aaaa(alpha, 0xA)
  static let ptr = ResourceRecord.ptr(http, web)
  static let srv = ResourceRecord.srv(web, alpha, port: 8080)
  static let txt = ResourceRecord.txt(web, "path=/")
}

extension AnswerBench {
  /// Owns the host alpha with both families, and a service on it.
  static func host(_ pin: RandomSource.Pin = .lowest, links: [Link] = [Bench.link1])
    -> AnswerBench
  {
    var bench = AnswerBench(pin, links: links)
    bench.own(Own.a, Own.aaaa, Own.srv, Own.txt)
    bench.own(Own.ptr, as: .shared)
    return bench
  }
}

extension [ResourceRecord] {
  /// Whether both have the same records, whatever their times, bits and order.
  func says(_ other: ResourceRecord...) -> Bool {
    says(other)
  }

  func says(_ other: [ResourceRecord]) -> Bool {
    count == other.count
      && Set(map(RecordIdentity.init)) == Set(other.map(RecordIdentity.init))
  }
}
