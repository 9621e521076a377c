import DNSSDWire
import MulticastDNS
import Testing

private let alpha = Fixture.alpha
private let web = Fixture.web

/// An interface with two IPv4 addresses.
private let widened = Link(
  index: 1, mtu: 1500,
  addresses: Bench.link1.addresses + [
    LinkAddress(.v4(IPv4Address(192, 0, 2, 11)), prefixLength: 24)
  ])

private func address(_ last: UInt8) -> ResourceRecord {
  ResourceRecord(
    name: alpha, isCacheFlush: true, timeToLive: .hostName,
    data: .a(IPv4Address(198, 51, 100, last)))
}

@Suite("Announcing and updating")
struct AnnouncingTests {
  @Test("M-10-3 an answer an hour later has the full time to live")
  func fullLife() throws {
    var bench = try Bench.established(Fixture.host())
    bench.run(for: 3_600_000)
    #expect(bench.answers(to: alpha, .a) == [.a(alpha, 10)])
  }

  @Test(
    "M-8.3-1 M-8.3-3 M-10-1 M-10-2 M-10.2-7 one announcement holds all, with its bits and times")
  func content() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    try bench.publish(Fixture.service(), as: Fixture.webID)
    bench.run(to: 750)
    #expect(bench.responses.count == 1)
    #expect(
      bench.responses.first?.answers == [
        .a(alpha, 10), .aaaa(alpha, 0xA),
        .ptr(Fixture.types, Fixture.http), .ptr(Fixture.http, web),
        .srv(web, alpha, port: 8080), .txt(web, "path=/"),
      ])
  }

  @Test(
    "M-8.3-4 M-8.3-5 M-8.3-8 gaps double, and there are two to eight", arguments: [0, 2, 3, 8, 20])
  func count(wanted: Int) throws {
    var configuration = EngineConfiguration()
    configuration.announcementCount = wanted
    var bench = Bench(configuration: configuration)
    try bench.publish(Fixture.host())
    bench.run(to: 750)
    bench.mark()
    bench.run(to: 1_000_000)
    let times = [1_000, 3_000, 7_000, 15_000, 31_000, 63_000, 127_000] as [Double]
    #expect(bench.responses.map(\.time) == Array(times.prefix(min(max(wanted, 2), 8) - 1)))
  }

  @Test("M-8.3-6 M-8.3-2 nothing is sent without a reason; many services fill many packets")
  func idle() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    for number in 0..<200 as Range<UInt64> {
      try bench.publish(
        Fixture.service(try DNSName("P\(number)._ipp._tcp.local")),
        as: RegistrationID(rawValue: 10 + number))
    }
    bench.run(to: 750)
    #expect(bench.announced.count == 2 + 1 + 200 * 3)
    #expect(bench.responses.allSatisfy { $0.datagram.payload.count <= 1452 })
    bench.run(to: 10_000)
    bench.mark()
    bench.run(for: 86_400_000)
    #expect(bench.sent.isEmpty && bench.engine.nextDeadline == nil)
    #expect(bench.answers(to: alpha, .a).first?.timeToLive == .hostName, "M-10-3")
  }

  @Test("M-8.4-1 M-8.4-3 a changed TXT is announced without probing and without goodbye")
  func update() throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    try bench.perform(.update(Fixture.webID, to: Fixture.service(text: "path=/new")))
    bench.run(to: 60_000)
    #expect(bench.probes.isEmpty && bench.goodbyes.isEmpty)
    #expect(bench.announced.map(\.record) == Array(repeating: .txt(web, "path=/new"), count: 3))
    #expect(bench.responses.map(\.time) == [0, 1_000, 3_000])
    #expect(bench.told(Fixture.webID).isEmpty)
    #expect(bench.answers(to: web, .txt) == [.txt(web, "path=/new")])
  }

  @Test("M-8.4-1 an update while probing changes what is proposed and announced")
  func earlyUpdate() throws {
    var bench = Bench()
    try bench.publish(Fixture.plain(.txt("box.local", "old"), as: .unique))
    bench.run(to: 300)
    try bench.perform(
      .update(Fixture.hostID, to: Fixture.plain(.txt("box.local", "new"), as: .unique)))
    bench.run(to: 800)
    #expect(bench.probes.map(\.time) == [0, 250, 500])
    #expect(bench.probes.last?.proposals == [ResourceRecord.txt("box.local", "new").knownAnswer()])
    #expect(bench.announced.map(\.record) == [.txt("box.local", "new")])
  }

  @Test("M-8.4-2 a changed shared record is said goodbye to before the new one is announced")
  func sharedUpdate() throws {
    let old = ResourceRecord.ptr(Fixture.http, "a._http._tcp.local")
    let new = ResourceRecord.ptr(Fixture.http, "b._http._tcp.local")
    var bench = try Bench.established(Fixture.plain(old, as: .shared))
    try bench.perform(.update(Fixture.hostID, to: Fixture.plain(new, as: .shared)))
    bench.run(to: 500)
    #expect(bench.announced.map(\.record) == [old.goodbye, new])
    bench.run(to: 10_000)
    #expect(bench.announced(new) == [0, 1_000, 3_000])
    #expect(bench.announced(old.goodbye) == [0, 1_000])
  }

  @Test("M-8.4-4 at most ten announcements a minute, and the last state is among them")
  func hurry() throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    for number in 1...20 {
      bench.run(to: Double(number) * 3_000)
      try bench.perform(.update(Fixture.webID, to: Fixture.service(text: "n=\(number)")))
    }
    bench.run(to: 300_000)
    let times = bench.responses.map(\.time)
    for time in times {
      #expect(times.filter { (time..<(time + 60_000)).contains($0) }.count <= 10)
    }
    #expect(bench.announced.last?.record == .txt(web, "n=20"))
    #expect(bench.announced.filter { $0.record == .txt(web, "n=20") }.count == 3)
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    #expect(gaps.allSatisfy { $0 <= 15_000 })
  }

  @Test("M-8.4-5 M-10.2-6 a new address: the whole set is announced with cache-flush bits")
  func newAddress() throws {
    var bench = try Bench.established(Fixture.host())
    bench.setLinks([widened])
    bench.run(to: 20_000)
    #expect(bench.probes.isEmpty && bench.goodbyes.isEmpty && bench.told().isEmpty)
    #expect(bench.responses.map(\.time) == [0, 1_000, 3_000])
    for response in bench.responses {
      #expect(response.answers.says(.a(alpha, 10), .aaaa(alpha, 0xA), .a(alpha, 11)))
      #expect(response.answers.allSatisfy { $0.isCacheFlush })
    }
  }

  @Test("M-8.4-5 a lost address is flushed by the rest; the last of its type is said goodbye to")
  func lostAddress() throws {
    var bench = try Bench.established(Fixture.host(hasReverseNames: true), links: [widened])
    let onlyV4 = Link(index: 1, mtu: 1500, addresses: [widened.addresses[0]])
    bench.setLinks([onlyV4])
    bench.run(to: 20_000)
    let reverse = widened.addresses.dropFirst().map { address in
      ResourceRecord(
        name: DNSName(reverse: address.address), isCacheFlush: true, timeToLive: .goodbye,
        data: .ptr(alpha))
    }
    let goodbyes = bench.goodbyes.filter { $0.time == 0 }.map(\.record)
    #expect(goodbyes.says(reverse + [.aaaa(alpha, 0xA)]))
    #expect(bench.announced(.a(alpha, 10)) == [0, 1_000, 3_000])
    #expect(bench.probes.isEmpty)
  }

  @Test("M-10.2-8 M-10.2-11 bits are the same whatever the cause of a response")
  func causes() throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    bench.receive(Packet.query([.ask(Fixture.http, .ptr)]))
    bench.run(for: 2_000)
    bench.receive(Packet.query([.ask(web, .srv, isUnicast: true)]))
    bench.receive(Packet.probe([.ask(alpha, .any)], proposing: [.a(alpha, 250)]))
    bench.run(for: 2_000)
    let records = bench.sent.flatMap { Array($0.message.records) }
    #expect(Set(records.map(\.type)).isSuperset(of: [.a, .aaaa, .srv, .ptr]))
    #expect(records.allSatisfy { $0.isCacheFlush == ($0.type != .ptr) })
  }

  @Test("M-10.2-15 M-10.2-16 addresses of our other link heard here: ours are announced again")
  func bridgedLinks() throws {
    var bench = try Bench.established(Fixture.host(), links: [Bench.link1, Bench.link2])
    let other = Peer(address: Bench.link2.addresses[0].address)
    bench.receive(Packet.response([address(10)]), from: other)
    bench.run(to: 400)
    #expect(bench.responses(on: 1).count == 1)
    #expect(bench.responses.first?.answers.contains(.a(alpha, 10)) == true)
    bench.receive(Packet.response([address(10)]), from: other)
    bench.run(to: 20_000)
    #expect(bench.responses.count == 1 && bench.probes.isEmpty && bench.told().isEmpty)
  }

  @Test("M-10.2-16 two bridged links do not answer each other forever")
  func bridgeLoop() throws {
    var bench = Bench(links: [Bench.link1, Bench.link2])
    try bench.publish(Fixture.host())
    bench.run(to: 10_000)
    let quiet = bench.responses.count
    bench.receive(
      Packet.response([address(10)]), from: Peer(address: Bench.link2.addresses[0].address))
    var bridged = 0
    while bridged < bench.sent.count, bridged < 1_000 {
      let sent = bench.sent[bridged]
      bridged += 1
      guard sent.isFirstCopy else { continue }
      let origin = sent.datagram.linkIndex == 1 ? Bench.link1 : Bench.link2
      bench.receive(
        Packet.response(sent.answers, additionals: [.txt("noise.local", "\(bridged)")]),
        from: Peer(address: origin.addresses[0].address),
        link: sent.datagram.linkIndex == 1 ? 2 : 1)
      bench.run(for: 100)
    }
    #expect(bench.told() == [.established(name: alpha)])
    #expect(bench.responses.count - quiet <= 4 && bridged < 1_000)
  }
}
