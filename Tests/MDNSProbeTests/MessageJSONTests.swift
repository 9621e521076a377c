import DNSSDWire
import Testing

@testable import mdns_probe

@Suite("Messages as JSON")
struct MessageJSONTests {
  private static func json(_ octets: [UInt8]) -> String {
    var writer = JSONWriter()
    writer.object { $0.members(of: octets) }
    return String(decoding: writer.octets, as: UTF8.self)
  }

  /// The data of one record.
  private static func json(_ data: RecordData) -> String {
    var writer = JSONWriter()
    writer.value(data)
    return String(decoding: writer.octets, as: UTF8.self)
  }

  @Test("a response with its members in their order")
  func response() throws {
    let instance = try Specimen.name("Büro\\.1\\032(x)._http._tcp.local")
    let host = try Specimen.name("Pi.local")
    let octets = try Specimen.message(
      [Question(name: instance, type: .srv, prefersUnicastResponse: true)],
      answers: [
        ResourceRecord(
          name: instance, isCacheFlush: true, timeToLive: .hostName,
          data: .srv(ServiceData(priority: 1, weight: 2, portNumber: 80, target: host)))
      ],
      additionals: [
        ResourceRecord(
          name: host, timeToLive: .hostName, data: .a(IPv4Address(192, 0, 2, 1))),
        ExtendedDNS(
          payloadSize: 1_440, extendedResponseCode: 1, version: 0, flags: 0x8000,
          options: [ExtendedDNSOption(code: 4, octets: [0, 0xFF])]
        ).record,
      ], id: 7)
    #expect(
      Self.json(octets) == #"{"id":7,"flags":33792,"opcode":0,"rcode":0,"#
        + #""questions":[{"name":"Büro\\.1\\032(x)._http._tcp.local.","type":33,"class":1,"#
        + #""unicast":true}],"answers":[{"name":"Büro\\.1\\032(x)._http._tcp.local.","type":33,"#
        + #""class":1,"flush":true,"ttl":120,"data":{"priority":1,"weight":2,"port":80,"#
        + #""target":"Pi.local."}}],"authorities":[],"additionals":[{"name":"Pi.local.","type":1,"#
        + #""class":1,"flush":false,"ttl":120,"data":{"address":"192.0.2.1"}},{"name":".","#
        + #""type":41,"class":1440,"flush":false,"ttl":16809984,"data":{"udp":1440,"rcode":1,"#
        + #""version":0,"flags":32768,"options":[{"code":4,"hex":"00ff"}]}}]}"#)
  }

  @Test("the data of each type has its own members")
  func data() throws {
    let name = try Specimen.name("a.local")
    let cases: [(RecordData, String)] = [
      (.aaaa(IPv6Address(high: 0xFE80 << 48, low: 1)), #"{"address":"fe80::1"}"#),
      (.ptr(name), #"{"target":"a.local."}"#), (.cname(name), #"{"target":"a.local."}"#),
      (.ns(name), #"{"target":"a.local."}"#), (.dname(.root), #"{"target":"."}"#),
      (.txt(try TextData(strings: [[0x61, 0], []])), #"{"strings":["6100",""]}"#),
      (
        .nsec(NextSecureData(nextName: name, types: TypeBitmap([.aaaa, .a]))),
        #"{"next":"a.local.","types":[1,28]}"#
      ),
      (
        .hinfo(HostData(processor: [0x41, 0x1B], operatingSystem: [0x22])),
        #"{"cpu":"A\\027","os":"\\\""}"#
      ),
      (
        .mx(MailExchangeData(preference: 5, exchange: name)),
        #"{"preference":5,"target":"a.local."}"#
      ),
      (
        .soa(
          AuthorityData(
            primaryServer: name, mailbox: .root, serial: 1, refresh: 2, retry: 3, expire: 4,
            minimum: 5)),
        #"{"mname":"a.local.","rname":".","serial":1,"refresh":2,"retry":3,"expire":4,"minimum":5}"#
      ),
      (.unknown(RecordType(rawValue: 65_280), [0xAB]), #"{"hex":"ab"}"#),
      (.malformed(.a, [1, 2]), #"{"hex":"0102"}"#),
    ]
    for (data, expected) in cases { #expect(Self.json(data) == expected) }
  }

  @Test("malformed data has the reason of the codec beside its octets")
  func malformedData() throws {
    let record = ResourceRecord(name: .root, timeToLive: .other, data: .unknown(.srv, [1, 2]))
    var writer = MessageWriter(limit: 512)
    try writer.append(record, to: .answer)
    let json = Self.json(writer.finish(flags: .response))
    #expect(json.contains(#""data":{"hex":"0102","malformed":"data-too-short"}"#))
  }

  @Test("what is no message is an error with its place")
  func broken() throws {
    #expect(Self.json([]) == #"{"error":{"reason":"header-truncated","offset":0}}"#)
    let query = try Specimen.message(
      [Question(name: .local, type: .ptr)], flags: .query)
    #expect(
      Self.json(query.dropLast()) == #"{"error":{"reason":"question-truncated","offset":19}}"#)
  }

  @Test("strings hold no character that JSON or a terminal could take for more")
  func escapes() {
    var writer = JSONWriter()
    writer.array { list in
      list.value("plain ü€😀")
      list.value("\"\\/\u{8}\n\u{1B}\u{7F}\u{85}")
      list.value("\u{2028}\u{2029}\u{202E}\u{2066}\u{FEFF}\u{E0001}")
      list.value(true)
      list.value(-1)
    }
    #expect(
      String(decoding: writer.octets, as: UTF8.self)
        == #"["plain ü€😀","\"\\/\u0008\u000a\u001b\u007f\u0085","#
        + #""\u2028\u2029\u202e\u2066\ufeff\udb40\udc01",true,-1]"#)
  }

  private static func json(_ octets: ArraySlice<UInt8>) -> String { json(Array(octets)) }
}
