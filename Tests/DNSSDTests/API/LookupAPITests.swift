import DNSSDWire
import MulticastDNS
import Testing

@testable import DNSSD

@Suite("Resolving and looking up by the public API")
struct LookupAPITests {
  @Test("a service is resolved as soon as all is known")
  func resolve() async throws {
    let (host, port) = try FakePort.host()
    async let service = host.resolve("Web._http._tcp.local.")
    await port.answerAll(host)
    #expect(port.wakeUp == port.now + ResolveOptions.defaultAddressGrace)
    await port.passToWakeUp(of: host)
    let found = try await service
    #expect(found.host == Web.host && found.portNumber == 80)
    #expect(found.addresses.map(\.description) == ["192.0.2.20"])
    // Its four queries are over.
    #expect(await port.commands(count: 8).cancelled.count == 4)
  }

  @Test("what was not told in time is said, with what is known")
  func timeOut() async throws {
    let (host, port) = try FakePort.host()
    let service = beside { () async throws(ResolveError) in
      try await host.resolve("Web._http._tcp.local.", within: .seconds(2))
    }
    await port.answerAll(host, [Web.location, Web.text])
    #expect(port.wakeUp == port.now + .seconds(2))
    await port.passToWakeUp(of: host)
    guard case .failure(.timedOut(let known?)) = await service.value else {
      Issue.record("it did not time out")
      return
    }
    #expect(known.portNumber == 80 && known.addresses.isEmpty)
    let text = ResolveError.timedOut(known).description
    #expect(text == "nobody told an address of bravo.local. in time")
  }

  @Test("D2782-3-3 a service that is decidedly not available is said to be")
  func unavailable() async throws {
    let (host, port) = try FakePort.host()
    let service = beside { () async throws(ResolveError) in
      try await host.resolve("Web._http._tcp.local.")
    }
    await port.answerAll(
      host, [Web.answer(Web.name, .srv(ServiceData(portNumber: 0, target: .root)))])
    #expect(await service.value == .failure(.unavailable))
  }

  @Test("cancelling ends a resolution at once")
  func cancel() async throws {
    let (host, port) = try FakePort.host()
    let task = Task { () throws(ResolveError) in try await host.resolve("Web._http._tcp.local.") }
    _ = await port.commands(count: 2)
    task.cancel()
    await #expect(throws: ResolveError.cancelled) { try await task.value }
    #expect(await port.commands(count: 4).cancelled.count == 2)
  }

  @Test("D1123-2.1-3 what is no name is refused before anything is asked")
  func badNames() async throws {
    let (host, port) = try FakePort.host()
    let address = IPAddress.v4(IPv4Address(192, 0, 2, 20))
    #expect(throws: ResolveError.addressLiteral(address)) { try host.addresses(of: "192.0.2.20") }
    #expect(throws: ResolveError.notAHostName(.labelEmpty)) { try host.addresses(of: "a..local") }
    await #expect(throws: ResolveError.notAServiceName(.labelsTooFew)) {
      try await host.resolve("local.")
    }
    #expect(throws: ServiceTypeError.underscoreMissing) { try host.services(of: "http._tcp") }
    await #expect(throws: ResolveError.host(.refused(.notMulticast))) {
      try await host.resolve("X._http._tcp.example.com.")
    }
    #expect(port.commands.isEmpty)
  }

  @Test("addresses, names, types and records are listed")
  func lists() async throws {
    let (host, port) = try FakePort.host()
    let reverse = Web.named("20.2.0.192.in-addr.arpa.")
    async let addresses = host.addresses(of: "bravo.local").settled()
    await port.answerAll(host, [Web.address])
    await port.passToWakeUp(of: host)
    #expect(try await addresses?.addresses.map(\.description) == ["192.0.2.20"])
    async let names = host.names(of: .v4(IPv4Address(192, 0, 2, 20))).settled()
    await port.answerAll(host, [Web.answer(reverse, .ptr(Web.host))])
    await port.passToWakeUp(of: host)
    #expect(await names == [Web.host])
    async let records = host.query(Web.name, type: .txt).settled()
    await port.answerAll(host, [Web.text])
    await port.passToWakeUp(of: host)
    #expect(await records == [Web.text])
  }

  @Test("a doubt is cast on the SRV records that are known")
  func reconfirm() async throws {
    let (host, port) = try FakePort.host()
    let service = DiscoveredService(name: try ServiceInstanceName(Web.name))
    async let done: Void = host.reconfirm(service)
    await port.answerAll(host, [Web.location])
    await done
    #expect(port.commands.contains(.reconfirm(Web.location)))
  }
}
