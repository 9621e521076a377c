import DNSSDWire
import Testing

@testable import ClusterDiscovery

@Suite("Redaction")
struct RedactorTests {
  private static let full = Redactor(mode: .full, salt: "salt")
  private static let personal = Redactor(mode: .private, salt: "salt")

  @Test("the keyed hash is SipHash-2-4")
  func vectors() {
    let hash = KeyedHash(first: 0x0706_0504_0302_0100, second: 0x0F0E_0D0C_0B0A_0908)
    #expect(hash.digest(of: []) == 0x726F_DB47_DD0E_0E31)
    #expect(hash.digest(of: Array(0..<15)) == 0xA129_CA61_49BE_45E5)
  }

  /// Spellings of one address or hardware address, each with the beginning of its label.
  private static let spellings: [(String, [String])] = [
    (
      "ipv4-",
      [
        "192.0.2.33", "192.000.002.033", "192\\.0\\.2\\.33", "192-0-2-33", "::ffff:192.0.2.33",
        "::FFFF:C000:0221", "0:0:0:0:0:ffff:c000:221", "33.2.0.192.in-addr.arpa",
      ]
    ),
    (
      "ipv6-",
      [
        "2001:db8::1:ab", "2001:0DB8:0:0:0:0:1:AB", "2001:db8:0::0.1.0.171",
        "20010db80000000000000000000100ab",
        "b.a.0.0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
      ]
    ),
    (
      "mac-",
      [
        "dc:a6:32:01:02:0f", "DC-A6-32-01-02-0F", "dca6.3201.020f", "dca63201020f",
        "dca632-01020f", "dc:a6:32:1:2:f", "dca6:3201:020f", "dea6:32ff:fe01:20f",
        "dea632fffe01020f",
      ]
    ),
  ]

  @Test("all spellings of an address have one label", arguments: spellings)
  func oneLabel(kind: String, spellings: [String]) {
    let labels = spellings.map { String(Self.full.redacted($0).prefix(kind.count + 8)) }
    #expect(Set(labels).count == 1, "\(labels)")
    #expect(labels[0].hasPrefix(kind))
  }

  /// A line, and the same with `#` for each label.
  private static let lines: [(String, String)] = [
    ("ts=2026-11-21T20:01:46.123+00:00 k=1", "ts=2026-11-21T20:01:46.123+00:00 k=1"),
    ("IP 192.0.2.1.5353 > 224.0.0.251.5353: 0", "IP #.5353 > 224.0.0.251.5353: 0"),
    ("IP6 fe80::1:2.5353 > ff02::fb.5353", "IP6 #.5353 > ff02::fb.5353"),
    ("https://[2001:db8::7]:6443/readyz", "https://[#]:6443/readyz"),
    ("inet6 fe80::dea6:32ff:fe01:20f%eth0/64", "inet6 #%eth0/64"),
    ("inet 10.1.2.3/24 lladdr dc:a6:32:01:02:0f: up", "inet #/24 lladdr #: up"),
    ("node:fe80::5 wlan0:fe80::5 via10.0.0.7x", "node:# wlan0:# via#x"),
    ("enxdca63201020f pi.local_dca63201020f", "enx# pi.local_#"),
    ("k3s-sugar-dev@10\\.0\\.0\\.9\\.local", "k3s-sugar-dev@#\\.local"),
    (
      "std::fmt core::fmt a::b; 127.0.0.1 ::1 0.0.0.0 ::",
      "std::fmt core::fmt #; 127.0.0.1 ::1 0.0.0.0 ::"
    ),
    ("id=550e8400-e29b-41d4-a716-446655440000", "id=550e8400-e29b-41d4-a716-446655440000"),
    ("id=550e8400-e29b-11d4-a716-dca63201020f", "id=550e8400-e29b-11d4-a716-#"),
    ("20:01:46:dc:a6:32:01:02:0f", "#"), ("1.2.3.4.5.6", "#"),
    ("k3s v1.31.4+k3s1", "k3s v1.31.4+k3s1"),
    ("Authorization: Basic dXNlcjpw YWJj\nnext", "Authorization: #\nnext"),
    ("curl -H 'Bearer abc,def;ghi' x", "curl -H 'Bearer #' x"),
    ("SUGARKUBE_TOKEN_DEV=a;b,c&d next", "SUGARKUBE_TOKEN_DEV=# next"),
    ("{\"password\": \"a \\\" b\", \"n\": 1}", "{\"password\": \"#\", \"n\": 1}"),
    ("k3s agent --token abc --server x", "k3s agent --token # --server x"),
    ("api_key: v1 CREDENTIALS='two words' z", "api_key: # CREDENTIALS='#' z"),
    ("https://me:pw@host/x", "https://#@host/x"),
    (
      "joined with \"K10\(String(repeating: "ab", count: 32))::server:p,w\" ok",
      "joined with \"#\" ok"
    ),
  ]

  @Test("logs tell what happened and hide who it was", arguments: lines)
  func line(text: String, expected: String) {
    #expect(Self.masked(Self.full.redacted(text)) == expected)
  }

  @Test("mode private keeps what is the same in every home; mode none keeps all")
  func modes() {
    let text = """
      10.1.2.3 172.31.0.1 172.32.0.1 192.168.1.1 100.64.0.1 169.254.1.1 8.8.8.8 ::ffff:10.0.0.1 \
      fd00::1 FE80::1 2001:db8::1 fe80::dea6:32ff:fe01:20f dc:a6:32:01:02:0f \
      8.8.8.10.in-addr.arpa 10.8.8.8.in-addr.arpa TOKEN=x
      """
    #expect(
      Self.masked(Self.personal.redacted(text)) == """
        10.1.2.3 172.31.0.1 # 192.168.1.1 100.64.0.1 169.254.1.1 # ::ffff:10.0.0.1 fd00::1 \
        FE80::1 # # # 8.8.8.10.in-addr.arpa #.in-addr.arpa TOKEN=#
        """)
    #expect(Redactor(mode: .none, salt: "salt").redacted(text) == text)
    #expect(Self.personal.redacted(.v4(IPv4Address(10, 0, 0, 1))) == "10.0.0.1")
    #expect(Self.full.redacted(.v4(IPv4Address(10, 0, 0, 1))).hasPrefix("ipv4-"))
  }

  @Test("labels depend on the salt, and known secrets are hidden wherever they stand")
  func salt() {
    let other = Redactor(mode: .full, salt: "pepper")
    #expect(Self.full.redacted("10.0.0.1") != other.redacted("10.0.0.1"))
    #expect(
      Self.full.redacted("10.0.0.1") == Redactor(mode: .full, salt: "salt").redacted("10.0.0.1"))
    let knowing = Redactor(mode: .full, salt: "s", secrets: ["correct-horse", "correct", "abc"])
    let text = knowing.redacted("xcorrect-horsey correct abc")
    #expect(Self.masked(text) == "x#y # abc")
  }

  /// The text with `#` for each label.
  private static func masked(_ text: String) -> String {
    text.replacing(/(ipv4|ipv6|mac|secret)-[0-9a-f]{8}/, with: "#")
  }
}
