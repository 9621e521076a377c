import DNSSD
import Testing

@testable import mdns_probe

@Suite("resolve")
struct ResolveTests {
  @Test(
    "addresses, names of services and names of hosts are told apart",
    arguments: [
      ("192.0.2.1", "address 192.0.2.1"), ("2001:db8::1", "address 2001:db8::1"),
      ("1.2.0.192.in-addr.arpa", "address 192.0.2.1"), ("pi", "host pi.local."),
      ("pi.", "host pi.local."), ("pi.local", "host pi.local."),
      ("Web\\ 1\\.0._http._tcp.local.", "service Web\\0321\\.0._http._tcp.local."),
    ])
  func target(text: String, expected: String) throws {
    let shown =
      switch try ResolveTarget(text) {
      case .service(let name): "service \(name)"
      case .host(let name): "host \(name)"
      case .address(let address): "address \(address)"
      }
    #expect(shown == expected)
  }

  @Test("what is none of these is refused", arguments: ["", "a..b", "_http._tcp.local", "a\\25"])
  func refusal(text: String) {
    let run = Rehearsal("resolve", text)
    #expect(run.status == .usage && run.results.octets.isEmpty)
    #expect(run.diagnostics.lines.first?.contains(" is not ") == true)
  }

  private static func news() throws -> [ResolveNews] {
    let host = try DNSName("h0.local")
    let local = HostAddress(.v6(IPv6Address(high: 0xFE80 << 48, low: 1)), heardOn: 3)
    let known = HostAddresses(host: host, addresses: [local], absentFamilies: [.v4])
    let data = ServiceData(priority: 0, weight: 0, portNumber: 80, target: host)
    let service = DiscoveredService(
      name: try ServiceInstanceName("Web\\ 1._http._tcp.local."),
      locations: [ServiceLocation(data, addresses: [local])],
      texts: [try TextAttributes(["path": "/"])], linkIndexes: [3])
    return [
      .started, .service(service), .addresses(known),
      .names([host], of: .v4(IPv4Address(192, 0, 2, 1))),
    ]
  }

  private static func lines(isJSON: Bool) throws -> [String] {
    let results = Recording()
    var desk = ResolveDesk(
      Console(results: results, diagnostics: Recording()), isJSON: isJSON,
      ServiceText(InterfaceNames { [3: "wlan0"] }))
    #expect(!desk.isFound)
    for one in try news() { try desk.take(one) }
    try desk.flush()
    #expect(desk.isFound)
    return results.lines
  }

  @Test("words have one fact a line")
  func words() throws {
    #expect(
      try Self.lines(isJSON: false) == [
        "name       Web 1", "type       _http._tcp", "place      h0.local:80",
        "address    fe80::1%wlan0", "text       path=/", "interface  wlan0",
        "h0.local  fe80::1%wlan0", "192.0.2.1  h0.local",
      ])
  }

  @Test("JSON has one event a line")
  func json() throws {
    let lines = try Self.lines(isJSON: true)
    #expect(lines.first == #"{"ev":"start"}"#)
    #expect(lines[1].hasPrefix(#"{"ev":"add","name":"Web 1","type":"_http._tcp","#))
    #expect(
      lines.suffix(2) == [
        #"{"ev":"host","name":"h0.local","addrs":["fe80::1%wlan0"],"absent":["IPv4"]}"#,
        #"{"ev":"address","address":"192.0.2.1","names":["h0.local"]}"#,
      ])
  }
}
