import DNSSDWire
import MulticastDNS
import Testing

@Suite("Resolving")
struct ResolvingTests {
  private static func resolved(
    _ records: [ResourceRecord], seed: UInt64 = 1
  ) -> InquiryBench<ServiceResolver> {
    var bench = InquiryBench(ServiceResolver(WebService.name, seed: seed))
    bench.receive(records)
    return bench
  }

  @Test("S-5-1 resolving asks for SRV and TXT in one packet, then for A and AAAA")
  func questions() {
    let options = ResolveOptions(urgency: .prompt)
    var bench = InquiryBench(ServiceResolver(WebService.name, options: options))
    bench.run(to: 10)
    #expect(bench.queries.count == 1)
    #expect(Set(bench.asked) == ["\(WebService.name) SRV", "\(WebService.name) TXT"])
    #expect(bench.inquiry.progress == .pending)
    bench.mark()
    bench.receive([WebService.location])
    bench.run(to: 10)
    #expect(bench.queries.count == 1)
    #expect(Set(bench.asked) == ["bravo.local. A", "bravo.local. AAAA"])
    bench.receive([WebService.address])
    #expect(bench.inquiry.progress == .pending)
    bench.receive([WebService.text])
    #expect(bench.inquiry.progress == .pending)
    bench.receive([.nsec(WebService.host, .a)])
    #expect(bench.inquiry.progress == .complete)
  }

  @Test("addresses of the other family have a moment to come")
  func otherFamily() {
    var bench = Self.resolved(WebService.all)
    let now = bench.bench.now
    #expect(bench.inquiry.progress == .pending)
    #expect(bench.inquiry.nextDeadline == now + ResolveOptions.defaultAddressGrace)
    bench.run(to: 119)
    #expect(bench.inquiry.progress == .pending)
    bench.run(to: 121)
    #expect(bench.inquiry.progress == .open)
    #expect(bench.inquiry.nextDeadline == nil)
    let options = ResolveOptions(addressGrace: .zero)
    var hasty = InquiryBench(ServiceResolver(WebService.name, options: options))
    hasty.receive(WebService.all)
    #expect(hasty.inquiry.progress == .open)
  }

  @Test("S-5-4 host and port come from SRV, never from TXT")
  func port() {
    let bench = Self.resolved([
      WebService.location, .txt(WebService.name, "port=1", "host=evil.local."), WebService.address,
    ])
    let service = bench.inquiry.service
    #expect(service.portNumber == 8080 && service.host == WebService.host)
    #expect(service.attributes["port"]?.text == "1")
  }

  @Test("S-5-5 changed records update a service that is followed")
  func updates() {
    var bench = Self.resolved(WebService.all)
    bench.run(to: 2_000)
    bench.mark()
    bench.receive([.srv(WebService.name, WebService.host, port: 9090)])
    #expect(bench.inquiry.service.locations.map(\.portNumber).contains(9090))
    bench.run(to: 1_100)
    #expect(bench.inquiry.service.locations.map(\.portNumber) == [9090])
    bench.receive([.a(WebService.host, 99)])
    bench.run(to: 2_300)
    #expect(bench.inquiry.service.addresses.map(\.description) == ["192.0.2.99"])
    bench.receive([.txt(WebService.name, "path=/new")])
    #expect(bench.inquiry.service.attributes["path"]?.text == "/new")
    bench.run(to: 3_500)
    #expect(bench.inquiry.service.texts.map { $0["path"]?.text } == ["/new"])
  }

  @Test("S-5-5 another host of the service is asked for, and the old one no more")
  func moves() {
    var bench = Self.resolved(WebService.all)
    bench.run(to: 2_000)
    bench.mark()
    bench.receive([.srv(WebService.name, "carol.local.", port: 80), .a("carol.local.", 30)])
    bench.run(to: 1_100)
    #expect(bench.inquiry.service.addresses.map(\.description) == ["192.0.2.30"])
    bench.mark()
    bench.run(to: 200_000)
    #expect(bench.asked.contains("carol.local. A"))
    #expect(!bench.asked.contains("bravo.local. A"))
  }

  private static let emptyTexts: [[ResourceRecord]] = [
    [.txt(WebService.name)],
    [
      ResourceRecord(
        name: WebService.name, isCacheFlush: true, timeToLive: .other,
        data: RecordData(.txt, octets: []))
    ],
    [],
  ]

  @Test(
    "S-6.1-3 an empty string, empty data and no TXT record mean the same", arguments: emptyTexts)
  func emptyText(records: [ResourceRecord]) {
    let bench = Self.resolved([WebService.location, WebService.address] + records)
    #expect(bench.inquiry.service.attributes == .empty)
    #expect(bench.inquiry.service.attributes.isEmpty)
  }

  @Test("S-6.3-2 S-6.7-2 unknown keys do no harm, unknown versions of them give none")
  func attributes() {
    let bench = Self.resolved([
      WebService.location, WebService.address,
      .txt(WebService.name, "txtvers=2", "path=/", "unheard=of", "=x"),
    ])
    let attributes = bench.inquiry.service.attributes
    #expect(attributes["path"]?.text == "/")
    #expect(attributes.attributes(ifVersion: 1).isEmpty)
    #expect(attributes.attributes(ifVersion: 2).count == 3)
  }

  @Test("S-6.8-1 several TXT records are all delivered, and not merged")
  func severalTexts() {
    let bench = Self.resolved([
      WebService.location, WebService.address, .txt(WebService.name, "a=1"),
      .txt(WebService.name, "b=2"),
    ])
    let texts = bench.inquiry.service.texts
    #expect(texts.count == 2)
    #expect(texts.first?["a"]?.text == "1" && texts.first?["b"] == nil)
    #expect(texts.last?["b"]?.text == "2")
  }

  @Test("D2782-3-3 a root as target says that the service is not available, and is not asked for")
  func unavailable() {
    var bench = Self.resolved([.srv(WebService.name, ".", port: 0), WebService.text])
    bench.mark()
    bench.run(to: 5_000)
    #expect(bench.inquiry.service.isUnavailable)
    #expect(!bench.asked.contains { $0.hasSuffix(" A") || $0.hasSuffix(" AAAA") })
  }

  @Test("S-5-2 locations are given by priority, and by weight among equals")
  func order() {
    let hosts: [(DNSName, priority: UInt16, weight: UInt16)] = [
      ("later.local.", 1, 60_000), ("light.local.", 0, 100), ("heavy.local.", 0, 300),
    ]
    let records = hosts.map { host, priority, weight in
      ResourceRecord(
        name: WebService.name, isCacheFlush: true, timeToLive: .hostName,
        data: .srv(
          ServiceData(priority: priority, weight: weight, portNumber: 80, target: host)))
    }
    var heavyFirst = 0
    for seed in 0..<400 as Range<UInt64> {
      let service = Self.resolved(records, seed: seed).inquiry.service
      #expect(service.locations.map(\.priority) == [0, 0, 1])
      if service.host == "heavy.local." { heavyFirst += 1 }
    }
    #expect((270...330).contains(heavyFirst))
  }

  @Test("the order of locations does not change while they stay the same")
  func stableOrder() {
    var bench = Self.resolved([
      .srv(WebService.name, "one.local.", port: 1), .srv(WebService.name, "two.local.", port: 2),
    ])
    let first = bench.inquiry.service.locations.map(\.host)
    for last in 1...20 as ClosedRange<UInt8> {
      bench.receive([.a(last.isMultiple(of: 2) ? "one.local." : "two.local.", last)])
      #expect(bench.inquiry.service.locations.map(\.host) == first)
    }
  }

  @Test("a location has the addresses that its own links tell")
  func addressesOfLinks() {
    var bench = InquiryBench(
      ServiceResolver(WebService.name), on: Bench(links: [Bench.link1, Bench.link2]))
    bench.receive([WebService.location, WebService.text, WebService.address])
    // Another host of that name on the other link, which offers nothing.
    bench.receive([.a(WebService.host, 77)], link: 2)
    #expect(bench.inquiry.service.addresses.map(\.description) == ["192.0.2.20"])
  }

  @Test("a service of another domain is refused without a packet")
  func otherDomain() {
    var bench = InquiryBench(ServiceResolver("X._http._tcp.example.com."))
    bench.run(to: 5_000)
    #expect(bench.inquiry.refusal == .notMulticast && bench.bench.sent.isEmpty)
  }
}
