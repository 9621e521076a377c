import DNSSDWire
import MulticastDNS
import Testing

@Suite("Browsing")
struct BrowsingTests {
  private static let prompt = BrowseOptions(urgency: .prompt)

  @Test("S-4.1-1 S-7.1-1 S-7-4 a browser asks for PTR at the name of the type or subtype")
  func question() {
    let cases = [
      (ServiceBrowser("_http._tcp"), "_http._tcp.local."),
      (
        ServiceBrowser("_http._tcp", subtype: "_printer"),
        "_printer._sub._http._tcp.local."
      ),
      (ServiceBrowser("_averyverylongservice._tcp"), "_averyverylongservice._tcp.local."),
    ]
    for (browser, name) in cases {
      var bench = InquiryBench(browser)
      bench.run(to: 500)
      #expect(bench.asked == ["\(name) PTR"])
      #expect(bench.questions.allSatisfy { $0.recordClass == .internet })
    }
  }

  @Test("S-4.1.3-1 a domain that is not of the link is refused, and nothing is multicast")
  func otherDomain() throws {
    let name = try BrowsingName(type: ServiceType("_http._tcp"), domain: "example.com.")
    var bench = InquiryBench(ServiceBrowser(name))
    bench.run(to: 5_000)
    #expect(bench.bench.sent.isEmpty)
    #expect(bench.inquiry.refusal == .notMulticast)
  }

  @Test(
    "S-4.2-1 results may be of another domain or type, and are not asked for outside of the link")
  func otherNames() throws {
    let elsewhere: DNSName = "X._http._tcp.example.org."
    let other: DNSName = "Y._ipp._tcp.local."
    var bench = InquiryBench(ServiceBrowser("_http._tcp", options: Self.prompt))
    bench.mark()
    bench.receive([
      .ptr(WebService.type, elsewhere), .ptr(WebService.type, other),
      .ptr(WebService.type, "_http._tcp.local."), .ptr(WebService.type, "."),
    ])
    bench.run(to: 3_000)
    #expect(bench.changes() == ["+X", "+Y"])
    let found = bench.inquiry.services
    #expect(
      found.map { "\($0.name.type) \($0.name.domain)" } == [
        "_http._tcp example.org.", "_ipp._tcp local.",
      ])
    #expect(!bench.asked.isEmpty && !bench.asked.contains { $0.hasPrefix("X.") })
  }

  @Test("S-4.2-2 people see the first label without escapes")
  func displayName() {
    var bench = InquiryBench(ServiceBrowser("_http._tcp"))
    bench.receive(WebService.all)
    _ = bench.changes()
    #expect(bench.inquiry.services.map(\.instance) == ["Web 1"])
  }

  @Test("S-12-1 S-14-1 without additionals SRV, TXT, A and AAAA are asked for in turn")
  func withoutAdditionals() throws {
    var bench = InquiryBench(ServiceBrowser("_http._tcp", options: Self.prompt))
    bench.mark()
    bench.receive([WebService.pointer])
    #expect(bench.queries.count == 1)
    #expect(Set(bench.asked) == ["\(WebService.name) SRV", "\(WebService.name) TXT"])
    bench.mark()
    bench.receive([WebService.location, WebService.text])
    #expect(bench.changes() == [])
    #expect(Set(bench.asked) == ["bravo.local. A", "bravo.local. AAAA"])
    bench.receive([.aaaa(WebService.host, 20)])
    #expect(bench.changes() == ["+Web 1"])
    let service = try #require(bench.inquiry.services.first)
    #expect(service.portNumber == 8080 && service.host == WebService.host)
    #expect(service.attributes["path"]?.text == "/")
    #expect(service.addresses.map(\.description) == ["fe80::14%1"])
    #expect(service.addresses.map(\.linkIndex) == [1])
  }

  @Test("with all additionals a service is told at once, and nothing more is asked")
  func additionals() throws {
    var bench = InquiryBench(ServiceBrowser("_http._tcp", options: Self.prompt))
    bench.run(to: 10)
    bench.mark()
    bench.receive(
      [WebService.pointer],
      additionals: [
        WebService.location, WebService.text, WebService.address, .aaaa(WebService.host, 20),
      ])
    #expect(bench.changes() == ["+Web 1"])
    #expect(bench.inquiry.services.first?.addresses.count == 2)
    bench.run(to: 800)
    #expect(bench.asked == [])
  }

  @Test("a service that lacks an answer is told after two seconds, and completed later")
  func patience() {
    var bench = InquiryBench(ServiceBrowser("_http._tcp"))
    bench.mark()
    bench.receive([WebService.pointer, WebService.location])
    #expect(bench.inquiry.progress == .pending)
    bench.run(to: 1_990)
    #expect(bench.changes() == [])
    bench.run(to: 2_010)
    #expect(bench.changes() == ["+Web 1"])
    #expect(bench.inquiry.services.first?.isResolved == false)
    #expect(bench.inquiry.progress == .open && bench.inquiry.nextDeadline == nil)
    bench.receive([WebService.address])
    #expect(bench.changes() == ["~Web 1 addresses"])
    #expect(bench.inquiry.services.first?.isResolved == true)
  }

  @Test("S-F-1 a browse lives: what comes after an hour is told, and what says goodbye goes")
  func live() {
    var bench = InquiryBench(ServiceBrowser("_http._tcp"))
    bench.run(to: 3_600_000)
    bench.mark()
    bench.receive(WebService.all)
    #expect(bench.changes() == ["+Web 1"])
    bench.receive([.ptr(WebService.type, WebService.name, ttl: 0)])
    #expect(bench.changes() == ["?Web 1"])
    #expect(bench.inquiry.services.map(\.isLeaving) == [true])
    bench.run(to: 990)
    #expect(bench.changes() == [])
    bench.run(to: 1_010)
    #expect(bench.changes() == ["-Web 1 goodbye"])
    #expect(bench.inquiry.services.isEmpty)
  }

  @Test("a service that is heard again after its goodbye stays")
  func stays() {
    var bench = InquiryBench(ServiceBrowser("_http._tcp"))
    bench.receive(WebService.all)
    _ = bench.changes()
    bench.receive([.ptr(WebService.type, WebService.name, ttl: 0)])
    _ = bench.changes()
    bench.receive([WebService.pointer])
    #expect(bench.changes() == ["!Web 1"])
    bench.run(to: 2_000)
    #expect(bench.changes() == [])
  }

  @Test("S-F-2 a link that goes takes its results along, and is asked when it comes back")
  func links() {
    var bench = InquiryBench(
      ServiceBrowser("_http._tcp"), on: Bench(links: [Bench.link1, Bench.link2]))
    let second: DNSName = "Two._http._tcp.local."
    let onSecond: [ResourceRecord] = [
      .ptr(WebService.type, second), .srv(second, "two.local.", port: 1), .txt(second),
      .a("two.local.", 40),
    ]
    bench.receive(WebService.all)
    bench.receive(onSecond, link: 2)
    bench.receive(WebService.all, link: 2)
    #expect(bench.changes() == ["+Web 1", "+Two"])
    #expect(bench.inquiry.services.map(\.linkIndexes) == [[2], [1, 2]])
    bench.setLinks([Bench.link1])
    #expect(bench.changes() == ["-Two linkDown", "~Web 1 links"])
    #expect(bench.inquiry.services.map(\.linkIndexes) == [[1]])
    bench.mark()
    bench.setLinks([Bench.link1, Bench.link2])
    bench.run(to: 200)
    let asked = bench.queries.filter { $0.datagram.linkIndex == 2 }
    let questions = asked.flatMap(\.message.questions).filter { $0.name == WebService.type }
    #expect(questions.map(\.prefersUnicastResponse) == [true])
    bench.receive(onSecond, link: 2)
    #expect(bench.changes() == ["+Two"])
  }

  @Test("S-F-3 what is known is told at once, before any packet")
  func cached() throws {
    var first = InquiryBench(ServiceBrowser("_http._tcp"))
    first.receive(WebService.all + [.aaaa(WebService.host, 20)])
    first.mark()
    var second = InquiryBench(
      ServiceBrowser("_http._tcp", options: Self.prompt), on: first.bench,
      naming: first.identifiers)
    #expect(second.changes() == ["+Web 1"])
    #expect(second.bench.sent.isEmpty && second.time == 0)
  }

  @Test("P8882-3-1 nothing is asked before a browse begins, and nothing after it ends")
  func silence() {
    var bench = Bench()
    bench.run(to: 100_000)
    #expect(bench.sent.isEmpty)
    var browse = InquiryBench(ServiceBrowser("_http._tcp"), on: bench)
    browse.receive(WebService.all)
    browse.end()
    browse.mark()
    browse.run(to: 100_000_000)
    #expect(browse.bench.sent.isEmpty && browse.bench.engine.nextDeadline == nil)
  }
}
