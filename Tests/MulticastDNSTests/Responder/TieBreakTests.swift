import DNSSDWire
import MulticastDNS
import Testing

private let alpha = Fixture.alpha
private let web = Fixture.web

private func probe(_ records: ResourceRecord..., type: RecordType = .any) -> [UInt8] {
  let name = records.first?.name ?? alpha
  return Packet.probe(
    [.ask(name, type, isUnicast: true)], proposing: records.map { $0.knownAnswer() })
}

/// Own records are A .10 and AAAA fe80::a; probes that do not make us wait.
private let harmless: [[UInt8]] = [
  probe(.a(alpha, 5)),
  Packet.query([.ask(alpha, .any, isUnicast: true)]),
  Packet.probe([.ask(alpha, .any)], proposing: [.a("other.local", 200)]),
  Packet.probe([.ask("other.local", .any)], proposing: [.a(alpha, 200)]),
  Packet.probe([.ask(alpha, .txt)], proposing: [.a(alpha, 200)]),
  probe(.a(alpha, 10), .aaaa(alpha, 0xA)),
  probe(.a(alpha, 10)),
  probe(.aaaa(alpha, 0xA), .a(alpha, 10)),
]

/// Probes with the better right.
private let better: [[UInt8]] = [
  probe(.a(alpha, 200)),
  probe(.aaaa(alpha, 0xA), .a(alpha, 11)),
  probe(.a(alpha, 10), .aaaa(alpha, 0xA), .srv(alpha, "x.local", port: 1)),
  probe(.txt(alpha, "x")),
  probe(.a(alpha, 200), type: .a),
]

@Suite("Simultaneous probes")
struct TieBreakTests {
  @Test("M-8.2-2 M-8.2-3 M-8.2.1-3 M-2-2 probes without the better right", arguments: harmless)
  func winner(probe: [UInt8]) throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.run(to: 10)
    bench.receive(probe)
    bench.run(to: 1_000)
    #expect(bench.probes.map(\.time) == [0, 250, 500])
    #expect(bench.told() == [.established(name: alpha)])
  }

  @Test("M-8.2-4 M-8.2-5 M-8.2.1-2 the loser waits a second; the name is kept", arguments: better)
  func loser(probe: [UInt8]) throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.run(to: 10)
    bench.receive(probe)
    bench.run(to: 3_000)
    #expect(bench.probes(for: alpha).map(\.time) == [0, 1_010, 1_260, 1_510])
    #expect(bench.changes(of: Fixture.hostID).map(\.time) == [1_760])
    #expect(bench.told() == [.established(name: alpha)])
    #expect(bench.engine.counters.conflicts == 0)
  }

  @Test("M-8.2-6 the winner answers the retry, and another name is taken")
  func realWinner() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.run(to: 10)
    bench.receive(probe(.a(alpha, 200)))
    bench.run(to: 1_020)
    #expect(bench.namesTaken().isEmpty)
    bench.receive(Packet.response([.a(alpha, 200)]), by: .host)
    bench.run(to: 2_000)
    #expect(bench.namesTaken() == ["alpha-2.local"])
    #expect(bench.told().last == .established(name: "alpha-2.local"))
  }

  @Test("the announcement of the winner ends the wait")
  func announcedWinner() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.receive(probe(.a(alpha, 200)))
    bench.run(to: 750)
    bench.receive(Packet.response([.a(alpha, 200)]))
    #expect(bench.namesTaken() == ["alpha-2.local"])
  }

  @Test("M-8.2.1-1 lists are compared in order of type, and the first difference decides")
  func lists() throws {
    let lower = ResourceRecord.txt(web, "a")
    let higher = ResourceRecord.txt(web, "z")
    for (text, isLost) in [(lower, false), (higher, true)] {
      var bench = Bench()
      try bench.publish(Fixture.host())
      try bench.publish(Fixture.service(text: "m"), as: Fixture.webID)
      let rank: UInt16 = isLost ? 0 : 65_535
      bench.receive(probe(.srv(web, "zulu.local", port: rank), text))
      bench.run(to: 1_100)
      #expect(bench.probes(for: web).count == (isLost ? 2 : 3))
      #expect(bench.probes(for: alpha).count == 3, "the name of the host has no rival")
    }
  }

  @Test("M-8.2-11 who has the name defends it, and does not wait")
  func established() throws {
    var bench = try Bench.established(Fixture.host())
    bench.receive(probe(.a(alpha, 200)))
    bench.run(to: 2_000)
    #expect(bench.probes.isEmpty && bench.told().isEmpty)
    #expect(bench.unicasts.count + bench.responses.count == 1)
  }

  @Test("so many better hosts as claim a name, so many names are left to them")
  func ranks() throws {
    var bench = Bench(.highest)
    try bench.publish(Fixture.host())
    bench.run(to: 100)
    bench.receive(probe(.a(alpha, 200)), from: .carol)
    bench.run(to: 260)
    for last in [201, 200, 5, 202] as [UInt8] { bench.receive(probe(.a(alpha, last))) }
    bench.run(to: 900)
    bench.receive(probe(.a(alpha, 202)), from: .carol)
    bench.receive(Packet.response([.a(alpha, 202)]))
    #expect(bench.namesTaken() == ["alpha-4.local"])
    bench.run(to: 2_300)
    #expect(bench.told().last == .established(name: "alpha-4.local"))
  }

  @Test("a flood of rivals takes no more names than are counted")
  func rivalFlood() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    for number in 0..<300 as Range<Int> {
      bench.receive(probe(.a(alpha, 200), .txt(alpha, "\(number)")))
    }
    bench.receive(Packet.response([.a(alpha, 202)]))
    #expect(bench.namesTaken() == ["alpha-65.local"])
  }
}
