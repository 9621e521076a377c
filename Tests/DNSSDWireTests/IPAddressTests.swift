import DNSSDWire
import Testing

@Suite("IP addresses as text")
struct IPAddressTests {
  @Test(
    "an address reads back as RFC 5952 writes it",
    arguments: [
      ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8::1", "2001:db8::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
      ("::ffff:192.0.2.1", "::ffff:192.0.2.1"), ("fe80:0:0:0:1:2:3:4", "fe80::1:2:3:4"),
      ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("192.0.2.255", "192.0.2.255"),
    ])
  func reading(text: String, canonical: String) {
    #expect(IPAddress(text)?.description == canonical)
  }

  @Test(
    "what is no address is refused",
    arguments: [
      "", ":", ":::", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4 ", "+1.2.3.4",
      "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::g", "::+1", "1.2.3.4::",
      "fe80::1%eth0", "1:2:3:4:5:6:7::8:9", ":1::2",
    ])
  func refusal(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("masking keeps the prefix alone")
  func masking() {
    #expect(IPv4Address("192.168.12.34")?.masked(toPrefix: 16).description == "192.168.0.0")
    #expect(IPv4Address("192.168.12.34")?.masked(toPrefix: 0).description == "0.0.0.0")
    #expect(IPv6Address("2001:db8:1:2:3::9")?.masked(toPrefix: 64).description == "2001:db8:1:2::")
    #expect(IPv6Address("2001:db8::ff:1")?.masked(toPrefix: 112).description == "2001:db8::ff:0")
    #expect(IPv6Address("::1")?.masked(toPrefix: 128).description == "::1")
  }
}
