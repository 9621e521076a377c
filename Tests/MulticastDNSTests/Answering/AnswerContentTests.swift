import DNSSDWire
import MulticastDNS
import Testing

/// What is answered to which question (RFC 6762 §6, §6.5, §12, §16).
@Suite("What answers a question")
struct AnswerContentTests {
  private static let chaos = RecordClass(rawValue: 3)
  private static let other = ResourceRecord(
    name: Own.alpha, recordClass: chaos, isCacheFlush: true, timeToLive: .other,
    data: RecordData(.txt, octets: [1, 0x78]))
  private static let unanswered: [Question] = [
    .ask("unknown.local", .a), .ask("child.alpha.local", .a), .ask("local", .soa),
    .ask("local", .ns), .ask("local", RecordType(rawValue: 252)),
    .ask(Own.alpha, RecordType(rawValue: 252)), .ask(Own.alpha, .opt), .ask(Own.http, .a),
    Question(name: Own.alpha, type: .a, recordClass: RecordClass(rawValue: 4)),
  ]

  /// The answers to one question.
  private func answers(
    to question: Question, _ change: (inout AnswerBench) -> Void = { _ in }
  ) -> [ResourceRecord] {
    var bench = AnswerBench.host()
    change(&bench)
    bench.receive(Packet.query([question]))
    bench.run(to: 2000)
    #expect(bench.responses.count <= 1 && bench.unicasts.isEmpty)
    return bench.responses.flatMap(\.answers)
  }

  @Test("M-6-2 M-6-4 M-6.5-1 M-6.5-2 M-16-4 name, type and class must match")
  func matching() {
    let add: (inout AnswerBench) -> Void = { $0.own(Self.other) }
    let ask = { (type: RecordType, recordClass: RecordClass) in
      answers(to: Question(name: "ALPHA.local", type: type, recordClass: recordClass), add)
    }
    #expect(ask(.a, .internet) == [Own.a])
    #expect(ask(.a, .any) == [Own.a])
    #expect(ask(.txt, Self.chaos) == [Self.other])
    #expect(ask(.txt, .any) == [Self.other])
    #expect(ask(.any, .internet) == [Own.a, Own.aaaa])
    #expect(ask(.any, Self.chaos) == [Self.other])
    #expect(ask(.any, .any) == [Own.a, Own.aaaa, Self.other])
    #expect(answers(to: .ask(Own.web, .any)) == [Own.srv, Own.txt])
  }

  @Test("M-6-5 M-6-6 M-12-1 M-12-2 silence where there is nothing to say", arguments: unanswered)
  func silence(question: Question) {
    #expect(answers(to: question).isEmpty)
  }

  @Test("M-6-4 a name that has only records of another class is not denied")
  func otherClassOnly() {
    let name: DNSName = "chaos.local"
    let record = ResourceRecord(
      name: name, recordClass: Self.chaos, timeToLive: .other,
      data: RecordData(.txt, octets: [1, 0x78]))
    #expect(answers(to: .ask(name, .txt)) { $0.own(record) }.isEmpty)
  }

  @Test("M-6-3 M-16-6 an alias answers for every type, with its target")
  func alias() {
    let name: DNSName = "buro.local"
    let alias = ResourceRecord(
      name: name, isCacheFlush: true, timeToLive: .other, data: .cname(Own.alpha))
    let add: (inout AnswerBench) -> Void = { $0.own(alias) }
    #expect(answers(to: .ask(name, .a), add) == [alias, Own.a])
    #expect(answers(to: .ask(name, .cname), add) == [alias])
    #expect(answers(to: .ask(name, .any), add) == [alias])
    #expect(answers(to: .ask(name, .txt), add).says(alias, .nsec(Own.alpha, .a, .aaaa)))
  }

  @Test("M-6-3 aliases in a circle end", arguments: [1, 2, 20])
  func aliasLoop(length: Int) {
    let names = (0..<length).map { index in DNSName(stringLiteral: "n\(index).local") }
    let aliases = names.indices.map { place in
      ResourceRecord(
        name: names[place], isCacheFlush: true, timeToLive: .other,
        data: .cname(names[(place + 1) % length]))
    }
    let answers = answers(to: .ask(names[0], .a)) { $0.own(aliases) }
    #expect(answers == Array(aliases.prefix(8)))
  }

  @Test("M-6.3-1 M-5.3-2 every question of a message is answered")
  func several() {
    var bench = AnswerBench.host()
    bench.receive(
      Packet.query([.ask(Own.alpha, .a), .ask(Own.http, .ptr), .ask("unknown.local", .a)]))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.answers) == [[Own.a, Own.ptr]])
  }

  @Test("D2181-5-1 a record held twice or asked for twice is sent once")
  func duplicates() {
    var bench = AnswerBench.host()
    bench.own(Own.ptr, as: .shared)
    bench.receive(
      Packet.query([.ask(Own.http, .ptr), .ask(Own.http, .any), .ask("_HTTP._tcp.local", .ptr)]))
    bench.receive(Packet.query([.ask(Own.http, .ptr)]), from: .carol)
    bench.run(to: 2000)
    #expect(bench.responses.map(\.answers) == [[Own.ptr]])
  }

  @Test("M-6-1 what others own is never given, not even as additional")
  func othersRecords() {
    let srv = ResourceRecord.srv("Far._http._tcp.local", "bravo.local", port: 80)
    var bench = AnswerBench.host()
    bench.own(srv)
    bench.receive(Packet.response([.a("bravo.local", 20)]))
    bench.receive(Packet.query([.ask("bravo.local", .a)]), from: .carol)
    bench.receive(Packet.query([.ask(srv.name, .srv)]), from: .carol)
    bench.run(to: 2000)
    #expect(bench.responses.map(\.answers) == [[srv]])
    #expect(bench.responses[0].additionals.isEmpty)
  }

  @Test("M-3-4 records known to be shared have no cache-flush bit")
  func sharedAddress() {
    let name: DNSName = "pool.local"
    var bench = AnswerBench()
    bench.own(.a(name, 10, isCacheFlush: false), as: .shared)
    bench.receive(Packet.query([.ask(name, .a)]))
    bench.receive(Packet.response([.a(name, 20)]), from: .carol)
    bench.run(to: 2000)
    #expect(bench.responses.map(\.answers) == [[.a(name, 10, isCacheFlush: false)]])
    bench.receive(Packet.query([.ask(name, .aaaa)]))
    bench.run(to: 4000)
    #expect(bench.responses.count == 1)
  }

  @Test("M-20-1 M-20-3 every type is answered over both families", arguments: [Peer.bravo, .sixth])
  func families(peer: Peer) {
    for (type, record) in [(RecordType.a, Own.a), (.aaaa, Own.aaaa)] {
      var bench = AnswerBench.host()
      bench.receive(Packet.query([.ask(Own.alpha, type)]), from: peer)
      #expect(bench.sent.map(\.datagram.destination) == [.group(.v4), .group(.v6)])
      #expect(bench.sent.allSatisfy { $0.answers == [record] })
    }
  }

  @Test("S-9-1 S-10-1 S-12.4-1 types and services are answered for")
  func services() {
    let types: DNSName = "_services._dns-sd._udp.local"
    let records = [Own.http, "_ssh._tcp.local"].map { ResourceRecord.ptr(types, $0) }
    var bench = AnswerBench.host()
    bench.own(records, as: .shared)
    bench.receive(Packet.query([.ask(types, .ptr)]))
    bench.run(to: 2000)
    #expect(bench.responses.map(\.answers) == [records])
    #expect(bench.responses[0].additionals.isEmpty)
    for record in [Own.ptr, Own.srv, Own.txt] {
      #expect(answers(to: .ask(record.name, record.type)) == [record])
    }
  }
}

extension Peer {
  /// A host of link 1 that speaks IPv6.
  static let sixth = Peer(address: .v6(IPv6Address(high: 0xFE80 << 48, low: 0x14)))
}
