import DNSSDWire
import MulticastDNS
import Testing

@Suite("Lookups")
struct LookupTests {
  private static let types: DNSName = "_services._dns-sd._udp.local."

  @Test("S-9-2 of a type that is listed the first two labels count")
  func types() {
    var bench = InquiryBench(TypeEnumeration())
    bench.receive([
      .ptr(Self.types, "_ssh._tcp.local."), .ptr(Self.types, "_ipp._tcp.other.org."),
      .ptr(Self.types, "_IPP._tcp.local."), .ptr(Self.types, "broken.local."),
      .ptr(Self.types, "_http._tcp.local."),
    ])
    #expect(bench.asked == ["\(Self.types) PTR"])
    #expect(bench.inquiry.values.map(\.description) == ["_http._tcp", "_ipp._tcp", "_ssh._tcp"])
  }

  private static let purposes: [(DomainEnumeration, DNSName)] = [
    (.browse, "b._dns-sd._udp.local."), (.defaultBrowse, "db._dns-sd._udp.local."),
    (.registration, "r._dns-sd._udp.local."), (.defaultRegistration, "dr._dns-sd._udp.local."),
    (.automaticBrowse, "lb._dns-sd._udp.local."),
  ]

  @Test("S-11-1 domains are asked for at five names", arguments: purposes)
  func domains(purpose: DomainEnumeration, name: DNSName) {
    var bench = InquiryBench(NameLookup(domainsFor: purpose))
    bench.run(to: 10)
    #expect(bench.asked == ["\(name) PTR"])
    bench.receive([.ptr(name, "local."), .ptr(name, "example.org.")])
    #expect(bench.inquiry.values == ["example.org.", "local."])
  }

  @Test("S-14-1 the addresses of a host are asked for in both families alike")
  func addresses() {
    var bench = InquiryBench(HostLookup("bravo.local.", urgency: .prompt))
    bench.run(to: 10)
    #expect(Set(bench.asked) == ["bravo.local. A", "bravo.local. AAAA"])
    #expect(bench.inquiry.progress == .pending)
    bench.receive([.a("bravo.local.", 20)])
    #expect(bench.inquiry.progress == .open)
    bench.receive([.aaaa("bravo.local.", 20)])
    #expect(bench.inquiry.progress == .complete)
    #expect(bench.inquiry.addresses.addresses.map(\.description) == ["192.0.2.20", "fe80::14%1"])
  }

  @Test("a family that the owner denies is not waited for")
  func denied() {
    var bench = InquiryBench(HostLookup("bravo.local."))
    bench.receive([.aaaa("bravo.local.", 20), .nsec("bravo.local.", .aaaa)])
    #expect(bench.inquiry.progress == .complete)
    #expect(bench.inquiry.addresses.absentFamilies == [.v4])
  }

  @Test(
    "a global address is one on however many links it is heard, a link-local one is of its link")
  func scopes() {
    var bench = InquiryBench(
      HostLookup("bravo.local."), on: Bench(links: [Bench.link1, Bench.link2]))
    for link in [1, 2] {
      bench.receive([.a("bravo.local.", 20), .aaaa("bravo.local.", 20)], link: link)
    }
    #expect(
      bench.inquiry.addresses.addresses.map(\.description)
        == ["192.0.2.20", "fe80::14%1", "fe80::14%2"])
  }

  @Test("D1123-2.1-3 an address that is typed is no name to be looked up")
  func literals() throws {
    let cases = ["192.0.2.20", "fe80::1", "2001:db8::1", "::ffff:192.0.2.1"]
    for text in cases {
      let address = try #require(IPAddress(text))
      #expect(try LookupTarget(text) == .address(address))
    }
    #expect(try LookupTarget("192.0.2.20.local.") == .name("192.0.2.20.local."))
    #expect(try LookupTarget("3com.local") == .name("3com.local."))
    #expect(throws: DNSNameError.labelEmpty) { try LookupTarget("a..local") }
  }

  @Test("D1123-2.1-3 the name of an address is asked for at its reverse name")
  func reverse() {
    let address = IPAddress.v4(IPv4Address(169, 254, 3, 4))
    var bench = InquiryBench(NameLookup(of: address, urgency: .prompt))
    bench.run(to: 10)
    #expect(bench.asked == ["4.3.254.169.in-addr.arpa. PTR"])
    bench.receive([.ptr("4.3.254.169.in-addr.arpa.", "bravo.local.")])
    #expect(bench.inquiry.values == ["bravo.local."])
  }

  @Test(
    "a query keeps its records in the order in which they came, and tells whether there can be more"
  )
  func records() {
    var bench = InquiryBench(RecordLookup(Query(name: "bravo.local.", type: .a)))
    bench.receive([.a("bravo.local.", 21), .a("bravo.local.", 20)])
    #expect(
      bench.inquiry.answers.map(\.record.data) == [
        .a(IPv4Address(192, 0, 2, 21)), .a(IPv4Address(192, 0, 2, 20)),
      ])
    #expect(bench.inquiry.progress == .complete)
    var shared = InquiryBench(RecordLookup(Query(name: WebService.type, type: .ptr)))
    shared.receive([WebService.pointer])
    #expect(shared.inquiry.progress == .open)
  }

  @Test("a one-shot query is over after its time")
  func oneShot() {
    let query = Query(name: "bravo.local.", type: .a, span: .oneShot(timeout: .seconds(1)))
    var bench = InquiryBench(RecordLookup(query))
    bench.run(to: 990)
    #expect(!bench.inquiry.isFinished)
    bench.run(to: 1_010)
    #expect(bench.inquiry.isFinished && bench.inquiry.progress == .complete)
  }
}
