import DNSSDWire
import MulticastDNS
import Testing

@testable import DNSSD

@Suite("Publishing by the public API")
struct PublishingTests {
  private static let taken = Conflict(
    record: Web.location.record, source: .v4(IPv4Address(192, 0, 2, 20)), linkIndex: 1)

  private static func service(_ name: String? = "Web") throws -> Service {
    try Service(name, type: "_http._tcp", port: 8080, text: ["path": "/"])
  }

  /// A service that is established under the name that is wanted.
  private static func published() async throws -> (
    DNSSDHost, FakePort, PublishedService, RegistrationID
  ) {
    let (host, port) = try FakePort.host()
    async let service = host.publish(try Self.service())
    let commands = await port.commands(count: 2)
    let id = commands.published[1].1
    await port.report([.registration(id, .established(name: Web.name))], to: host)
    return (host, port, try await service, id)
  }

  @Test("a service is published with the host, and has the name that it won")
  func name() async throws {
    let (host, port) = try FakePort.host()
    async let service = host.publish(try Self.service())
    let published = await port.commands(count: 2).published
    guard case .host(let own) = published[0].0.content,
      case .service(let web) = published[1].0.content
    else {
      Issue.record("\(published)")
      return
    }
    #expect(own.name == Web.named("alpha.local.") && own.addresses == .ofLinks)
    #expect(web.instanceName.name == Web.name && web.portNumber == 8080)
    #expect(web.host == .registered(published[0].1))
    let other = Web.named("Web\\032(2)._http._tcp.local.")
    let alpha2 = Web.named("alpha-2.local.")
    await port.report(
      [
        .registration(published[0].1, .established(name: alpha2)),
        .registration(published[1].1, .renamed(from: Web.name, to: other, because: Self.taken)),
        .registration(published[1].1, .established(name: other)),
      ], to: host)
    let result = try await service
    #expect(await result.name.instance.text == "Web (2)")
    #expect(await host.name == alpha2)
  }

  @Test("S-4.1.1-3 without a name the service is called like its host")
  func defaultName() async throws {
    let (host, port) = try FakePort.host(FakePort.named("Küche.local."))
    let task = Task { try await host.publish(try Self.service(nil)) }
    guard case .service(let web) = await port.commands(count: 2).published[1].0.content else {
      Issue.record("no service")
      return
    }
    #expect(web.instanceName.instance.text == "Küche")
    task.cancel()
    _ = await task.result
  }

  @Test("a host has a usable name whatever the system says")
  func hostName() async throws {
    let (host, _) = try FakePort.host(HostConfiguration())
    let name = await host.name
    #expect(name.parent == .local && name.firstLabel?.text != "localhost")
    for bad in ["", ".", "a.b", "a\u{7}", String(repeating: "a", count: 64)] {
      #expect(throws: HostError.hostNameUnusable(bad)) { try FakePort.host(FakePort.named(bad)) }
    }
  }

  @Test("services share the registration of the host, which goes with the last")
  func sharedHost() async throws {
    let (host, port, first, id) = try await Self.published()
    async let second = host.publish(try Self.service("Two"))
    let commands = await port.commands(count: 3)
    let own = commands.published[0].1
    let secondID = commands.published[2].1
    #expect(commands.published.count == 3)
    await port.report(
      [.registration(secondID, .established(name: Web.named("Two._http._tcp.local.")))], to: host)
    let two = try await second
    async let end: Void = first.withdraw()
    #expect(await port.commands(count: 4).withdrawn == [id])
    await port.report([.registration(id, .withdrawn)], to: host)
    await end
    #expect(port.commands.count == 4)
    async let last: Void = two.withdraw()
    _ = await port.commands(count: 5)
    await port.report([.registration(secondID, .withdrawn)], to: host)
    await last
    #expect(port.commands.withdrawn == [id, secondID, own])
    await two.withdraw()
    await #expect(throws: PublishError.withdrawn) { try await two.update(text: .empty) }
    #expect(await two.name.instance.text == "Two")
  }

  @Test("a name that another host holds, and a refusal, end a publication")
  func lost() async throws {
    let (host, port) = try FakePort.host()
    let service = try Self.service()
    let lost = beside { () async throws(PublishError) in try await host.publish(service) }
    let published = await port.commands(count: 2).published
    await port.report([.registration(published[1].1, .lost(Self.taken))], to: host)
    #expect(await lost.value == .failure(.nameTaken(Self.taken)))
    let refused = beside { () async throws(PublishError) in try await host.publish(service) }
    let commands = await port.commands(count: 5)
    await port.report(to: host) {
      $0.refusals = [Refusal(commands[4], because: .tooManyRegistrations)]
    }
    #expect(await refused.value == .failure(.host(.refused(.tooManyRegistrations))))
    #expect(await host.publications.isEmpty)
  }

  @Test("cancelling withdraws what was begun")
  func cancel() async throws {
    let (host, port) = try FakePort.host()
    let task = Task { try await host.publish(try Self.service()) }
    let id = await port.commands(count: 2).published[1].1
    task.cancel()
    await #expect(throws: PublishError.cancelled) { try await task.value }
    #expect(await port.commands(count: 3).withdrawn == [id])
  }

  @Test("bad input is refused before anything is published")
  func badInput() async throws {
    let (host, port) = try FakePort.host()
    #expect(throws: PublishError.type(.transportUnknown)) {
      try Service("Web", type: "_http._sctp", port: 1)
    }
    #expect(throws: PublishError.text(.keyEmpty)) {
      try Service("Web", type: "_http._tcp", port: 1, text: ["": "x"])
    }
    #expect(throws: PublishError.subtype(.labelEmpty)) {
      try Service("Web", type: "_http._tcp", port: 1, subtypes: [""])
    }
    let long = String(repeating: "a", count: 64)
    for (name, error) in [("", ServiceNameError.instanceEmpty), (long, .instanceTooLong)] {
      await #expect(throws: PublishError.name(error)) { try await host.publish(Self.service(name)) }
    }
    var twice = try Self.service()
    twice.subtypes = try [DNSLabel(text: "a"), DNSLabel(text: "A")]
    await #expect(throws: PublishError.self) { try await host.publish(twice) }
    await #expect(throws: PublishError.hostName("a.b")) { try await host.publish(HostName("a.b")) }
    await #expect(throws: PublishError.registration(.addressesMissing)) {
      try await host.publish(HostName("proxy", addresses: .listed([])))
    }
    await #expect(throws: PublishError.registration(.recordsMissing)) {
      try await host.publish([], ownership: .shared)
    }
    #expect(port.commands.isEmpty)
  }

  @Test("attributes are changed in place, and another name is probed for")
  func update() async throws {
    let (host, port, web, id) = try await Self.published()
    try await web.update(text: TextAttributes(["path": "/new"]))
    guard case .update(id, to: let registration)? = port.commands.last,
      case .service(let content) = registration.content
    else {
      Issue.record("\(port.commands)")
      return
    }
    #expect(TextAttributes(content.text)["path"]?.text == "/new" && content.portNumber == 8080)
    async let renamed: Void = web.update(Self.service("Other"))
    _ = await port.commands(count: 4)
    let other = Web.named("Other._http._tcp.local.")
    await port.report([.registration(id, .established(name: other))], to: host)
    try await renamed
    #expect(await web.name.name == other)
    await #expect(throws: PublishError.name(.instanceEmpty)) {
      try await web.update(Self.service(""))
    }
    #expect(await web.name.name == other)
  }

  @Test("conflicts and new names are told to who listens")
  func events() async throws {
    let (host, port, web, id) = try await Self.published()
    let events = Consumer(web.events)
    async let first = events.next()
    while await host.sessionCount == 0 { await Task.yield() }
    await port.report(
      [
        .registration(RegistrationID(rawValue: 999), .withdrawn),
        .registration(id, .challenged(Self.taken)),
      ], to: host)
    #expect(await first == .challenged(Self.taken))
  }

  @Test("another host and its services, and plain records, are published too")
  func proxies() async throws {
    let (host, port) = try FakePort.host()
    let addresses: [IPAddress] = [.v4(IPv4Address(192, 0, 2, 77))]
    async let proxy = host.publish(HostName("printer", addresses: .listed(addresses)))
    let id = await port.commands(count: 1).published[0].1
    let name = Web.named("printer.local.")
    await port.report([.registration(id, .established(name: name))], to: host)
    var service = try Self.service(nil)
    service.host = .published(try await proxy)
    async let published = host.publish(service)
    let second = await port.commands(count: 2).published[1]
    guard case .service(let content) = second.0.content else {
      Issue.record("no service")
      return
    }
    #expect(content.host == .registered(id) && content.instanceName.instance.text == "printer")
    await port.report(
      [.registration(second.1, .established(name: content.instanceName.name))], to: host)
    _ = try await published
    async let records = host.publish([Web.location.record], ownership: .shared)
    let third = await port.commands(count: 3).published[2].1
    await port.report([.registration(third, .established(name: Web.name))], to: host)
    _ = try await records
    #expect(await host.publications.count == 3)
  }

  @Test("a host that nobody has any more is gone, whatever it publishes")
  func release() async throws {
    weak var released: DNSSDHost?
    try await Self.publishOnAlias { released = $0 }
    for _ in 0..<10_000 where released != nil { await Task.yield() }
    #expect(released == nil)
  }

  /// Publishes a name and a service that it offers, and lets go of everything.
  private static func publishOnAlias(_ look: (DNSSDHost) -> Void) async throws {
    let (host, port) = try FakePort.host()
    look(host)
    async let alias = host.publish(HostName("printer"))
    let id = await port.commands(count: 1).published[0].1
    let name = Web.named("printer.local.")
    await port.report([.registration(id, .established(name: name))], to: host)
    var service = try Self.service(nil)
    service.host = .published(try await alias)
    async let published = host.publish(service)
    let second = await port.commands(count: 2).published[1].1
    await port.report([.registration(second, .established(name: Web.name))], to: host)
    _ = try await published
  }

  @Test("shutting down ends who waits for a name")
  func shutDown() async throws {
    let (host, port) = try FakePort.host()
    let service = try Self.service()
    let publishing = beside { () async throws(PublishError) in try await host.publish(service) }
    _ = await port.commands(count: 2)
    await host.shutDown()
    #expect(await publishing.value == .failure(.host(.shutDown)))
    await #expect(throws: PublishError.host(.shutDown)) { try await host.publish(Self.service()) }
  }
}
