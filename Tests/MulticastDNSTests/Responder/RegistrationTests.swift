import DNSSDWire
import MulticastDNS
import Testing

private let alpha = Fixture.alpha
private let web = Fixture.web
private let unique = Fixture.plain(.txt("box.local", "x"), as: .unique)

/// Two registrations that cannot be together. Made anew for each use: what a global holds in enums is taken
/// for leaked at the end, as their pointers carry tags.
private var contradictions: [(Registration, Registration)] {
  [
    (unique, Fixture.plain(.txt("box.local", "y"), as: .unique)),
    (unique, Fixture.plain(.txt("BOX.local", "x", ttl: 60), as: .unique)),
    (unique, Fixture.plain(.txt("box.local", "x"), .txt("box.local", "y"), as: .unique)),
    (unique, Fixture.plain(.txt("box.local", "x"), as: .shared)),
    (Fixture.plain(.txt("box.local", "y"), as: .shared), unique),
    (Fixture.host(), Fixture.plain(.a(alpha, 10), as: .unique)),
    (Fixture.host(), Fixture.host(alpha, .listed([.v4(IPv4Address(192, 0, 2, 10))]))),
    (Fixture.service(at: .named(alpha)), Fixture.service(port: 1, at: .named(alpha))),
    (Fixture.service(at: .named(alpha)), Fixture.plain(alias, as: .unique)),
    (Fixture.plain(alias, as: .shared), Fixture.service(at: .named(alpha))),
  ]
}

/// Two registrations that can.
private var companions: [(Registration, Registration)] {
  [
    (unique, Fixture.plain(.txt("box.local", "x"), as: .unique)),
    (unique, Fixture.plain(.srv("box.local", alpha, port: 1), as: .unique)),
    (Fixture.host(), Fixture.host()),
    (Fixture.host(), Fixture.plain(.txt(alpha, "x"), as: .unique)),
    (Fixture.host(hasReverseNames: true), Fixture.host("omega.local", hasReverseNames: true)),
    (Fixture.host(links: .only(1)), Fixture.host(alpha, other, links: .only(2))),
    (Fixture.plain(.ptr(alpha, web), as: .shared), Fixture.plain(.ptr(alpha, alpha), as: .shared)),
  ]
}

private let other = HostRegistration.Addresses.listed([.v4(IPv4Address(192, 0, 2, 91))])
private let alias = ResourceRecord(
  name: alpha, timeToLive: .hostName, data: .cname("omega.local"))

@Suite("What may be registered")
struct RegistrationTests {
  @Test("D2181-5.2-1 D2782-3-4 registrations that contradict each other", arguments: contradictions)
  func contradiction(first: Registration, second: Registration) throws {
    var bench = Bench()
    try bench.publish(first)
    #expect(throws: CommandError.contradictsRegistration(Fixture.hostID)) {
      try bench.publish(second, as: Fixture.plainID)
    }
    try bench.publish(Fixture.plain(.txt("free.local", "x"), as: .unique), as: Fixture.plainID)
    #expect(throws: CommandError.contradictsRegistration(Fixture.hostID)) {
      try bench.perform(.update(Fixture.plainID, to: second))
    }
    bench.run(to: 10_000)
    #expect(bench.told(Fixture.plainID) == [.established(name: "free.local")])
  }

  @Test(
    "D2181-5-1 equal and other records of one name go together, each once", arguments: companions)
  func companion(first: Registration, second: Registration) throws {
    var bench = Bench()
    try bench.publish(first)
    try bench.publish(second, as: Fixture.plainID)
    bench.run(to: 760)
    for message in bench.sent.map(\.message) {
      let records = message.records.map { $0.knownAnswer() }
      #expect(Set(records).count == records.count)
    }
    try bench.perform(.withdraw(Fixture.plainID))
    bench.run(to: 10_000)
    #expect(bench.told().contains { if case .established = $0 { true } else { false } })
  }

  @Test("D2782-3-4 a service cannot be at a host that is an alias of ours")
  func aliasOfRegisteredHost() throws {
    var bench = Bench()
    try bench.publish(Fixture.host(links: .only(1)))
    try bench.publish(Fixture.plain(alias, as: .unique), as: Fixture.plainID)
    #expect(throws: CommandError.contradictsRegistration(Fixture.plainID)) {
      try bench.publish(Fixture.service(), as: Fixture.webID)
    }
  }

  @Test("numbers in use, unknown numbers and hosts, too many registrations are refused")
  func refusals() throws {
    var bench = Bench()
    try bench.publish(unique)
    #expect(throws: CommandError.identifierInUse) { try bench.publish(unique) }
    #expect(throws: CommandError.unknownRegistration) {
      try bench.perform(.update(Fixture.webID, to: unique))
    }
    #expect(throws: CommandError.unknownRegistration) {
      try bench.publish(Fixture.service(at: .registered(Fixture.hostID)), as: Fixture.webID)
    }
    try bench.perform(.withdraw(Fixture.webID))
    #expect(bench.told(Fixture.webID).isEmpty)
    var engine = bench.engine
    for number in 2...4_096 as ClosedRange<UInt64> {
      let registration = Fixture.plain(.txt(try DNSName("box\(number).local"), "x"), as: .shared)
      try engine.perform(
        .publish(registration, as: RegistrationID(rawValue: number)), at: bench.now)
    }
    #expect(throws: CommandError.tooManyRegistrations) {
      try engine.perform(.publish(unique, as: RegistrationID(rawValue: 9_999)), at: bench.now)
    }
  }

  @Test("a name lost to another host is not given to a second registration of ours")
  func distinctOwnNames() throws {
    var bench = try Bench.established(
      Fixture.plain(.txt("box.local", "x"), as: .unique),
      Fixture.plain(.txt("box-2.local", "y"), as: .unique))
    bench.receive(Packet.response([.txt("box.local", "z")]))
    bench.run(to: 5)
    bench.receive(Packet.response([.txt("box.local", "z")]))
    #expect(bench.namesTaken() == ["box-3.local"])
  }

  @Test("M-3-3 a host name is one label and local")
  func hostNames() throws {
    _ = try HostRegistration(name: "a.local")
    _ = try HostRegistration(name: "a\\.b.local")
    #expect(throws: RegistrationError.hostNameNotOneLabel) {
      try HostRegistration(name: "a.b.local")
    }
    #expect(throws: RegistrationError.notMulticast) { try HostRegistration(name: "a.example") }
    #expect(throws: RegistrationError.addressesMissing) {
      try HostRegistration(name: "a.local", addresses: .listed([]))
    }
  }

  @Test("D2181-5.2-1 records of one set have one time to live")
  func mixedTimes() {
    #expect(throws: RegistrationError.mixedTimesToLive(.a)) {
      try RecordRegistration([.a(alpha, 1), .a(alpha, 2, ttl: 60)], ownership: .unique)
    }
  }

  @Test(
    "S-6.2-1 M-17-5 long TXT records are advised against, and published",
    arguments: [
      (1, nil as Bool?), (2, false), (6, true),
    ])
  func longText(strings: Int, isTooLongForPacket: Bool?) throws {
    let text = try TextData(
      strings: (0..<strings).map { number in
        Array("k\(number)=".utf8) + [UInt8](repeating: 0x61, count: 237)
      })
    let attributes = TextAttributes(text)
    let advice = attributes.advice.map { advice in
      if case .recordTooLongForPacket = advice { true } else { false }
    }
    #expect(advice == (isTooLongForPacket.map { [$0] } ?? []))
    let service = try ServiceRegistration(
      instanceName: ServiceInstanceName(web), host: .named(alpha), portNumber: 1,
      text: attributes.data)
    let bench = try Bench.established(Registration(.service(service)))
    #expect(bench.answers(to: web, .txt).map(\.data) == [.txt(attributes.data)])
  }

  @Test("P8882-3-2 P8882-3-3 nothing is published but what was registered")
  func nothingElse() throws {
    var idle = Bench()
    idle.run(for: 60_000)
    #expect(idle.sent.isEmpty)
    var source = RandomSource(seed: 99)
    let random = try DNSName("\(String(source.next(), radix: 36)).local")
    var bench = Bench()
    try bench.publish(Fixture.host(random, hasReverseNames: true))
    bench.run(to: 60_000)
    let said = bench.sent.flatMap { Array($0.message.records) }
    #expect(Set(said.map(\.type)).isSubset(of: [.a, .aaaa, .ptr, .nsec]))
    #expect(said.allSatisfy { $0.name == random || $0.data == .ptr(random) })
  }
}
