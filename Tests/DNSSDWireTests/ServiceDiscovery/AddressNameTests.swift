import DNSSDWire
import Testing

@Suite("names derived from addresses, and names of the link")
struct AddressNameTests {
  @Test("D1035-3.5-1 D3596-2.5-1 reverse names go both ways", arguments: reverseNames)
  func reverse(address: String, text: String) throws {
    let address = try #require(IPAddress(address))
    let name = try DNSName(text)
    #expect(DNSName(reverse: address).wireForm == name.wireForm)
    #expect(IPAddress(reverseName: name) == address)
    #expect(try IPAddress(reverseName: DNSName(text.uppercased())) == address)
  }

  @Test("D1035-3.5-1 D3596-2.5-1 other names are no reverse names", arguments: notReverseNames)
  func notReverse(text: String) throws {
    #expect(try IPAddress(reverseName: DNSName(text)) == nil)
  }

  @Test("S-11-3 S-11-4 the domain of a subnet is its first address reversed", arguments: subnets)
  func addressDomain(address: String, prefixLength: Int, text: String) throws {
    let address = try #require(IPAddress(address))
    let domain = DomainEnumeration.domain(derivedFrom: address, prefixLength: prefixLength)
    let name = try DomainEnumeration.automaticBrowse.name(in: domain)
    #expect(name.description == "lb._dns-sd._udp.\(text)")
  }

  @Test("the five lists of domains have the names of RFC 6763 §11")
  func lists() throws {
    let names = try DomainEnumeration.allCases.map { try $0.name(in: .local).description }
    #expect(
      names == [
        "b._dns-sd._udp.local.", "db._dns-sd._udp.local.", "r._dns-sd._udp.local.",
        "dr._dns-sd._udp.local.", "lb._dns-sd._udp.local.",
      ])
    #expect(throws: DNSNameError.nameTooLong) {
      try DomainEnumeration.browse.name(in: name(ofLength: 242))
    }
  }

  @Test("M-4-2 there are six zones of the link")
  func zones() {
    #expect(
      LinkLocalZones.all.map(\.description) == [
        "local.", "254.169.in-addr.arpa.", "8.e.f.ip6.arpa.", "9.e.f.ip6.arpa.", "a.e.f.ip6.arpa.",
        "b.e.f.ip6.arpa.",
      ])
    #expect(LinkLocalZones.all.allSatisfy { $0.isLinkLocal })
  }

  @Test("M-4-2 names of the link are told on label boundaries, ignoring case", arguments: linkNames)
  func classification(text: String, isLinkLocal: Bool) throws {
    #expect(try DNSName(text).isLinkLocal == isLinkLocal)
  }

  @Test("M-4-2 the reverse name of an address is of the link when the address is")
  func classificationOfAddresses() throws {
    for (text, isLinkLocal) in linkAddresses {
      let address = try #require(IPAddress(text))
      #expect(DNSName(reverse: address).isLinkLocal == isLinkLocal, "\(text)")
    }
  }
}

private let reverseNames = [
  ("192.0.2.10", "10.2.0.192.in-addr.arpa."), ("0.0.0.0", "0.0.0.0.in-addr.arpa."),
  ("255.254.253.252", "252.253.254.255.in-addr.arpa."),
  (
    "4321:0:1:2:3:4:567:89ab",
    "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa."
  ),
]

private let zeros = String(repeating: "0.", count: 31)

private let notReverseNames = [
  ".", "in-addr.arpa", "2.0.192.in-addr.arpa", "1.10.2.0.192.in-addr.arpa", "10.2.0.192.arpa",
  "010.2.0.192.in-addr.arpa", "256.2.0.192.in-addr.arpa", "a.2.0.192.in-addr.arpa",
  #"1\.2.3.4.in-addr.arpa"#, "10.2.0.192.ip6.arpa", "\(zeros)ip6.arpa", "\(zeros)g.ip6.arpa",
  "\(zeros)00.ip6.arpa", "\(zeros)0.0.ip6.arpa", "\(zeros)０.ip6.arpa", "\(zeros)0.in-addr.arpa",
  "10.2.0.192.in-addr.arpa.local", #"1.2.3.4in-addr.arpa"#,
]

private let subnets = [
  ("192.168.12.34", 16, "0.0.168.192.in-addr.arpa."),
  ("192.168.12.34", 20, "0.0.168.192.in-addr.arpa."),
  ("192.168.12.34", 32, "34.12.168.192.in-addr.arpa."),
  (
    "2001:db8::1", 64,
    "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa."
  ),
]

private let linkNames = [
  ("X.LOCAL.", true), ("local", true), ("a.b.LoCaL", true), ("notlocal.", false),
  ("local.example", false), (#"a\.local"#, false), (".", false), ("1.254.169.in-addr.arpa", true),
  ("254.169.IN-ADDR.ARPA", true), ("x1254.169.in-addr.arpa.", false), ("169.in-addr.arpa", false),
  ("8.e.f.ip6.arpa", true), ("0.B.E.F.IP6.ARPA", true), ("c.e.f.ip6.arpa", false),
  ("7.e.f.ip6.arpa", false), ("e.f.ip6.arpa", false), ("88.e.f.ip6.arpa", false),
]

private let linkAddresses = [
  ("169.254.1.7", true), ("169.253.1.7", false), ("192.168.1.1", false), ("fe80::1", true),
  ("febf::1", true), ("fec0::1", false), ("fe7f::1", false),
]
