import DNSSDWire
import MulticastDNS
import Testing

@Suite("The life of services that are browsed for")
struct ServiceLifeTests {
  private static func found(
    _ options: BrowseOptions = BrowseOptions()
  ) -> InquiryBench<ServiceBrowser> {
    var bench = InquiryBench(ServiceBrowser("_http._tcp", options: options))
    bench.receive(WebService.all)
    _ = bench.changes()
    bench.mark()
    return bench
  }

  @Test("a host that vanished takes its service along after two minutes, and its PTR is doubted")
  func vanished() {
    var bench = Self.found()
    bench.run(to: 119_000)
    #expect(bench.changes() == ["~Web 1 addresses"] || bench.changes() == [])
    bench.run(to: 121_000)
    #expect(bench.changes() == ["-Web 1 expired"])
    #expect(bench.inquiry.services.isEmpty)
    bench.mark()
    bench.run(to: 15_000)
    #expect(bench.asked.contains("\(WebService.type) PTR"))
    // The doubted PTR is gone, and with it the last question about the service.
    bench.mark()
    bench.run(to: 7_200_000)
    #expect(!bench.asked.contains { $0.hasPrefix("\(WebService.name)") })
  }

  @Test("a service whose SRV record comes back is there again")
  func comesBack() {
    var bench = Self.found()
    bench.run(to: 121_000)
    _ = bench.changes()
    bench.receive(WebService.all)
    #expect(bench.changes() == ["+Web 1"])
  }

  @Test("a browse that watches for life misses a service after three unanswered questions")
  func liveness() {
    let options = BrowseOptions(livenessInterval: .seconds(5))
    var bench = Self.found(options)
    for _ in 0..<3 {
      bench.run(to: bench.time + 5_000)
      bench.receive([WebService.location])
    }
    #expect(bench.changes() == [])
    bench.run(to: bench.time + 30_000)
    #expect(bench.changes() == ["-Web 1 unresponsive"])
  }

  @Test("what happens between two looks is told as one change")
  func coalesced() {
    var bench = Self.found()
    bench.receive([.txt(WebService.name, "path=/a"), .a(WebService.host, 21)])
    bench.receive([.txt(WebService.name, "path=/b")])
    bench.run(to: 3_000)
    #expect(bench.changes() == ["~Web 1 addresses+text"])
    bench.receive([.ptr(WebService.type, WebService.name, ttl: 0)])
    bench.run(to: 5_000)
    bench.receive([WebService.pointer])
    #expect(bench.changes() == ["-Web 1 goodbye", "+Web 1"])
  }

  @Test("what came and went before anybody looked is not told")
  func unseen() {
    var bench = InquiryBench(ServiceBrowser("_http._tcp"))
    bench.receive(WebService.all)
    bench.receive([.ptr(WebService.type, WebService.name, ttl: 0)])
    bench.run(to: 2_000)
    #expect(bench.changes() == [])
  }

  @Test("names alone are told at once, and nothing else is asked")
  func namesOnly() {
    let options = BrowseOptions(detail: .names)
    var bench = InquiryBench(ServiceBrowser("_http._tcp", options: options))
    bench.mark()
    bench.receive([WebService.pointer])
    #expect(bench.changes() == ["+Web 1"])
    bench.run(to: 4_000)
    #expect(Set(bench.asked) == ["\(WebService.type) PTR"])
  }

  @Test("services on one host share the questions for its addresses")
  func sharedHost() {
    var bench = InquiryBench(ServiceBrowser("_http._tcp", options: BrowseOptions(urgency: .prompt)))
    bench.mark()
    let names = (1...3).map { Self.name($0) }
    bench.receive(names.map { .ptr(WebService.type, $0) })
    bench.receive(names.map { .srv($0, WebService.host, port: 80) } + names.map { .txt($0) })
    #expect(bench.asked.filter { $0 == "bravo.local. A" }.count == 1)
    bench.receive([WebService.address])
    #expect(bench.changes() == ["+1", "+2", "+3"])
    // The last service of the host ends the questions for it.
    for name in names { bench.receive([.ptr(WebService.type, name, ttl: 0)]) }
    bench.run(to: 2_000)
    bench.mark()
    bench.run(to: 300_000)
    #expect(!bench.asked.contains { $0.hasPrefix("bravo.local.") })
  }

  @Test("a thousand services in a burst are all told, in order, by few packets")
  func burst() {
    var bench = InquiryBench(ServiceBrowser("_http._tcp", options: BrowseOptions(urgency: .prompt)))
    bench.mark()
    let names = (1...1_000).map { Self.name($0) }
    for start in stride(from: 0, to: 1_000, by: 50) {
      let part = names[start..<(start + 50)]
      bench.receive(part.map { .ptr(WebService.type, $0) })
      bench.receive(part.map { .srv($0, WebService.host, port: 80) } + part.map { .txt($0) })
    }
    bench.receive([WebService.address])
    let changes = bench.changes()
    #expect(changes.count == 1_000)
    #expect(changes.prefix(2) == ["+1", "+2"])
    let services = bench.inquiry.services
    #expect(services.filter(\.isResolved).count == 1_000)
    #expect(services.map(\.instance) == services.map(\.instance).sorted())
    #expect(bench.queries.count < 150)
  }

  @Test("services over the bound are counted and left out")
  func bound() {
    let options = BrowseOptions(detail: .names)
    var browser = ServiceBrowser("_http._tcp", options: options)
    var identifiers = IdentifierSequence()
    let now = Instant(nanoseconds: 1)
    browser.advance(to: now, naming: &identifiers)
    guard case .ask(_, let id) = browser.nextCommand() else {
      Issue.record("no question")
      return
    }
    for number in 1...5_000 {
      let answer = Answer(
        record: .ptr(WebService.type, Self.name(number)), linkIndex: 1, source: nil, expiry: nil)
      browser.handle(.added(answer), of: id, at: now)
    }
    browser.advance(to: now, naming: &identifiers)
    #expect(browser.takeChanges().count == 4_096 && browser.services.count == 4_096)
    #expect(browser.servicesLeftOut == 904)
  }

  @Test("a service that cannot be asked for is told after its time, as it is")
  func refused() {
    var browser = ServiceBrowser("_http._tcp")
    var identifiers = IdentifierSequence()
    let now = Instant(nanoseconds: 1)
    browser.advance(to: now, naming: &identifiers)
    guard case .ask(_, let id) = browser.nextCommand() else {
      Issue.record("no question")
      return
    }
    let answer = Answer(record: WebService.pointer, linkIndex: 1, source: nil, expiry: nil)
    browser.handle(.added(answer), of: id, at: now)
    browser.advance(to: now, naming: &identifiers)
    while let command = browser.nextCommand() {
      browser.refused(command, because: .tooManyQueries, at: now)
    }
    browser.advance(to: now, naming: &identifiers)
    #expect(browser.takeChanges().map(\.summary) == ["+Web 1"])
    #expect(browser.refusal == nil)
  }

  private static func name(_ number: Int) -> DNSName {
    do {
      return try DNSName("\(number)._http._tcp.local.")
    } catch {
      preconditionFailure("\(number): \(error)")
    }
  }
}
