import DNSSDWire
import MulticastDNS

/// An inquiry on an engine under test: passes events up and commands down, each at its time.
struct InquiryBench<Subject: Inquiry> {
  var bench: Bench
  var inquiry: Subject
  /// Commands that the engine refused.
  private(set) var refusals: [CommandError] = []
  private(set) var identifiers: IdentifierSequence
  private var seenEvents: Int

  /// An inquiry on a bench that others may have used; they gave its identifiers.
  init(
    _ inquiry: Subject, on bench: Bench = Bench(),
    naming identifiers: IdentifierSequence = IdentifierSequence()
  ) {
    self.bench = bench
    self.inquiry = inquiry
    self.identifiers = identifiers
    seenEvents = bench.events.count
    pump()
  }

  /// Milliseconds since the last mark.
  var time: Double { bench.time }

  /// Forgets what came out, and counts time from now.
  mutating func mark() {
    bench.mark()
    seenEvents = 0
  }

  /// Lets both do all that is due until `milliseconds` after the last mark.
  mutating func run(to milliseconds: Double) {
    let end = bench.now + .nanoseconds(Int64((milliseconds - time) * 1e6))
    while bench.now < end {
      let deadlines = [bench.engine.nextDeadline?.instant, inquiry.nextDeadline, end]
      let next = max(deadlines.compactMap(\.self).min() ?? end, bench.now)
      let (seconds, attoseconds) = next.duration(since: bench.now).components
      bench.run(for: Double(seconds) * 1e3 + Double(attoseconds / 1_000_000_000) / 1e6)
      pump()
    }
  }

  mutating func receive(
    _ records: [ResourceRecord], additionals: [ResourceRecord] = [], from peer: Peer = .bravo,
    link: Int = 1
  ) {
    bench.receive(
      Packet.response(records, additionals: additionals), from: peer, link: link)
    pump()
  }

  mutating func setLinks(_ links: [Link]) {
    bench.setLinks(links)
    pump()
  }

  mutating func end() {
    inquiry.end()
    pump()
  }

  /// The questions that were multicast since the last mark, in their order.
  var questions: [Question] { queries.flatMap(\.message.questions) }

  /// The queries that were multicast from port 5353 since the last mark.
  var queries: [Sent] { bench.queries.filter { $0.datagram.localPort == .multicastDNS } }

  /// The same as names and types.
  var asked: [String] { questions.map { "\($0.name) \($0.type)" } }

  private mutating func pump() {
    var isQuiet = false
    while !isQuiet {
      isQuiet = true
      while seenEvents < bench.events.count {
        let event = bench.events[seenEvents].event
        seenEvents += 1
        guard case .answer(let id, let change) = event else { continue }
        inquiry.handle(change, of: id, at: bench.now)
      }
      inquiry.advance(to: bench.now, naming: &identifiers)
      var commands: [EngineCommand] = []
      while let command = inquiry.nextCommand() { commands.append(command) }
      for (command, error) in bench.perform(commands) {
        refusals.append(error)
        inquiry.refused(command, because: error, at: bench.now)
      }
      if !commands.isEmpty { isQuiet = false }
    }
  }
}

/// The service of the conformance list, as bravo offers it.
enum WebService {
  static let type: DNSName = "_http._tcp.local."
  static let name: DNSName = "Web\\0321._http._tcp.local."
  static let host: DNSName = "bravo.local."

  static let pointer = ResourceRecord.ptr(type, name)
  static let location = ResourceRecord.srv(name, host, port: 8080)
  static let text = ResourceRecord.txt(name, "path=/")
  static let address = ResourceRecord.a(host, 20)
  static let all = [pointer, location, text, address]
}

extension ServiceBrowser {
  /// A browser for a type that a test is sure of.
  init(_ type: String, subtype: String? = nil, options: BrowseOptions = BrowseOptions()) {
    do {
      let label = try subtype.map { try DNSLabel(text: $0) }
      self.init(
        try BrowsingName(type: ServiceType(lenient: type), subtype: label), options: options)
    } catch {
      preconditionFailure("\(type): \(error)")
    }
  }
}

extension ServiceResolver {
  init(_ name: DNSName, options: ResolveOptions = ResolveOptions(), seed: UInt64 = 1) {
    do {
      self.init(
        try ServiceInstanceName(name), options: options, random: RandomSource(seed: seed))
    } catch {
      preconditionFailure("\(name): \(error)")
    }
  }
}

extension ServiceChange {
  /// The change in a word or two, for comparison.
  var summary: String {
    switch self {
    case .added(let service): "+\(service.instance)"
    case .updated(let service, _, let fields): "~\(service.instance) \(fields.summary)"
    case .leaving(let service): "?\(service.instance)"
    case .stayed(let service): "!\(service.instance)"
    case .removed(let service, let reason): "-\(service.instance) \(reason)"
    }
  }
}

extension ServiceFields {
  var summary: String {
    let names: [(ServiceFields, String)] = [
      (.locations, "locations"), (.addresses, "addresses"), (.text, "text"), (.links, "links"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: "+")
  }
}

extension InquiryBench<ServiceBrowser> {
  /// What changed since this was called last.
  mutating func changes() -> [String] {
    inquiry.takeChanges().map(\.summary)
  }
}
