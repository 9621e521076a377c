import DNSSD
import Testing

@testable import mdns_probe

@Suite("browse")
struct BrowseReportTests {
  private static let resolve = ["--resolve"]

  /// A service with a name that needs care, on two links, with addresses of both families.
  private static func kitchen(
    _ strings: [String] = ["id=0", "path=/x y"], isLeaving: Bool = false
  ) throws -> DiscoveredService {
    let name = try ServiceInstanceName("Küche\\.1 \\; Pi._http._tcp.local.")
    let data = ServiceData(
      priority: 0, weight: 0, portNumber: 8_080, target: try DNSName("h0.local"))
    let global = HostAddress(.v4(IPv4Address(192, 0, 2, 1)), heardOn: 2)
    let local = HostAddress(.v6(IPv6Address(high: 0xFE80 << 48, low: 1)), heardOn: 3)
    let text = TextAttributes(try TextData(strings: strings.map { Array($0.utf8) }))
    return DiscoveredService(
      name: name, locations: [ServiceLocation(data, addresses: [global, local])], texts: [text],
      linkIndexes: [2, 3], isLeaving: isLeaving)
  }

  private static func unresolved() throws -> DiscoveredService {
    DiscoveredService(
      name: try ServiceInstanceName("a\\027[31m._ipp._tcp.local."), linkIndexes: [2])
  }

  /// Its life: found by name, resolved, changed, gone, and another that is never resolved.
  private static func life() throws -> [BrowseNews] {
    let known = DiscoveredService(name: try kitchen().name, linkIndexes: [2])
    let changed = try kitchen(["id=1"])
    return [
      .started, .change(.added(known)),
      .change(.updated(try kitchen(), from: known, fields: [.locations, .addresses, .text])),
      .change(.added(try unresolved())),
      .change(.updated(changed, from: try kitchen(), fields: .text)),
      .change(.leaving(try kitchen(["id=1"], isLeaving: true))),
      .change(.removed(changed, .goodbye)),
    ]
  }

  private static var text: ServiceText { ServiceText(InterfaceNames { [2: "eth0", 3: "wlan0"] }) }

  /// Runs the news through one report, a tenth of a second apart.
  private static func lines(
    _ news: [BrowseNews], _ report: (Console) -> any BrowseReport
  ) throws -> [String] {
    let results = Recording()
    let console = Console(results: results, diagnostics: Recording())
    var ticks = 0
    var desk = BrowseDesk(console, resolves: true, report(console)) {
      ticks += 1
      return .milliseconds(100 * ticks)
    }
    for one in news { try desk.take(one) }
    try desk.end()
    try desk.flush()
    return results.lines
  }

  @Test("the diary has a line for each thing that happens, safe to print")
  func diary() throws {
    let lines = try Self.lines(try Self.life()) {
      BrowseDiary(console: $0, resolves: true, text: Self.text)
    }
    let place = "h0.local:8080  192.0.2.1,fe80::1%wlan0  eth0,wlan0"
    #expect(
      lines == [
        "+0.100000  ? found  Küche.1 ; Pi  _http._tcp  eth0",
        "+0.200000  + added  Küche.1 ; Pi  _http._tcp  \(place)  id=0 path=/x y",
        "+0.300000  ? found  a\\027[31m  _ipp._tcp  eth0",
        "+0.400000  ~ updated  Küche.1 ; Pi  _http._tcp  \(place)  id=1  (text)",
        "+0.500000  - leaving  Küche.1 ; Pi  _http._tcp  \(place)  id=1",
        "+0.600000  - removed  Küche.1 ; Pi  _http._tcp  \(place)  id=1  (goodbye)",
      ])
  }

  @Test("the table has what is there at the end, by type and name")
  func table() throws {
    let news = try Array(Self.life().prefix(4))
    let lines = try Self.lines(news) {
      BrowseTable(console: $0, resolves: true, text: Self.text)
    }
    #expect(
      lines == [
        "INSTANCE      TYPE        HOST:PORT      ADDRESSES                INTERFACES  TXT",
        "Küche.1 ; Pi  _http._tcp  h0.local:8080  192.0.2.1,fe80::1%wlan0  eth0,wlan0  id=0 path=/x y",
        "a\\027[31m     _ipp._tcp   ?                                       eth0",
      ])
    let names = try Self.lines(news) {
      BrowseTable(console: $0, resolves: false, text: Self.text)
    }
    #expect(names.first == "INSTANCE      TYPE        INTERFACES")
    #expect(try Self.lines([.started]) { BrowseTable(console: $0, resolves: true) }.isEmpty)
  }

  @Test("JSON has add once all is known, and then what changed and why it went")
  func json() throws {
    let lines = try Self.lines(try Self.life()) { BrowseJSON($0, Self.text) }
    let name =
      #""name":"Küche.1 ; Pi","type":"_http._tcp","domain":"local","#
      + #""fullname":"Küche\\.1\\032;\\032Pi._http._tcp.local.""#
    let place =
      #""host":"h0.local","port":8080,"priority":0,"weight":0,"addrs":["192.0.2.1","fe80::1%wlan0"]"#
    let links = #""interfaces":["eth0","wlan0"]"#
    #expect(lines.count == 7)
    #expect(lines.first == #"{"ev":"start"}"#)
    #expect(lines[1] == #"{"ev":"found",\#(name),"interfaces":["eth0"]}"#)
    #expect(lines[2] == #"{"ev":"add",\#(name),\#(place),"txt":["id=0","path=/x y"],\#(links)}"#)
    #expect(lines[3].hasPrefix(#"{"ev":"found","name":"a\u001b[31m","type":"_ipp._tcp""#))
    #expect(
      lines[4]
        == #"{"ev":"updated",\#(name),\#(place),"txt":["id=1"],\#(links),"changed":["text"]}"#)
    #expect(lines[5].hasPrefix(#"{"ev":"leaving","#))
    #expect(lines[6].hasPrefix(#"{"ev":"rm","#) && lines[6].hasSuffix(#","reason":"goodbye"}"#))
  }

  @Test("parsable lines have the fields of avahi-browse, one line an interface and family")
  func parsable() throws {
    let lines = try Self.lines(try Self.life()) {
      BrowseParsable(console: $0, resolves: true, text: Self.text)
    }
    let name = "K\\195\\188che\\.1\\032\\059\\032Pi;_http._tcp;local"
    let first = [
      "+;eth0;IPv4;\(name)", "+;eth0;IPv6;\(name)", "+;wlan0;IPv4;\(name)", "+;wlan0;IPv6;\(name)",
      "=;eth0;IPv4;\(name);h0.local;192.0.2.1;8080;\"id=0\" \"path=/x y\"",
      "=;wlan0;IPv4;\(name);h0.local;192.0.2.1;8080;\"id=0\" \"path=/x y\"",
      "=;wlan0;IPv6;\(name);h0.local;fe80::1;8080;\"id=0\" \"path=/x y\"",
    ]
    #expect(Array(lines.prefix(7)) == first)
    #expect(lines.contains("-;wlan0;IPv6;\(name)"))
    #expect(lines.allSatisfy { $0.split(separator: ";").count == ($0.first == "=" ? 10 : 6) })
  }

  @Test("a host that fails is the failure of the command, and ends with 3")
  func failure() throws {
    let console = Console(results: Recording(), diagnostics: Recording())
    var desk = BrowseDesk(console, resolves: false, BrowseJSON(console)) { .zero }
    try desk.take(.failed(.shutDown))
    do throws(CommandFailure) {
      try desk.end()
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.status == .unable)
    }
  }
}
