import DNSSDWire
import MulticastDNS
import Testing

private let alpha = Fixture.alpha
private let starts: [(RandomSource.Pin, Double)] = [(.lowest, 0), (.highest, 250)]

@Suite("Probing")
struct ProbingTests {
  @Test("M-8.1-1 M-8.1-4 M-8.1-5 M-8.1-6 three probes, then the announcement", arguments: starts)
  func series(pin: RandomSource.Pin, start: Double) throws {
    var bench = Bench(pin)
    try bench.publish(Fixture.host())
    bench.run(to: 10_000)
    #expect(bench.probes.map(\.time) == [start, start + 250, start + 500])
    #expect(bench.responses.first?.time == start + 750)
    #expect(bench.responses.first?.answers.contains(.a(alpha, 10)) == true)
    #expect(bench.changes(of: Fixture.hostID).map(\.time) == [start + 750])
    #expect(bench.told() == [.established(name: alpha)])
    #expect(bench.engine.counters.probesSent == 6, "on both families")
  }

  @Test("M-8.1-2 M-8.1-8 M-10.2-10 probes ask ANY by QU and propose without cache-flush bits")
  func question() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.run(to: 600)
    for probe in bench.probes {
      #expect(Array(probe.message.questions) == [.ask(alpha, .any, isUnicast: true)])
      #expect(
        probe.proposals == [
          ResourceRecord.a(alpha, 10).knownAnswer(), .aaaa(alpha, 0xA).knownAnswer(),
        ])
      #expect(probe.message.header.id == 0 && probe.message.answers.isEmpty)
    }
  }

  @Test("M-8.1-8 the last probe asks for multicast when that is wanted")
  func lastProbe() throws {
    var configuration = EngineConfiguration()
    configuration.asksLastProbeForMulticast = true
    var bench = Bench(configuration: configuration)
    try bench.publish(Fixture.host())
    bench.run(to: 600)
    let asksUnicast = bench.probes.map { $0.message.questions.first?.prefersUnicastResponse }
    #expect(asksUnicast == [true, true, false])
  }

  @Test("M-15-2 no unicast responses are asked for when they would not reach us")
  func sharedPort() throws {
    var bench = Bench()
    bench.setUnicastReceivable(false)
    try bench.publish(Fixture.host())
    bench.run(to: 600)
    #expect(bench.probes.count == 3)
    #expect(
      bench.probes.allSatisfy {
        $0.message.questions.allSatisfy { !$0.prefersUnicastResponse }
      })
  }

  @Test("M-8.1-3 M-8.2-1 a host and two services are probed for in one message")
  func together() throws {
    var bench = Bench(RandomSource(seed: 5))
    try bench.publish(Fixture.host())
    try bench.publish(Fixture.service(), as: Fixture.webID)
    let other: DNSName = "Web\\0322._http._tcp.local"
    try bench.publish(Fixture.service(other, port: 81), as: Fixture.plainID)
    bench.run(to: 10_000)
    #expect(bench.probes.count == 3)
    let first = try #require(bench.probes.first)
    #expect(first.message.questions.map(\.name) == [alpha, Fixture.web, other])
    #expect(
      first.proposals.filter { $0.name == Fixture.web } == [
        ResourceRecord.srv(Fixture.web, alpha, port: 8080).knownAnswer(),
        .txt(Fixture.web, "path=/").knownAnswer(),
      ])
  }

  @Test("M-17-3 many names take several probes, none larger than the link carries")
  func manyNames() throws {
    var bench = Bench(.highest)
    try bench.publish(Fixture.host())
    for number in 0..<100 as Range<UInt64> {
      try bench.publish(
        Fixture.service(try DNSName("Printer\\032\(number)._ipp._tcp.local")),
        as: RegistrationID(rawValue: 10 + number))
    }
    bench.run(to: 250)
    let first = bench.probes
    #expect(first.flatMap { $0.message.questions.map(\.name) }.count == 101)
    #expect(first.allSatisfy { $0.datagram.payload.count <= 1452 })
    #expect(first.count < 12)
    bench.run(to: 20_000)
    #expect(bench.probes.count == 3 * first.count)
  }

  @Test("M-17-3 a TXT record that fits no packet with others is not proposed")
  func largeText() throws {
    var bench = Bench()
    let records = (0..<7).map { _ in [UInt8](repeating: 0x61, count: 220) }
    let text = ResourceRecord(
      name: Fixture.web, timeToLive: .other, data: .txt(try TextData(strings: records)))
    let location = ResourceRecord.srv(Fixture.web, alpha, port: 1)
    try bench.publish(Fixture.plain(location, text, as: .unique))
    bench.run(to: 2_000)
    #expect(bench.probes.count == 3)
    #expect(bench.probes.allSatisfy { $0.proposals == [location.knownAnswer()] })
    #expect(bench.announced.contains { $0.record.data == text.data })
  }

  @Test("M-2-1 M-8.1-18 nothing is answered for while it is probed for")
  func silence() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    for time in [100, 300, 600, 749] as [Double] {
      bench.run(to: time)
      bench.receive(Packet.query([.ask(alpha, .a)]), from: .carol)
      bench.receive(Packet.query([.ask(alpha, .a, isUnicast: true)]))
      #expect(bench.unicasts.isEmpty && bench.responses.isEmpty)
    }
    bench.run(to: 5_000)
    #expect(bench.answers(to: alpha, .a) == [.a(alpha, 10)])
  }

  @Test("M-8.1-7 what others said before is not looked at: only live responses count")
  func cache() throws {
    var bench = Bench()
    try bench.perform(.ask(Query(name: alpha, type: .a), as: QueryID(rawValue: 1)))
    bench.receive(Packet.response([.a(alpha, 20)]))
    bench.mark()
    try bench.publish(Fixture.host())
    bench.run(to: 750)
    #expect(bench.probes(for: alpha).count == 3)
    #expect(bench.told() == [.established(name: alpha)])
  }

  @Test("M-5-1 an engine without any query probes, and hears the unicast response")
  func responderOnly() throws {
    var bench = Bench()
    try bench.publish(Fixture.plain(.txt("box.local", "x"), as: .unique))
    bench.run(to: 10)
    bench.receive(Packet.response([.txt("box.local", "y")]), by: .host)
    #expect(bench.namesTaken() == ["box-2.local"])
  }

  @Test("M-8.1-15 M-10-1 reverse names are announced with the host, and not probed for")
  func reverse() throws {
    var bench = Bench()
    try bench.publish(Fixture.host(hasReverseNames: true))
    bench.run(to: 750)
    #expect(bench.probes.allSatisfy { $0.message.questions.map(\.name) == [alpha] })
    let pointers = bench.announced.map(\.record).filter { $0.type == .ptr }
    #expect(
      pointers.map(\.name) == Bench.link1.addresses.map { DNSName(reverse: $0.address) })
    #expect(
      pointers.allSatisfy {
        $0.data == .ptr(alpha) && $0.isCacheFlush && $0.timeToLive == .hostName
      })
  }

  @Test("addresses that every host has get no reverse names")
  func loopback() throws {
    let loopback = [LinkAddress(.v4(IPv4Address(127, 0, 0, 1)), prefixLength: 8)]
    var bench = Bench(links: [Link(index: 1, mtu: 65_536, addresses: loopback)])
    try bench.publish(Fixture.host(hasReverseNames: true))
    bench.run(to: 5_000)
    #expect(Set(bench.announced.map(\.record.type)) == [.a])
  }

  @Test("M-8.1-16 what was verified before is announced at once")
  func verified() throws {
    var bench = Bench()
    try bench.publish(Fixture.host(verification: .verified))
    bench.run(to: 2_000)
    #expect(bench.probes.isEmpty)
    #expect(bench.announced(.a(alpha, 10)) == [0, 1_000])
    #expect(bench.told() == [.established(name: alpha)])
  }

  @Test("M-8.1-17 M-8-1 each link is probed, and hears its own addresses")
  func links() throws {
    var bench = Bench(links: [Bench.link1, Bench.link2])
    try bench.publish(Fixture.host())
    bench.run(to: 800)
    #expect(bench.probes(for: alpha, on: 1).count == 3)
    #expect(bench.probes(for: alpha, on: 2).count == 3)
    let other = ResourceRecord(
      name: alpha, isCacheFlush: true, timeToLive: .hostName,
      data: .a(IPv4Address(198, 51, 100, 10)))
    #expect(bench.responses(on: 1).flatMap(\.answers) == [.a(alpha, 10), .aaaa(alpha, 0xA)])
    #expect(bench.responses(on: 2).flatMap(\.answers) == [other])
    #expect(bench.told() == [.established(name: alpha)])
  }
}
