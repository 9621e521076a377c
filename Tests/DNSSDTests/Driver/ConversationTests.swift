import DNSSDWire
import MulticastDNS
import Testing

@testable import DNSSD

@Suite("Drivers that talk with each other on the loopback interface")
struct ConversationTests {
  private static let hostID = RegistrationID(rawValue: 1)
  private static let serviceID = RegistrationID(rawValue: 2)

  /// Publishes a host of that name and a service on it, as a rival of everybody who does the same.
  private static func publish(
    _ service: ServiceInstanceName, host: String, port: UInt16, on bench: DriverBench
  ) throws {
    let host = try HostRegistration(name: DNSName("\(host).local."))
    let registration = try ServiceRegistration(
      instanceName: service, host: .registered(hostID), portNumber: port)
    bench.driver.submit([
      .publish(Registration(.host(host)), as: hostID),
      .publish(Registration(.service(registration)), as: serviceID),
    ])
  }

  private static func ask(
    _ name: DNSName, _ type: RecordType, as id: UInt64, on bench: DriverBench
  ) {
    let query = Query(name: name, type: type, urgency: .hurried)
    bench.driver.submit([.ask(query, as: QueryID(rawValue: id))])
  }

  private static func established(_ id: RegistrationID, on bench: DriverBench) throws -> DNSName? {
    try bench.first { event in
      if case .registration(id, .established(let name)) = event { name } else { nil }
    }
  }

  private static func added(_ id: UInt64, on bench: DriverBench) throws -> Answer? {
    try bench.first { event in
      if case .answer(QueryID(rawValue: id), .added(let answer)) = event { answer } else { nil }
    }
  }

  @Test("two hosts publish, find, resolve, and say goodbye")
  func discovery() async throws {
    let mark = mark()
    let (publisher, browser) = (try DriverBench(host: 2), try DriverBench(host: 3))
    let type = try ServiceType("_d\(mark)._tcp")
    let name = try ServiceInstanceName(instance: "A.B", type: type)
    Self.ask(try type.name(in: .local), .ptr, as: 1, on: browser)
    try Self.publish(name, host: "host-\(mark)", port: 4_711, on: publisher)
    #expect(try Self.established(Self.serviceID, on: publisher) == name.name)

    let pointer = try #require(try Self.added(1, on: browser))
    #expect(pointer.record.data == .ptr(name.name))
    #expect(pointer.source == .v4(IPv4Address(127, 0, 0, 2)))
    Self.ask(name.name, .srv, as: 2, on: browser)
    let location = try #require(try Self.added(2, on: browser))
    guard case .srv(let service) = location.record.data else {
      Issue.record("no SRV record: \(location.record)")
      return
    }
    #expect(service.portNumber == 4_711)
    Self.ask(service.target, .a, as: 3, on: browser)
    let address = try #require(try Self.added(3, on: browser))
    #expect(address.record.data == .a(IPv4Address(127, 0, 0, 2)))

    await publisher.driver.stop()
    #expect(publisher.events.contains(.registration(Self.serviceID, .withdrawn)))
    let farewell = try browser.first { event -> RemovalReason? in
      if case .answer(QueryID(rawValue: 1), .removed(_, let reason)) = event { reason } else { nil }
    }
    #expect(farewell == .goodbye)
    await browser.driver.stop()
  }

  @Test("the second host to claim a name takes another, and its service too")
  func conflict() async throws {
    let mark = mark()
    let (first, second) = (try DriverBench(host: 4), try DriverBench(host: 5, seed: 2))
    let name = try ServiceInstanceName(
      instance: "Pi", type: ServiceType("_c\(mark)._tcp"))
    try Self.publish(name, host: "pi-\(mark)", port: 1, on: first)
    #expect(try Self.established(Self.serviceID, on: first) == name.name)
    try Self.publish(name, host: "pi-\(mark)", port: 2, on: second)
    let host = try #require(try Self.established(Self.hostID, on: second))
    let service = try #require(try Self.established(Self.serviceID, on: second))
    #expect(host != (try DNSName("pi-\(mark).local.")) && service != name.name)
    let renaming = try second.first { event -> Conflict? in
      if case .registration(Self.hostID, .renamed(_, _, let conflict)) = event {
        conflict
      } else {
        nil
      }
    }
    #expect(renaming?.source == .v4(IPv4Address(127, 0, 0, 4)))
    // The first keeps what it has, and takes nothing of its own for another's.
    let changes = first.events.filter { event in
      switch event {
      case .registration(_, .renamed), .registration(_, .challenged), .registration(_, .lost): true
      default: false
      }
    }
    #expect(changes == [])
    await first.driver.stop()
    await second.driver.stop()
  }

  @Test("a simple resolver is answered from the address and port that it asked")
  func legacy() async throws {
    let mark = mark()
    let bench = try DriverBench(host: 6)
    let host = try HostRegistration(name: DNSName("old-\(mark).local."))
    bench.driver.submit([.publish(Registration(.host(host)), as: Self.hostID)])
    let name = try #require(try Self.established(Self.hostID, on: bench))
    var writer = MessageWriter(limit: 512)
    try writer.append(Question(name: name, type: .a))
    let question = writer.finish(flags: .query, id: 0xBEEF)
    var resolver = try MulticastSocket(oneShotOn: .v4)
    let link = DriverBench.loopback(6)
    let group = SocketAddress(MulticastGroup.address(of: .v4), port: MulticastGroup.port)
    try resolver.send(
      question, to: group, on: link.index, from: .v4(IPv4Address(127, 0, 0, 7)))
    let poller = try Poller()
    #expect(
      try poller.wait(for: [resolver.fileDescriptor], timeout: .seconds(5))
        .isReady(resolver.fileDescriptor))
    let reply = try #require(try resolver.receive())
    #expect(reply.source == SocketAddress(.v4(IPv4Address(127, 0, 0, 6)), port: 5353))
    #expect(reply.hopLimit == 255)
    let message = try Message(decoding: reply.payload)
    #expect(message.header.id == 0xBEEF)
    #expect(message.answers.map(\.data) == [.a(IPv4Address(127, 0, 0, 6))])
    await bench.driver.stop()
  }
}
