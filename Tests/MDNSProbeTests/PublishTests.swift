import DNSSD
import Testing

@testable import mdns_probe

@Suite("publish")
struct PublishTests {
  private static func request(_ words: String...) throws -> PublishRequest {
    try PublishRequest(ParsedArguments(words, of: PublishCommand.description))
  }

  @Test("the request has all that was typed")
  func request() throws {
    let request = try Self.request(
      "Web 1.0", "_http._tcp.local", "8080", "path=/a=b", "secure", "empty=", "--subtype=_printer",
      "--subtype", "x", "--ttl", "60", "--no-rename", "--count", "2", "--host", "printer",
      "--address=192.0.2.7", "--address", "2001:db8::7")
    #expect(request.services.map(\.name) == ["Web 1.0-0", "Web 1.0-1"])
    let service = try #require(request.services.last)
    #expect(service.type == (try ServiceType("_http._tcp")) && service.portNumber == 8_080)
    #expect(service.text.map(\.description) == ["path=/a=b", "secure", "empty="])
    #expect(service.text["secure"]?.value == nil && service.text["empty"]?.value == [])
    #expect(service.subtypes.map(\.text) == ["_printer", "x"])
    #expect(service.timeToLive == TimeToLive(seconds: 60) && service.conflictPolicy == .giveUp)
    let addresses = try ["192.0.2.7", "2001:db8::7"].map { try #require(IPAddress($0)) }
    #expect(request.alias?.addresses == .listed(addresses))
    #expect(request.alias?.name == "printer")
    let plain = try Self.request("a", "_x._udp", "0")
    #expect(plain.services.map(\.name) == ["a"] && plain.alias == nil)
    #expect(plain.services.first?.text.isEmpty == true)
  }

  @Test(
    "what cannot be published is refused before anything is, with the reason",
    arguments: [
      (["x", "http", "1"], "is not a type such as _http._tcp: "),
      (["x", "_http._sctp", "1"], "is not a type such as _http._tcp: "),
      (["x", "_way-too-long-a-name._tcp", "1"], "is not a type such as _http._tcp: "),
      (["", "_a._tcp", "1"], "the instance name is empty"),
      (["a\nb", "_a._tcp", "1"], "control character"),
      ([String(repeating: "é", count: 32), "_a._tcp", "1"], "longer than 63 octets"),
      ([String(repeating: "a", count: 62), "_a._tcp", "1", "--count", "11"], "longer than 63"),
      (["x", "_a._tcp", "65536"], "is not a port from 0 to 65535"),
      (["x", "_a._tcp", "+1"], "is not a port from 0 to 65535"),
      (["x", "_a._tcp", "1", "=v"], "a key is empty"),
      (["x", "_a._tcp", "1", "k=1", "K=2"], "the key K is given twice"),
      (["x", "_a._tcp", "1", "k=" + String(repeating: "v", count: 254)], "longer than 255"),
      (["x", "_a._tcp", "1", "--subtype", ""], "--subtype is \"\""),
      (["x", "_a._tcp", "1", "--address", "192.0.2.1"], "--address needs --host"),
      (["x", "_a._tcp", "1", "--host", "h", "--address", "192.0.2"], "an IPv4 or IPv6 address"),
      (["x", "_a._tcp", "1", "--host", "a.b"], "one label of 1 to 63 octets"),
      (["x", "_a._tcp", "1", "--ttl", "2147483648"], "at most 2147483647"),
      (["x", "_a._tcp"], "missing: <name> <type> <port>"),
    ])
  func refusal(words: [String], reason: String) {
    let run = Rehearsal(["publish"] + words)
    #expect(run.status == .usage && run.results.octets.isEmpty)
    #expect(run.diagnostics.lines.first?.contains(reason) == true, "\(run.diagnostics.text)")
  }

  @Test("an interface that is not there is refused before anything is published")
  func interface() {
    let run = Rehearsal("publish", "x", "_a._tcp", "1", "--json", "--interface", "no-such-card")
    #expect(run.status == .unable && run.results.octets.isEmpty)
    #expect(run.diagnostics.text.contains("there is no interface \"no-such-card\"; there are: "))
  }

  @Test(
    "lines of input are attributes between blanks, with escapes",
    arguments: [
      ("id=7 path=/new", ["id=7", "path=/new"]), ("", []), ("  \t ", []),
      ("a\\ b=c\\ d  flag\r", ["a b=c d", "flag"]), ("raw=\\000\\255\\\\", ["raw=\\000\\255\\\\"]),
      ("k=v=w", ["k=v=w"]),
    ])
  func line(text: String, expected: [String]) throws {
    #expect(try TextLine.attributes(of: text).map(\.description) == expected)
  }

  @Test(
    "a line with a mistake makes nothing",
    arguments: [
      ("k=\\", TextLine.Fault.escape), ("k=\\25", .escape), ("k=\\256", .escape),
      ("=v", .attribute(.keyEmpty)), ("ä=v", .attribute(.keyCharacterNotAllowed)),
      ("a a", .attribute(.keyRepeated("a"))),
    ])
  func mistake(text: String, fault: TextLine.Fault) {
    #expect(throws: fault) { try TextLine.attributes(of: text) }
  }

  private static func news() throws -> [PublishNews] {
    let (old, new) = (
      try DNSName("Web 1._http._tcp.local"), try DNSName("Web 1 (2)._http._tcp.local")
    )
    let record = ResourceRecord(
      name: old, timeToLive: .hostName,
      data: .srv(
        ServiceData(priority: 0, weight: 0, portNumber: 9, target: try DNSName("h1.local"))))
    let conflict = Conflict(record: record, source: .v4(IPv4Address(192, 0, 2, 9)), linkIndex: 2)
    return [
      .started, .registered(old), .registeredAll, .registered(old),
      .renamed(from: old, to: new, because: conflict), .registered(new), .textChanged(new),
      .refused("Web 2", .nameTaken(conflict)),
    ]
  }

  @Test("events are JSON lines on the output, and words on the error stream")
  func events() throws {
    let (results, diagnostics) = (Recording(), Recording())
    let (_, continuation) = AsyncStream.makeStream(of: TextAttributes.self)
    var desk = PublishDesk(
      Console(results: results, diagnostics: diagnostics), isJSON: true, texts: continuation)
    for one in try Self.news() { try desk.take(one) }
    try desk.flush()
    let rest = #""type":"_http._tcp","domain":"local","fullname":"Web\\032"#
    let old = #""name":"Web 1",\#(rest)1._http._tcp.local.""#
    let new = #""name":"Web 1 (2)",\#(rest)1\\032(2)._http._tcp.local.""#
    let from = #""from":"Web\\0321._http._tcp.local.","source":"192.0.2.9""#
    #expect(
      results.lines == [
        #"{"ev":"start"}"#, #"{"ev":"registered",\#(old)}"#, #"{"ev":"registered_all"}"#,
        #"{"ev":"registered",\#(old)}"#, #"{"ev":"renamed",\#(new),\#(from)}"#,
        #"{"ev":"registered",\#(new)}"#, #"{"ev":"text",\#(new)}"#,
        #"{"ev":"refused","name":"Web 2","reason":"192.0.2.9 holds the name Web\\0321._http._tcp.local."}"#,
      ])
    #expect(
      diagnostics.lines == [
        "mdns-probe: established Web\\0321._http._tcp.local.",
        "mdns-probe: renamed Web\\0321._http._tcp.local. to Web\\0321\\032(2)._http._tcp.local.,"
          + " as 192.0.2.9 has the name",
        "mdns-probe: established Web\\0321\\032(2)._http._tcp.local.",
        "mdns-probe: text Web\\0321\\032(2)._http._tcp.local.",
        "mdns-probe: \"Web 2\" is not published: 192.0.2.9 holds the name Web\\0321._http._tcp.local.",
      ])
    #expect(desk.losses == 1)
  }

  @Test("good lines of input are passed on in their order, and bad ones told")
  func input() async throws {
    let diagnostics = Recording()
    let (texts, continuation) = AsyncStream.makeStream(of: TextAttributes.self)
    var desk = PublishDesk(
      Console(results: Recording(), diagnostics: diagnostics), isJSON: false, texts: continuation)
    for line in ["a=1", "=\u{1B}", "b"] { desk.read(line) }
    continuation.finish()
    var taken: [[String]] = []
    for await text in texts { taken.append(text.map(\.description)) }
    #expect(taken == [["a=1"], ["b"]])
    #expect(
      diagnostics.lines == [
        #"mdns-probe: standard input: "=\027": a key is empty; TXT stays as it is"#
      ])
  }
}
