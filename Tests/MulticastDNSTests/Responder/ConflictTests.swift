import DNSSDWire
import MulticastDNS
import Testing

private let alpha = Fixture.alpha
private let web = Fixture.web
private let rival = ResourceRecord.a(alpha, 20)

/// Every section of a response with a rival's record.
private let sections: [[UInt8]] = [
  Packet.response([rival]),
  Packet.response([.a("bravo.local", 20)], authorities: [rival]),
  Packet.response([.a("bravo.local", 20)], additionals: [rival]),
]

/// Records of our own name that are no conflict: equal to ours, of another type, a goodbye, of
/// another class, a denial.
private let harmless: [ResourceRecord] = [
  .a(alpha, 10), .a(alpha, 10, ttl: 4500, isCacheFlush: false), .aaaa(alpha, 0xA),
  .txt(alpha, "x"), .a(alpha, 20, ttl: 0), .nsec(alpha, .txt),
  ResourceRecord(
    name: alpha, recordClass: RecordClass(rawValue: 3), timeToLive: .hostName, data: rival.data),
  .a("alphas.local", 20),
]

@Suite("Conflicts")
struct ConflictTests {
  @Test("M-8.1-9 a conflict at any time of probing gives the name up", arguments: [0, 1, 749])
  func probing(time: Double) throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.run(to: time)
    bench.receive(Packet.response([rival]))
    bench.run(to: time + 4_000)
    let conflict = Conflict(record: rival, source: Peer.bravo.address, linkIndex: 1)
    #expect(
      bench.told() == [
        .renamed(from: alpha, to: "alpha-2.local", because: conflict),
        .established(name: "alpha-2.local"),
      ])
    #expect(bench.announced.allSatisfy { $0.record.name == "alpha-2.local" })
    #expect(bench.probes(for: "alpha-2.local").count == 3)
    #expect(bench.engine.counters.conflicts == 1)
  }

  @Test("M-8.1-9 a conflict right after probing is one of an established name")
  func probingEnd() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.run(to: 750)
    bench.receive(Packet.response([rival]))
    let conflict = Conflict(record: rival, source: Peer.bravo.address, linkIndex: 1)
    #expect(bench.told() == [.established(name: alpha), .challenged(conflict)])
  }

  @Test("M-8.1-10 a conflict before the first probe is not one")
  func early() throws {
    var bench = Bench(.highest)
    try bench.publish(Fixture.host())
    bench.run(to: 100)
    bench.receive(Packet.response([rival]))
    bench.run(to: 1_000)
    #expect(bench.probes.map(\.time) == [250, 500, 750])
    #expect(bench.told() == [.established(name: alpha)])
  }

  @Test("M-8.1-11 any record of the name is a conflict while probing, equal ones are not")
  func anyType() throws {
    for (record, isConflict) in [
      (ResourceRecord.txt(alpha, "x"), true), (.aaaa(alpha, 0xB), true), (.a(alpha, 10), false),
      (.a(alpha, 20, ttl: 0), false), (.nsec(alpha, .a), false),
    ] {
      var bench = Bench()
      try bench.publish(Fixture.host())
      bench.receive(Packet.response([record]))
      bench.run(to: 1_000)
      #expect(bench.namesTaken().isEmpty != isConflict, "\(record)")
    }
  }

  @Test("M-2-2 a twin with equal addresses is no conflict, another set is")
  func twin() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.receive(Packet.response([.a(alpha, 10), .aaaa(alpha, 0xA)]))
    bench.run(to: 300)
    #expect(bench.namesTaken().isEmpty)
    bench.receive(Packet.response([.a(alpha, 10), .a(alpha, 77)]))
    #expect(bench.namesTaken() == ["alpha-2.local"])
  }

  @Test("M-8.1-12 M-6-18 unicast responses to probes count for two seconds")
  func unicast() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.run(to: 10)
    bench.receive(Packet.response([rival]), from: .mallory, by: .host)
    #expect(bench.namesTaken().isEmpty)
    bench.receive(Packet.response([rival]), by: .host)
    #expect(bench.namesTaken() == ["alpha-2.local"])
    bench.run(to: 2_600)
    let taken = ResourceRecord.a("alpha-2.local", 20)
    bench.receive(Packet.response([taken]), by: .host)
    #expect(bench.told().last == .established(name: "alpha-2.local"), "probed 2.09 s before")
  }

  @Test("M-8.1-13 M-9-8 after fifteen conflicts each attempt waits; a minute is told once")
  func denial() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    var probed: [Double] = []
    while bench.time < 130_000, let deadline = bench.engine.nextDeadline {
      let known = bench.probes.count
      if let question = bench.probes.last?.message.questions.first,
        bench.probes.count > probed.count
      {
        probed.append(bench.time)
        bench.receive(Packet.response([.a(question.name, 20)]))
        continue
      }
      bench.run(for: Double(deadline.instant.duration(since: bench.now) / .microseconds(1)) / 1e3)
      #expect(bench.probes.count <= known + 1)
    }
    let gaps = zip(probed, probed.dropFirst()).map { $1 - $0 }
    #expect(gaps.prefix(14).allSatisfy { $0 < 1_000 })
    #expect(gaps.dropFirst(14).allSatisfy { $0 >= 5_000 } && gaps.count > 20)
    let complaints = bench.changes(of: Fixture.hostID).filter { $0.change == .unsuccessful }
    #expect(complaints.map(\.time) == [60_000])
    #expect(bench.announced.isEmpty)
  }

  @Test("M-8.1-14 conflicts count for ten seconds")
  func slidingWindow() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    for number in 1...14 {
      let name: DNSName = number == 1 ? alpha : try DNSName("alpha-\(number).local")
      bench.receive(Packet.response([.a(name, 20)]))
    }
    bench.run(for: 11_000)
    #expect(bench.told().last == .established(name: "alpha-15.local"))
    bench.mark()
    bench.receive(Packet.response([.a("alpha-15.local", 20)]))
    bench.run(for: 1_000)
    #expect(bench.probes.first?.time == 0)
  }

  @Test(
    "M-9-1 M-9-2 M-8.3-7 M-9-5 a challenge in any section: probing at once", arguments: sections)
  func challenge(message: [UInt8]) throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.run(to: 1_000)
    bench.mark()
    bench.receive(message)
    let conflict = Conflict(record: rival, source: Peer.bravo.address, linkIndex: 1)
    #expect(bench.told() == [.challenged(conflict)])
    bench.run(to: 400)
    #expect(bench.answers(to: alpha).isEmpty)
    bench.run(to: 10_000)
    #expect(bench.probes(for: alpha).map(\.time) == [0, 250, 500])
    #expect(bench.announced(.a(alpha, 10)).first.map { $0 >= 750 } == true)
    #expect(bench.told().last == .established(name: alpha))
  }

  @Test("M-9-1 the first probe comes within 250 ms")
  func challengeDelay() throws {
    var bench = try Bench.established(Fixture.host(), pin: .highest)
    bench.receive(Packet.response([rival]))
    bench.run(to: 1_000)
    #expect(bench.probes.first?.time == 250)
  }

  @Test("M-9-3 M-9-9 records that contradict nothing are no conflict", arguments: harmless)
  func noConflict(record: ResourceRecord) throws {
    var bench = try Bench.established(Fixture.host())
    bench.receive(Packet.response([record]))
    bench.run(to: 3_000)
    #expect(bench.probes.isEmpty && bench.told().isEmpty)
  }

  @Test("M-9-4 M-9-6 M-9-7 who loses the new probing takes another name and says no goodbye")
  func lostChallenge() throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    bench.receive(Packet.response([rival]))
    bench.run(to: 5)
    bench.receive(Packet.response([rival]), by: .host)
    bench.run(to: 9_000)
    #expect(bench.namesTaken() == ["alpha-2.local"])
    #expect(bench.told().last == .established(name: "alpha-2.local"))
    #expect(bench.goodbyes.isEmpty)
    #expect(bench.announced.allSatisfy { $0.record.name != alpha })
    #expect(bench.answers(to: web, .srv) == [.srv(web, "alpha-2.local", port: 8080)])
    #expect(bench.answers(to: alpha).isEmpty)
  }

  @Test("M-9-6 deny four names, and the fifth is taken")
  func fifthName() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    try bench.publish(Fixture.service(), as: Fixture.webID)
    for number in 1...4 {
      let host = number == 1 ? "alpha" : "alpha-\(number)"
      let service = number == 1 ? "Web\\0321" : "Web\\0321\\032(\(number))"
      bench.receive(
        Packet.response([
          .a(try DNSName("\(host).local"), 20),
          .txt(try DNSName("\(service)._http._tcp.local"), "x"),
        ]))
      bench.run(for: 10)
    }
    bench.run(for: 3_000)
    #expect(bench.told().last == .established(name: "alpha-5.local"))
    let last: DNSName = "Web\\0321\\032(5)._http._tcp.local"
    #expect(bench.told(Fixture.webID).last == .established(name: last))
    #expect(bench.announced.contains { $0.record == .ptr(Fixture.http, last) })
  }

  @Test("M-9-7 a stored name is probed for first")
  func storedName() throws {
    var bench = Bench()
    try bench.publish(Fixture.host("alpha-2.local"))
    bench.run(to: 10)
    #expect(bench.probes.first?.message.questions.first?.name == "alpha-2.local")
    bench.receive(Packet.response([.a("alpha-2.local", 20)]))
    #expect(bench.namesTaken() == ["alpha-3.local"])
  }

  @Test("a registration that gives up a lost name is gone, and can be published anew")
  func givingUp() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    try bench.publish(Fixture.service(policy: .giveUp), as: Fixture.webID)
    let record = ResourceRecord.txt(web, "x")
    bench.receive(Packet.response([record]))
    let conflict = Conflict(record: record, source: Peer.bravo.address, linkIndex: 1)
    #expect(bench.told(Fixture.webID) == [.lost(conflict)])
    bench.run(to: 5_000)
    #expect(bench.answers(to: Fixture.http).isEmpty)
    #expect(bench.told() == [.established(name: alpha)])
    try bench.perform(.update(Fixture.webID, to: Fixture.service()))
    bench.run(for: 5_000)
    #expect(bench.told(Fixture.webID).last == .established(name: web))
    #expect(bench.answers(to: Fixture.http) == [.ptr(Fixture.http, web)])
  }

  @Test("services of a host that gave its name up are withdrawn")
  func lostHost() throws {
    var bench = try Bench.established(Fixture.host(policy: .giveUp), Fixture.service())
    bench.receive(Packet.response([rival]))
    bench.run(to: 5)
    bench.receive(Packet.response([rival]))
    bench.run(to: 3_000)
    #expect(bench.answers(to: Fixture.http).isEmpty && bench.answers(to: web).isEmpty)
    #expect(bench.goodbyes.contains { $0.record == ResourceRecord.ptr(Fixture.http, web).goodbye })
  }

  @Test("M-14-1 M-14-2 a conflict on one link takes a new name on both")
  func otherLink() throws {
    var bench = try Bench.established(Fixture.host(), links: [Bench.link1, Bench.link2])
    let peer = Peer(address: .v4(IPv4Address(198, 51, 100, 20)))
    bench.receive(
      Packet.probe([.ask(alpha, .any)], proposing: [.a(alpha, 250)]), from: peer, link: 2)
    bench.run(to: 500)
    #expect(bench.responses(on: 2).count == 1 && bench.responses(on: 1).isEmpty, "defended there")
    bench.receive(Packet.response([rival]), from: peer, link: 2)
    bench.run(to: 510)
    bench.receive(Packet.response([rival]), from: peer, link: 2)
    bench.run(to: 10_000)
    #expect(bench.namesTaken() == ["alpha-2.local"])
    #expect(!bench.answers(to: "alpha-2.local", .a, on: 1).isEmpty)
    #expect(!bench.answers(to: "alpha-2.local", .a, on: 2).isEmpty)
    #expect(bench.answers(to: alpha, .a, on: 1).isEmpty)
  }

  @Test("M-3-4 shared records are not probed for, and have no conflicts")
  func shared() throws {
    var bench = Bench()
    try bench.publish(Fixture.plain(.a("pool.local", 1), as: .shared))
    bench.receive(Packet.response([.a("pool.local", 2)]))
    bench.receive(Packet.probe([.ask("pool.local", .any)], proposing: [.a("pool.local", 9)]))
    bench.run(to: 4_000)
    #expect(bench.probes.isEmpty)
    #expect(bench.announced.map(\.record.isCacheFlush) == [false, false, false])
    #expect(bench.told() == [.established(name: "pool.local")])
  }
}
