import DNSSDWire
import Testing

@testable import MulticastDNS

/// What holds for all zones and all streams of queries, drawn from seeds.
@Suite("Laws of answering")
struct AnsweringLaws {
  private static let names: [DNSName] = [
    Own.alpha, Own.web, Own.http, "_ssh._tcp.local", "Shell._ssh._tcp.local", "alias.local",
    "none.local",
  ]
  private static let types: [RecordType] = [.a, .aaaa, .ptr, .srv, .txt, .any, .cname, .nsec]

  @Test(
    "M-6-19 M-6-20 no record is multicast twice within a second", arguments: 0..<30 as Range<UInt64>
  )
  func multicastGap(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var bench = Self.bench(&random)
    var probed: [Double] = []
    for _ in 0..<400 {
      bench.run(for: Double(random.next() % 160))
      let message = Self.message(&random, bench)
      if message.isProbe { probed.append(bench.time) }
      let port: UInt16 = random.next() % 6 == 0 ? 40_000 : 5353
      bench.receive(message.octets, from: message.peer.port(port))
    }
    bench.run(for: 3000)
    Self.checkGaps(bench.responses, probed)
    #expect(bench.responses.count > 20 && bench.unicasts.count > 20)
    #expect(bench.counters.knownAnswersSuppressed > 0 && bench.counters.answersLimited > 0)
    #expect(bench.nextDeadline == nil)
  }

  /// Two multicasts of a record are a second apart, or 250 ms when a probe came between, which is at
  /// most 250 ms before the second.
  private static func checkGaps(_ responses: [Sent], _ probed: [Double]) {
    var last: [RecordIdentity: Double] = [:]
    for response in responses {
      for record in response.message.records {
        let key = RecordIdentity(record)
        let gap = response.time - (last[key] ?? -.infinity)
        let isDefence = probed.contains { (response.time - 250.001...response.time).contains($0) }
        #expect(gap >= (isDefence ? 249.999 : 999.999), "\(record) after \(gap) ms")
        last[key] = response.time
      }
    }
  }

  @Test("M-5.3-2 several questions get what each gets alone", arguments: 0..<60 as Range<UInt64>)
  func union(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let bench = Self.bench(&random)
    let questions = [Self.question(&random), Self.question(&random), Self.question(&random)]
    for port in [5353, 40_000] as [UInt16] {
      let ask = { (questions: [Question]) -> Set<RecordIdentity> in
        var copy = bench
        copy.receive(Packet.query(questions), from: .bravo.port(port))
        copy.run(for: 2000)
        return Set(copy.sent.flatMap(\.answers).map(RecordIdentity.init))
      }
      #expect(ask(questions) == questions.reduce(into: []) { $0.formUnion(ask([$1])) })
    }
  }

  @Test("equal inputs give equal outputs, and copies go their own ways")
  func repeatable() {
    var random = RandomSource(seed: 5)
    var bench = Self.bench(&random)
    let messages = (0..<100).map { _ in Self.message(&random, bench) }
    var copy = bench
    for message in messages {
      bench.receive(message.octets, from: message.peer)
      bench.run(for: 50)
    }
    #expect(copy.sent.isEmpty && !bench.sent.isEmpty)
    for message in messages {
      copy.receive(message.octets, from: message.peer)
      copy.run(for: 50)
    }
    #expect(copy.sent.map(\.datagram) == bench.sent.map(\.datagram))
  }
}

extension AnsweringLaws {
  /// A zone with some of the records that there are to choose from.
  private static func bench(_ random: inout RandomSource) -> AnswerBench {
    var bench = AnswerBench(RandomSource(seed: random.next()))
    let unique: [ResourceRecord] = [
      Own.a, .a(Own.alpha, 11), Own.aaaa, Own.srv, Own.txt,
      .srv("Shell._ssh._tcp.local", Own.alpha, port: 22), .txt("Shell._ssh._tcp.local"),
      ResourceRecord(name: "alias.local", timeToLive: .other, data: .cname(Own.alpha)),
    ]
    let shared: [ResourceRecord] = [
      Own.ptr, .ptr(Own.http, "Web\\0322._http._tcp.local"),
      .ptr("_ssh._tcp.local", "Shell._ssh._tcp.local"),
    ]
    // One record is always there, so that there is something to hear.
    bench.own([Own.a, Own.ptr].filter { $0.type == .a })
    bench.own([Own.ptr], as: .shared)
    bench.own(unique.filter { _ in random.next() % 4 != 0 })
    bench.own(shared.filter { _ in random.next() % 4 != 0 }, as: .shared)
    return bench
  }

  private static func question(_ random: inout RandomSource) -> Question {
    .ask(
      names[Int(random.next() % UInt64(names.count))],
      types[Int(random.next() % UInt64(types.count))], isUnicast: random.next() % 3 == 0)
  }

  private struct Input {
    let octets: [UInt8]
    let peer: Peer
    var isProbe = false
  }

  /// A query, a probe, a truncated query, known answers that go on, or a response of another host.
  private static func message(_ random: inout RandomSource, _ bench: AnswerBench) -> Input {
    let peer = [Peer.bravo, .carol, .sixth][Int(random.next() % 3)]
    let questions = (0...(random.next() % 3)).map { _ in question(&random) }
    let life = [UInt32(10), 70, 2500, 4500][Int(random.next() % 4)]
    let known = [Own.ptr, Own.a, Own.txt].filter { _ in random.next() % 3 == 0 }
      .map { $0.knownAnswer(ttl: life) }
    switch random.next() % 8 {
    case 0:
      return Input(
        octets: Packet.probe(questions, proposing: questions.map { .a($0.name, 99) }), peer: peer,
        isProbe: true)
    case 1:
      return Input(
        octets: Packet.query(questions, knownAnswers: known, isTruncated: true), peer: peer)
    case 2: return Input(octets: Packet.query([], knownAnswers: known), peer: peer)
    case 3: return Input(octets: Packet.response(known), peer: peer)
    default: return Input(octets: Packet.query(questions, knownAnswers: known), peer: peer)
    }
  }
}
