import DNSSDWire
import MulticastDNS
import Testing

/// Answering as part of the engine: what is registered is answered for, on each link.
@Suite("An established host")
struct EstablishedHostTests {
  private static let host = RegistrationID(rawValue: 1)
  private static let service = RegistrationID(rawValue: 2)

  /// A host with a service, all announced.
  private func bench(links: [Link] = [Bench.link1]) throws -> Bench {
    var bench = Bench(links: links)
    try bench.perform(
      .publish(Registration(.host(HostRegistration(name: Own.alpha))), as: Self.host))
    try bench.perform(
      .publish(
        Registration(
          .service(
            ServiceRegistration(
              instanceName: ServiceInstanceName(Own.web), host: .registered(Self.host),
              portNumber: 8080))), as: Self.service))
    bench.run(to: 30_000)
    bench.mark()
    return bench
  }

  @Test("M-2-1 M-6-9 M-6.2-3 S-10-1 S-12.1-1 questions for what is registered are answered")
  func answers() throws {
    var bench = try bench()
    bench.receive(Packet.query([.ask(Own.http, .ptr)]))
    bench.run(to: 2000)
    bench.receive(Packet.query([.ask(Own.alpha, .aaaa)]))
    bench.run(to: 4000)
    #expect(bench.responses.map(\.time) == [20, 2000])
    #expect(bench.responses.map { $0.answers.map(\.type) } == [[.ptr], [.aaaa]])
    #expect(bench.responses.map { $0.additionals.map(\.type) } == [[.srv, .txt, .a, .aaaa], [.a]])
  }

  @Test("M-6.2-2 M-6.2-4 M-14-1 each link has answers of its own")
  func links() throws {
    var bench = try bench(links: [Bench.link1, Bench.link2])
    for link in [1, 2] {
      bench.receive(
        Packet.query([.ask(Own.alpha, .a)]),
        from: link == 1 ? .bravo : Peer(address: .v4(IPv4Address(198, 51, 100, 20))), link: link)
    }
    #expect(
      bench.responses.map { $0.answers.map(\.data) } == [
        [.a(IPv4Address(192, 0, 2, 10))], [.a(IPv4Address(198, 51, 100, 10))],
      ])
    #expect(bench.responses.map { $0.additionals.map(\.type) } == [[.aaaa], [.nsec]])
  }

  @Test("M-6.1-12 the reverse name of an address is denied what it has not")
  func reverse() throws {
    var bench = try bench()
    bench.receive(Packet.query([.ask("10.2.0.192.in-addr.arpa", .a)]))
    #expect(bench.responses.flatMap(\.answers).map(\.type) == [.nsec])
  }

  @Test("M-6.7-1 M-5.4-6 M-6-17 resolvers and askers for unicast get it")
  func unicast() throws {
    var bench = try bench()
    bench.receive(Packet.query([.ask(Own.alpha, .a)], id: 7), from: .bravo.port(40_000))
    bench.receive(Packet.query([.ask(Own.web, .txt, isUnicast: true)]))
    bench.run(to: 2000)
    #expect(bench.responses.isEmpty && bench.unicasts.map(\.message.header.id) == [7, 0])
    #expect(bench.engine.counters.legacyRepliesSent == 1)
  }

  @Test("M-10.1-7 after it is withdrawn nothing is answered")
  func withdrawn() throws {
    var bench = try bench()
    try bench.perform(.withdraw(Self.service))
    #expect(bench.responses[0].answers.allSatisfy { $0.timeToLive == .goodbye })
    bench.run(to: 100)
    bench.mark()
    bench.receive(Packet.query([.ask(Own.web, .srv), .ask(Own.http, .ptr)]))
    bench.receive(Packet.query([.ask(Own.web, .srv)]), from: .bravo.port(40_000))
    bench.run(to: 500)
    #expect(bench.sent.isEmpty)
  }
}
