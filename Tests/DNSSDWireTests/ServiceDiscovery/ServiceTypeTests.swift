import DNSSDWire
import Testing

@Suite("RFC 6763 §7 service types and subtypes")
struct ServiceTypeTests {
  @Test("S-4.1.2-1 S-7-1 a type is a sound name and a transport", arguments: soundTypes)
  func sound(text: String, name: String, transport: ServiceType.Transport) throws {
    let type = try ServiceType(text)
    #expect(type.name == name)
    #expect(type.transport == transport)
    #expect(type.violations.isEmpty)
    #expect(try ServiceType(name: name, transport: transport) == type)
    #expect(try ServiceType(type.description) == type)
  }

  @Test("S-4.1.2-1 what is no type is refused", arguments: refusedTypes)
  func refused(text: String, reason: ServiceTypeError) {
    #expect(throws: reason) { try ServiceType(text) }
    #expect(throws: reason) { try ServiceType(lenient: text) }
  }

  @Test("S-7-1 a name that breaks a rule is read but not published", arguments: brokenNames)
  func broken(name: String, violations: [ServiceTypeViolation]) throws {
    let text = "_\(name)._tcp"
    let first = try #require(violations.first)
    #expect(throws: ServiceTypeError.violation(first)) { try ServiceType(text) }
    #expect(throws: ServiceTypeError.violation(first)) {
      try ServiceType(name: name, transport: .tcp)
    }
    let type = try ServiceType(lenient: text)
    #expect(type.violations == violations)
    #expect(type.nameLabel.text == "_\(name)")
    #expect(try ServiceType(lenient: type.description) == type)
    #expect(try ServiceType(lenient: type.name(in: .local).labels.prefix(2)) == type)
  }

  @Test("S-7-2 case is ignored and kept")
  func caseFolding() throws {
    let (upper, lower) = (try ServiceType("_HTTP._TCP"), try ServiceType("_http._tcp"))
    #expect(upper == lower)
    #expect(upper.hashValue == lower.hashValue)
    #expect(upper.description == "_HTTP._TCP")
    #expect(try upper.name(in: .local).description == "_HTTP._TCP.local.")
    #expect(try lower != ServiceType("_http._udp"))
  }

  @Test("S-7-3 there are two transports")
  func transports() {
    #expect(ServiceType.Transport.allCases.map(\.rawValue) == ["_tcp", "_udp"])
  }

  @Test("the types of a domain are listed at a name of their own")
  func enumeration() throws {
    let name = try ServiceType.enumerationName(in: DNSName("example.com"))
    #expect(name.description == "_services._dns-sd._udp.example.com.")
  }

  @Test("S-7.1-3 a subtype is a label of any octets", arguments: subtypes)
  func subtype(octets: [UInt8], text: String) throws {
    let subtype = try DNSLabel(octets: octets)
    let name = try BrowsingName(type: ServiceType("_http._tcp"), subtype: subtype)
    #expect(name.description == text)
    let read = try BrowsingName(DNSName(text))
    #expect(read == name)
    #expect(read.subtype?.octets == octets)
    #expect(read.type.description == "_http._tcp")
    #expect(read.domain == .local)
  }

  @Test("S-7.1-3 a subtype has 1 to 63 octets, and its case is ignored")
  func subtypeBounds() throws {
    #expect(throws: DNSNameError.labelTooLong) {
      try DNSLabel(text: String(repeating: "s", count: 64))
    }
    #expect(throws: DNSNameError.labelEmpty) { try DNSLabel(text: "") }
    let read = { (text: String) in try BrowsingName(DNSName(text)) }
    #expect(
      try read("_Printer._SUB._HTTP._TCP.LOCAL") == read("_printer._sub._http._tcp.local"))
    #expect(try read("printer._sub._http._tcp.local") != read("_printer._sub._http._tcp.local"))
  }

  @Test("a name without a subtype is where all instances are asked for")
  func browsing() throws {
    let name = try BrowsingName(DNSName("_http._tcp.Building 2.example.com"))
    #expect(name.subtype == nil)
    #expect(try name == BrowsingName(type: name.type, domain: name.domain))
    #expect(try name.domain == DNSName("Building 2.example.com"))
  }

  @Test("what is no name to browse at is refused", arguments: refusedBrowsingNames)
  func refusedBrowsing(text: String, reason: ServiceNameError) {
    #expect(throws: reason) { try BrowsingName(DNSName(text)) }
  }
}

private let soundTypes: [(String, String, ServiceType.Transport)] = [
  ("_http._tcp", "http", .tcp), ("_HTTP._TCP", "HTTP", .tcp), ("_a._udp", "a", .udp),
  ("_3d._tcp", "3d", .tcp), ("_x-y._Udp.", "x-y", .udp), ("_a-b-c-1._tcp", "a-b-c-1", .tcp),
  ("_fifteen-letters._tcp", "fifteen-letters", .tcp),
  ("_k3s-sugar-dev._tcp", "k3s-sugar-dev", .tcp),
]

private let refusedTypes: [(String, ServiceTypeError)] = [
  ("http._tcp", .underscoreMissing), ("_http._sctp", .transportUnknown),
  ("_http.tcp", .transportUnknown), ("_http", .labelCountWrong), ("", .notAName(.labelEmpty)),
  (".", .labelCountWrong), ("_http._tcp.local", .labelCountWrong),
  ("_a.._tcp", .notAName(.labelEmpty)), (#"_a\25._tcp"#, .notAName(.escapeMalformed)),
  ("_\(String(repeating: "a", count: 63))._tcp", .notAName(.labelTooLong)),
]

private let brokenNames: [(String, [ServiceTypeViolation])] = [
  ("", [.nameEmpty]), ("sixteen--letters", [.nameTooLong, .hyphensAdjacent]),
  ("sixteen-letters1", [.nameTooLong]), ("k3s-sugarcluster-production", [.nameTooLong]),
  ("k3s-sugar-env=dev", [.nameTooLong, .characterNotAllowed]), ("a_b", [.characterNotAllowed]),
  ("a b", [.characterNotAllowed]), ("büro", [.characterNotAllowed]),
  ("_a", [.characterNotAllowed]), ("-a", [.hyphenAtEnd]), ("a-", [.hyphenAtEnd]),
  ("a--b", [.hyphensAdjacent]), ("80", [.letterMissing]), ("1-2", [.letterMissing]),
  ("-", [.hyphenAtEnd, .letterMissing]),
]

private let subtypes: [([UInt8], String)] = [
  (Array("printer".utf8), "printer._sub._http._tcp.local."),
  (Array("_Printer".utf8), "_Printer._sub._http._tcp.local."),
  ([0xFF, 0x00], #"\255\000._sub._http._tcp.local."#),
  (Array("a.b".utf8), #"a\.b._sub._http._tcp.local."#), ([0x41], "A._sub._http._tcp.local."),
  (
    [UInt8](repeating: 0x73, count: 63),
    String(repeating: "s", count: 63) + "._sub._http._tcp.local."
  ),
]

private let refusedBrowsingNames: [(String, ServiceNameError)] = [
  (".", .labelsTooFew), ("local", .labelsTooFew), ("_http._tcp", .domainMissing),
  ("a._sub._http._tcp", .domainMissing), ("a._sub._http", .notAServiceType(.labelCountWrong)),
  ("a._sub", .notAServiceType(.labelCountWrong)),
  ("_a._b.local", .notAServiceType(.transportUnknown)),
  ("Web._http._tcp.local", .notAServiceType(.underscoreMissing)),
  ("a._sub.b._tcp.local", .notAServiceType(.underscoreMissing)),
]
