import DNSSDWire
import MulticastDNS
import Testing

private let alpha = Fixture.alpha
private let web = Fixture.web

@Suite("Services and hosts that are published")
struct ServiceTests {
  @Test("S-5-3 S-10-1 M-6.5-1 a service answers for PTR, SRV and TXT, with priority and weight 0")
  func questions() throws {
    let bench = try Bench.established(Fixture.host(), Fixture.service())
    #expect(bench.answers(to: http, .ptr) == [.ptr(http, web)])
    #expect(bench.answers(to: web, .srv) == [.srv(web, alpha, port: 8080)])
    #expect(bench.answers(to: web, .txt) == [.txt(web, "path=/")])
    #expect(bench.answers(to: web).count == 2)
    guard case .srv(let data)? = bench.answers(to: web, .srv).first?.data else {
      Issue.record("no SRV record")
      return
    }
    #expect(data.priority == 0 && data.weight == 0)
  }

  @Test("S-6-1 S-6.1-2 a service without attributes has a TXT record of one zero octet")
  func emptyText() throws {
    let instance = try ServiceInstanceName(web)
    let service = try ServiceRegistration(
      instanceName: instance, host: .named("bravo.local"), portNumber: 1)
    let bench = try Bench.established(Registration(.service(service)))
    #expect(bench.answers(to: web, .txt).map(\.data.octets) == [[0]])
  }

  @Test("S-7.1-2 S-9-4 one pointer for the type and each subtype, all to one instance")
  func subtypes() throws {
    let bench = try Bench.established(
      Fixture.host(), Fixture.service(subtypes: ["_printer", "_scanner"]))
    let scanners: DNSName = "_scanner._sub._http._tcp.local"
    for name in [http, Fixture.printers, scanners] {
      #expect(bench.answers(to: name) == [.ptr(name, web)])
    }
    #expect(bench.answers(to: web).count == 2)
    #expect(bench.answers(to: Fixture.types) == [.ptr(Fixture.types, http)])
  }

  @Test("S-7.1-4 a subtype that goes says goodbye alone")
  func lostSubtype() throws {
    var bench = try Bench.established(
      Fixture.host(), Fixture.service(subtypes: ["_printer", "_scanner"]))
    try bench.perform(.update(Fixture.webID, to: Fixture.service(subtypes: ["_scanner"])))
    bench.run(to: 10_000)
    let gone = ResourceRecord.ptr(Fixture.printers, web).goodbye
    #expect(bench.announced.map(\.record) == [gone, gone])
    #expect(bench.probes.isEmpty)
  }

  @Test("S-9-1 S-9-3 types are listed as long as there is a service of them")
  func typeEnumeration() throws {
    let second: DNSName = "Two._http._tcp.local"
    let shell: DNSName = "box._ssh._tcp.local"
    let types = Fixture.types
    var bench = try Bench.established(
      Fixture.host(), Fixture.service(), Fixture.service(second), Fixture.service(shell))
    let secondID = RegistrationID(rawValue: 3)
    let ssh = ResourceRecord.ptr(types, "_ssh._tcp.local")
    #expect(bench.answers(to: types) == [.ptr(types, http), ssh])
    try bench.perform(.withdraw(secondID))
    bench.run(to: 5_000)
    #expect(bench.goodbyes.allSatisfy { $0.record.name != types })
    #expect(bench.answers(to: types) == [.ptr(types, http), ssh])
    try bench.perform(.withdraw(Fixture.webID))
    bench.run(to: 10_000)
    #expect(bench.goodbyes.contains { $0.record == ResourceRecord.ptr(types, http).goodbye })
    #expect(bench.answers(to: types) == [ssh])
  }

  @Test("a service with port 0 holds its name, and nobody finds it")
  func flagship() throws {
    let bench = try Bench.established(Fixture.host(), Fixture.service(port: 0))
    #expect(bench.answers(to: web).count == 2)
    #expect(bench.answers(to: http).isEmpty && bench.answers(to: Fixture.types).isEmpty)
  }

  @Test("pointers come with the host when its name takes longer than the service's")
  func slowHost() throws {
    var bench = Bench()
    try bench.publish(Fixture.host())
    try bench.publish(Fixture.service(), as: Fixture.webID)
    bench.run(to: 10)
    bench.receive(Packet.response([.a(alpha, 20)]))
    bench.run(to: 755)
    #expect(bench.announced.isEmpty && bench.told(Fixture.webID).isEmpty)
    bench.run(to: 800)
    #expect(bench.announced.count == 6)
    #expect(bench.announced.contains { $0.record == .srv(web, "alpha-2.local", port: 8080) })
    #expect(bench.told(Fixture.webID) == [.established(name: web)])
  }

  @Test(
    "M-8.1-18 a service answers while the name of its host is probed for again, without address")
  func challengedHost() throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    bench.receive(Packet.response([.a(alpha, 20)]))
    bench.mark()
    bench.receive(Packet.query([.ask(http, .ptr)]), from: .carol)
    bench.run(to: 300)
    let response = try #require(bench.responses.first)
    #expect(response.answers == [.ptr(http, web)])
    #expect(response.message.records.allSatisfy { $0.name != alpha })
    bench.run(to: 5_000)
    #expect(bench.told(Fixture.webID).isEmpty && bench.goodbyes.isEmpty)
  }

  @Test("a service may be at a host that is not ours, or that has other links")
  func foreignHost() throws {
    let bench = try Bench.established(
      Fixture.host(links: .only(2)), Fixture.service(),
      Fixture.service("Two._http._tcp.local", at: .named("bravo.local")))
    #expect(bench.answers(to: http).count == 2)
    #expect(bench.answers(to: alpha).isEmpty)
  }

  @Test("the services of a host that is withdrawn keep its name")
  func withdrawnHost() throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    try bench.perform(.withdraw(Fixture.hostID))
    bench.run(to: 5_000)
    #expect(bench.goodbyes.allSatisfy { $0.record.name == alpha })
    #expect(bench.answers(to: web, .srv) == [.srv(web, alpha, port: 8080)])
  }

  @Test("a proxy publishes the addresses of other hosts, several names and addresses")
  func proxies() throws {
    let addresses = [IPAddress.v4(IPv4Address(192, 0, 2, 91)), .v4(IPv4Address(192, 0, 2, 92))]
    let bench = try Bench.established(
      Fixture.host(), Fixture.host("omega.local"),
      Fixture.host("printer.local", .listed(addresses), hasReverseNames: true),
      links: [Bench.link1, Bench.link2])
    for link in [1, 2] {
      #expect(bench.answers(to: "printer.local", .a, on: link).count == 2)
      #expect(
        bench.answers(to: DNSName(reverse: addresses[1]), .ptr, on: link).first?.data
          == .ptr("printer.local"))
    }
    #expect(bench.answers(to: "omega.local", .a, on: 2).count == 1)
  }

  @Test("M-8.4-1 renaming by the user withdraws the old name and claims the new")
  func newName() throws {
    let other: DNSName = "Other._http._tcp.local"
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    try bench.perform(.update(Fixture.webID, to: Fixture.service(other)))
    bench.run(to: 10_000)
    let gone: [ResourceRecord] = [
      .ptr(http, web), .srv(web, alpha, port: 8080), .txt(web, "path=/"),
    ]
    #expect(bench.goodbyes.filter { $0.time == 0 }.map(\.record).says(gone))
    #expect(bench.probes(for: other).count == 3)
    #expect(bench.told(Fixture.webID) == [.established(name: other)])
    #expect(bench.answers(to: http) == [.ptr(http, other)])
  }

  @Test("M-8.4-1 services follow a host that the user renames")
  func newHostName() throws {
    var bench = try Bench.established(Fixture.host(), Fixture.service())
    try bench.perform(.update(Fixture.hostID, to: Fixture.host("omega.local")))
    bench.run(to: 10_000)
    #expect(bench.answers(to: web, .srv) == [.srv(web, "omega.local", port: 8080)])
    #expect(bench.probes(for: web).isEmpty)
    #expect(bench.goodbyes.map(\.record.name).allSatisfy { $0 == alpha })
  }

  @Test("M-8.4-1 an update keeps the name that was won, under the old or the new wish")
  func keptName() throws {
    for wish in [web, "Web\\0321\\032(2)._http._tcp.local"] as [DNSName] {
      var bench = Bench()
      try bench.publish(Fixture.service(at: .named("bravo.local")))
      bench.receive(Packet.response([.txt(web, "x")]))
      bench.run(to: 10_000)
      bench.mark()
      try bench.perform(
        .update(Fixture.hostID, to: Fixture.service(wish, port: 1, at: .named("bravo.local"))))
      bench.run(to: 10_000)
      #expect(bench.probes.isEmpty && bench.goodbyes.isEmpty)
      let won: DNSName = "Web\\0321\\032(2)._http._tcp.local"
      #expect(
        bench.announced.map(\.record.data).allSatisfy {
          if case .srv(let data) = $0 { data.portNumber == 1 } else { false }
        })
      #expect(bench.answers(to: won).count == 2)
    }
  }
}
