import DNSSDWire
import MulticastDNS
import Testing

private let alpha = Fixture.alpha
private let web = Fixture.web
private let twoLinks = [Bench.link1, Bench.link2]
private let own = Peer(address: Bench.link1.addresses[0].address)
private let ownOther = Peer(address: Bench.link2.addresses[0].address)
private let otherAddress = ResourceRecord(
  name: alpha, isCacheFlush: true, timeToLive: .hostName, data: .a(IPv4Address(198, 51, 100, 10)))

@Suite("Own records that come back are no conflict")
struct EchoTests {
  @Test("M-8.2.1-3 probes and announcements brought back, by ourselves or a reflector")
  func reflector() throws {
    for reflector in [own, Peer.bravo] {
      var bench = Bench()
      try bench.publish(Fixture.host())
      try bench.publish(Fixture.service(), as: Fixture.webID)
      bench.runReflecting(to: 10_000, from: reflector)
      #expect(bench.told() == [.established(name: alpha)])
      #expect(bench.told(Fixture.webID) == [.established(name: web)])
      #expect(bench.probes(for: alpha).count == 3 && bench.probes(for: web).count == 3)
    }
  }

  @Test("records of another link of ours, on this link, cause no new name")
  func bridge() throws {
    var bench = Bench(links: twoLinks)
    try bench.publish(Fixture.host())
    bench.receive(Packet.response([otherAddress]), from: Peer.bravo)
    bench.receive(
      Packet.probe([.ask(alpha, .any)], proposing: [otherAddress.knownAnswer()]), from: ownOther)
    bench.run(to: 2_000)
    bench.receive(Packet.response([otherAddress]), from: ownOther)
    bench.receive(Packet.response([otherAddress]), from: .bravo)
    bench.run(to: 10_000)
    #expect(bench.told() == [.established(name: alpha)])
    #expect(bench.probes(on: 1).count == 3 && bench.probes(on: 2).count == 3)
  }

  @Test("another responder on this host publishes the host name with other addresses")
  func otherResponder() throws {
    let records: [ResourceRecord] = [
      .a(alpha, 77), .aaaa(alpha, 0x77), .nsec(alpha, .a),
      ResourceRecord(
        name: alpha, isCacheFlush: true, timeToLive: .hostName,
        data: .hinfo(HostData(processor: [65], operatingSystem: [66]))),
    ]
    var bench = Bench()
    try bench.publish(Fixture.host())
    bench.receive(Packet.probe([.ask(alpha, .any)], proposing: [.a(alpha, 250)]), from: own)
    bench.receive(Packet.response(records), from: own)
    bench.run(to: 2_000)
    bench.receive(Packet.response(records), from: own)
    bench.run(to: 10_000)
    #expect(bench.told() == [.established(name: alpha)])
    #expect(bench.probes.count == 3)
  }

  @Test("addresses that another responder here leaves out are held back while it is there")
  func agreement() throws {
    let routable = IPv6Address(high: 0x2001_0DB8 << 32, low: 1)
    let linkLocal = RecordData.aaaa(IPv6Address(high: 0xFE80 << 48, low: 0xA))
    let address = LinkAddress(.v6(routable), prefixLength: 64)
    let link = Link(index: 1, mtu: 1500, addresses: Bench.link1.addresses + [address])
    let theirs = [
      ResourceRecord.a(alpha, 10),
      ResourceRecord(
        name: alpha, isCacheFlush: true, timeToLive: .hostName, data: .aaaa(routable)),
    ]
    for isProbe in [false, true] {
      var bench = Bench(links: [link])
      try bench.publish(Fixture.host(hasReverseNames: true))
      if isProbe { bench.run(to: 20_000) }
      bench.mark()
      bench.receive(
        isProbe
          ? Packet.probe([.ask(alpha, .any)], proposing: theirs.map { $0.knownAnswer() })
          : Packet.response(theirs), from: own)
      bench.run(to: 20_000)
      let said = bench.sent.flatMap(\.message.records).filter { $0.name == alpha }
      #expect(!said.isEmpty && !said.contains { $0.data == linkLocal })
      #expect(bench.told().allSatisfy { $0 == .established(name: alpha) })
      bench.mark()
      bench.receive(Packet.response(theirs.map { $0.knownAnswer(ttl: 0) }), from: own)
      bench.run(to: 5_000)
      let all = bench.sent.flatMap(\.message.records).filter { $0.name == alpha }
      #expect(all.contains { $0.data == linkLocal })
    }
  }

  @Test("M-8.1-9 a copy of this host that was first has the names of host and service")
  func copiedHost() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    try bench.publish(Fixture.service(), as: Fixture.webID)
    bench.run(to: 100)
    bench.receive(
      Packet.response([
        .a(alpha, 99), .srv(Fixture.web, alpha, port: 8080), .txt(Fixture.web, "path=/"),
      ]))
    bench.run(to: 1_000)
    bench.receive(Packet.response([.srv(Fixture.web, alpha, port: 8080)]))
    bench.run(to: 5_000)
    let names = bench.changes(of: Fixture.webID).compactMap { told -> DNSName? in
      if case .established(let name) = told.change { name } else { nil }
    }
    #expect(names.last == "Web\\0321\\032(2)._http._tcp.local")
  }

  @Test("M-15-4 another process here that has the same service is another host like any")
  func otherProcess() throws {
    var probing = Bench()
    try probing.publish(Fixture.service(at: .named(alpha)))
    probing.receive(Packet.response([.srv(web, alpha, port: 9)]), from: own)
    #expect(probing.namesTaken() == ["Web\\0321\\032(2)._http._tcp.local"])

    var bench = try Bench.established(Fixture.service(at: .named(alpha)))
    bench.receive(Packet.response([.srv(web, alpha, port: 9)]), from: own)
    #expect(bench.told().count == 1 && bench.namesTaken().isEmpty)
    bench.run(to: 10)
    bench.receive(Packet.response([.srv(web, alpha, port: 9)]), from: own)
    #expect(bench.namesTaken() == ["Web\\0321\\032(2)._http._tcp.local"])
  }

  @Test("M-15-4 simultaneous probes of another process here are settled as any")
  func otherProcessProbing() throws {
    var bench = Bench()
    try bench.publish(Fixture.service(at: .named(alpha)))
    bench.receive(
      Packet.probe(
        [.ask(web, .any)], proposing: [ResourceRecord.txt(web, "path=/z").knownAnswer()]),
      from: own)
    bench.run(to: 900)
    #expect(bench.probes.count == 1)
  }

  @Test("old data and old names are ours for a while, and not forever")
  func oldRecords() throws {
    var bench = try Bench.established(Fixture.service(at: .named(alpha)))
    try bench.perform(.update(Fixture.hostID, to: Fixture.service(port: 81, at: .named(alpha))))
    bench.run(to: 10_000)
    let old = ResourceRecord.srv(web, alpha, port: 8080)
    bench.receive(Packet.response([old]))
    bench.receive(Packet.response([old.knownAnswer()]), from: own)
    #expect(bench.told().isEmpty)
    bench.run(to: 125_000)
    bench.receive(Packet.response([old]))
    #expect(bench.told().count == 1)
  }

  @Test("probes with a name given up come back after the name was taken again")
  func oldName() throws {
    var bench = try Bench.established(Fixture.host())
    try bench.perform(.update(Fixture.hostID, to: Fixture.host("omega.local")))
    bench.run(to: 5_000)
    try bench.publish(
      Fixture.plain(.txt(alpha, "x"), as: .unique), as: Fixture.plainID)
    bench.receive(Packet.response([.a(alpha, 10)]))
    bench.run(to: 10_000)
    #expect(bench.told(Fixture.plainID) == [.established(name: alpha)])
  }

  @Test("as many records of the past are kept as there is room for")
  func bounded() throws {
    var bench = try Bench.established(Fixture.service(at: .named(alpha)))
    let old = ResourceRecord.srv(web, alpha, port: 8080)
    for port in 1...3_000 as ClosedRange<UInt16> {
      try bench.perform(.update(Fixture.hostID, to: Fixture.service(port: port, at: .named(alpha))))
    }
    bench.receive(Packet.response([.srv(web, alpha, port: 2_999)]))
    #expect(bench.told().isEmpty)
    bench.receive(Packet.response([old]))
    #expect(bench.told().count == 1)
  }
}

extension Bench {
  /// Runs while each multicast comes back twice from one host, 3 ms after it was sent.
  fileprivate mutating func runReflecting(to end: Double, from reflector: Peer) {
    var reflected = 0
    while time < end {
      run(for: 3)
      while reflected < sent.count {
        let sending = sent[reflected]
        reflected += 1
        guard sending.isFirstCopy else { continue }
        receive(sending.datagram.payload, from: reflector)
        receive(sending.datagram.payload, from: reflector)
      }
    }
  }
}
