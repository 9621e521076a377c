import DNSSDWire
import Testing

@testable import MulticastDNS

/// Replies to conventional resolvers (RFC 6762 §6.7, RFC 1035 §4.2.1, RFC 6891).
@Suite("Replies to conventional resolvers")
struct LegacyReplyTests {
  private static let resolver = Peer.bravo.port(40_000)
  private static let large = (0..<60).map { ResourceRecord.a("large.local", $0) }
  private static let sizes: [(UInt16?, Int)] = [
    (nil, 512), (100, 512), (512, 512), (1000, 1000), (4096, 1472), (65535, 1472),
  ]

  private func replies(
    to query: [UInt8], from peer: Peer = resolver, owning records: [ResourceRecord] = [],
    as ownership: Ownership = .unique
  ) -> [Sent] {
    var bench = AnswerBench.host()
    bench.own(records, as: ownership)
    bench.receive(query, from: peer)
    #expect(bench.unicasts.allSatisfy { $0.time == 0 && $0.isLegacyReply })
    #expect(bench.counters.legacyRepliesSent == bench.unicasts.count)
    bench.run(to: 2000)
    #expect(bench.responses.isEmpty)
    return bench.unicasts
  }

  private func extended(_ size: UInt16?) -> [ResourceRecord] {
    size.map { [ExtendedDNS(payloadSize: $0).record] } ?? []
  }

  @Test("M-6.7-1 M-6.7-2 M-6.7-3 M-6.7-4 M-18.6-1 a reply repeats ID and question")
  func reply() {
    let flags = MessageFlags(rawValue: 0x0100)
    let question = Question.ask("ALPHA.Local", .a, isUnicast: true)
    let query = Packet.query([question], id: 0x1234, flags: flags)
    let replies = replies(to: query)
    #expect(replies.count == 1)
    #expect(
      replies[0].datagram.destination
        == .unicast(TransportAddress(Peer.bravo.address, portNumber: 40_000)))
    #expect(replies[0].message.header.id == 0x1234)
    #expect(replies[0].message.header.flags == .response)
    // Octet for octet: the case of letters is kept.
    #expect(replies[0].datagram.payload[12..<query.count] == query[12...])
    #expect(replies[0].answers.says(Own.a))
  }

  @Test("M-6.7-4 M-6.3-1 all questions are repeated, and answered together")
  func severalQuestions() {
    let questions = [
      Question.ask(Own.alpha, .a), .ask("unknown.local", .a), .ask(Own.http, .ptr),
      .ask(Own.alpha, .a),
    ]
    let replies = replies(to: Packet.query(questions, id: 7))
    #expect(replies.map { Array($0.message.questions) } == [questions])
    #expect(replies[0].answers.says(Own.a, Own.ptr))
  }

  @Test("M-6.7-5 M-6.7-6 no cache-flush bit, no life above 10 s")
  func lives() {
    let short = ResourceRecord.a("short.local", 10, ttl: 5)
    let query = Packet.query([.ask(Own.http, .ptr), .ask("short.local", .a)])
    let records = replies(to: query, owning: [short]).flatMap { Array($0.message.records) }
    #expect(records.count == 7)
    for record in records {
      #expect(record.timeToLive.seconds == (record.isSame(as: short) ? 5 : 10))
      #expect(!record.isCacheFlush)
    }
  }

  @Test("M-6.7-8 M-6-5 no reply without an answer")
  func silence() {
    #expect(replies(to: Packet.query([.ask("unknown.local", .a)])).isEmpty)
    #expect(replies(to: Packet.query([.ask(Own.http, .a)])).isEmpty)
    let known = Packet.query([.ask(Own.http, .ptr)], knownAnswers: [Own.ptr])
    #expect(replies(to: known).isEmpty)
    #expect(replies(to: Packet.query([.ask(Own.alpha, .a)]), from: .bravo.port(0)).isEmpty)
  }

  @Test("D4034-4.1.1-1 M-18.14-8 names in SRV and NSEC are spelled out")
  func spelledOut() {
    let srv = replies(to: Packet.query([.ask(Own.web, .srv)]))
    #expect(srv.count == 1)
    #expect(srv[0].datagram.payload.contains(Own.alpha.wireForm))
    let denial = replies(to: Packet.query([.ask(Own.alpha, .txt)]))
    #expect(denial[0].answers.says(.nsec(Own.alpha, .a, .aaaa)))
    #expect(denial[0].datagram.payload.dropFirst(12 + 17).contains(Own.alpha.wireForm))
  }

  @Test(
    "D1035-4.2.1-1 M-18.5-3 D6891-6.2-1 D6891-6.2-2 truncated at the size that is taken",
    arguments: sizes)
  func truncated(size: UInt16?, limit: Int) {
    let query = Packet.query([.ask("large.local", .a)], additionals: extended(size))
    for ownership in [Ownership.unique, .shared] {
      let reply = replies(to: query, owning: Self.large, as: ownership)[0]
      let isWhole = limit >= 1000
      #expect(reply.datagram.payload.count <= limit)
      #expect(reply.message.header.flags.isTruncated == !isWhole)
      if isWhole {
        #expect(reply.answers.says(Self.large))
      } else if ownership == .unique {
        #expect(reply.answers.isEmpty)
      } else {
        // A shared set is never whole on one host, so that a part of it is of use.
        #expect(reply.datagram.payload.count > limit - 28)
      }
    }
  }

  @Test("D2181-9-1 additional records give way without truncation")
  func additionalsGiveWay() {
    let addresses = (0..<40).map { ResourceRecord.a("large.local", $0) }
    let srv = ResourceRecord.srv("Large._http._tcp.local", "large.local", port: 80)
    let query = Packet.query([.ask(srv.name, .srv)])
    let reply = replies(to: query, owning: [srv] + addresses)[0]
    #expect(reply.answers.says(srv) && reply.additionals.allSatisfy { $0.type != .a })
    #expect(!reply.message.header.flags.isTruncated)
  }

  @Test("D6891-7-1 an OPT record exactly if the query had one", arguments: [nil, 512, 4096])
  func extension_(size: UInt16?) {
    let query = Packet.query([.ask(Own.alpha, .a)], additionals: extended(size))
    let options = replies(to: query)[0].message.records.compactMap { record in
      if case .opt(let extended) = record.data { extended } else { nil }
    }
    #expect(options.count == (size == nil ? 0 : 1))
    #expect(options.allSatisfy { $0.version == 0 && $0.options.isEmpty })
  }

  @Test("D6891-6.1-2 D6891-6.1-3 options and second OPT records change nothing")
  func options() {
    let options = [4, 65_001, 65_002, 65_000].map { ExtendedDNSOption(code: $0, octets: [1, 2]) }
    let record = ExtendedDNS(payloadSize: 1440, version: 1, options: options).record
    for peer in [Self.resolver, .bravo] {
      var bench = AnswerBench.host()
      bench.receive(
        Packet.query([.ask(Own.alpha, .a)], additionals: [record, record]), from: peer)
      #expect((bench.unicasts + bench.responses).map { $0.answers.says(Own.a) } == [true])
    }
  }

  @Test("M-6.7-1 a truncated or delayed manner means nothing to a resolver")
  func noDelay() {
    let query = Packet.query([.ask(Own.http, .ptr), .ask(Own.alpha, .a)], isTruncated: true)
    #expect(replies(to: query).count == 1)
  }

  @Test("M-6.7-4 questions that cannot be repeated get no reply")
  func tooManyQuestions() {
    let questions = (0..<60).map { Question.ask(Own.alpha, RecordType(rawValue: $0 + 1)) }
    #expect(replies(to: Packet.query(questions)).isEmpty == false)
    let more = (0..<120).map { Question.ask(Own.alpha, RecordType(rawValue: $0 + 1)) }
    #expect(replies(to: Packet.query(more)).isEmpty)
  }
}

extension Collection<UInt8> {
  /// Whether the octets stand somewhere within, one after the other.
  func contains(_ octets: [UInt8]) -> Bool {
    let all = Array(self)
    guard all.count >= octets.count else { return false }
    return (0...(all.count - octets.count)).contains {
      all[$0..<($0 + octets.count)].elementsEqual(octets)
    }
  }
}
