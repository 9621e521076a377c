import ClusterDiscovery
import DNSSDWire
import MulticastDNS
import Testing

@Suite("Redaction of anything")
struct RedactorLawTests {
  private static let redactor = Redactor(mode: .full, salt: "law")
  private static let surroundings = [
    ("", ""), ("own=", " up"), ("[", "]:6443"), ("(", "),"), ("\"", "\""), ("host ", "%eth0"),
    ("via ", "/24"), ("from ", "."), ("x=", ";y"), ("ip:", " "), ("<", ">"), ("\u{E9}", "\u{E9}"),
    ("pi_", "\n"), ("@", "\\"), ("=", "=5353"),
  ]

  @Test(
    "no address, and no half of one, is left in any spelling", arguments: 0..<300 as Range<UInt64>)
  func nothingIsLeft(seed: UInt64) {
    var random = RandomSource(seed: seed)
    for _ in 0..<10 {
      let (spelling, parts) = Self.spelling(&random)
      let around = Self.surroundings[Int(random.weight(upTo: 1000)) % Self.surroundings.count]
      let text = around.0 + spelling + around.1
      let redacted = Self.redactor.redacted(text).lowercased()
      #expect(!redacted.contains(spelling.lowercased()), "\(text)")
      let rest = redacted.replacing(/(ipv4|ipv6|mac)-[0-9a-f]{8}/, with: "#")
      for part in parts { #expect(!rest.contains(part), "\(text) became \(rest)") }
    }
  }

  @Test(
    "any octets are read to their end, and lines stay lines", arguments: 0..<100 as Range<UInt64>)
  func anything(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let alphabet = Array("0189afAF:.-%\\ \n\"'=@/KTtoken_key bearer K10".utf8) + [0xC3, 0xFF, 0]
    let octets = (0..<400).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
    let text = String(decoding: octets, as: UTF8.self)
    let once = Self.redactor.redacted(text)
    #expect(once.utf8.count { $0 == 0x0A } == text.utf8.count { $0 == 0x0A })
    #expect(once == Self.redactor.redacted(text))
  }

  private static let longRuns = [
    "1.", "1:", "a-", "::", "aa-", ".", "1\\.", "token", "=", "f.", "K10",
  ]

  @Test("a long line takes time in proportion to its length", arguments: longRuns)
  func longLines(unit: String) {
    let text = String(repeating: unit, count: 10_000)
    #expect(Self.redactor.redacted(text).utf8.count < 2 * text.utf8.count)
  }

  /// A random address in a random spelling, and the parts of it that would tell something.
  private static func spelling(_ random: inout RandomSource) -> (String, [String]) {
    // No digit group is one that stands in the surroundings.
    let octets = (0..<16).map { _ in 0x81 | UInt8(truncatingIfNeeded: random.next()) }
    let hexadecimal = octets.hexadecimal
    let pairs = octets.map { [$0].hexadecimal }
    let isUpper = random.next() % 2 == 0
    let form = { (text: String) in isUpper ? text.uppercased() : text }
    let quad = octets.prefix(4).map(String.init)
    let mac = Array(pairs.prefix(6))
    let macOctets = mac.joined()
    switch random.next() % 12 {
    case 0: return (quad.joined(separator: "."), quad)
    case 1: return (quad.joined(separator: "\\."), quad)
    case 2: return (form("::ffff:" + quad.joined(separator: ".")), quad)
    case 3: return (form(mac.joined(separator: ":")), mac)
    case 4: return (form(mac.joined(separator: "-")), mac)
    case 5: return (form(macOctets), mac)
    case 6: return (form(Self.groups(macOctets).joined(separator: ".")), mac)
    case 7:
      return (
        "fe80::"
          + form(
            pairs[0] + pairs[1] + ":" + pairs[2] + "ff:fe" + pairs[3] + ":" + pairs[4] + pairs[5]),
        Array(mac[0...1])
      )
    case 8: return (form(Self.groups(hexadecimal).joined(separator: ":")), Self.groups(hexadecimal))
    case 9:
      let groups = Self.groups(hexadecimal)
      return (form(groups[..<3].joined(separator: ":") + "::" + groups[5]), Array(groups[..<3]))
    case 10: return (form(hexadecimal), Self.groups(hexadecimal))
    default:
      return (
        form(hexadecimal.reversed().map(String.init).joined(separator: ".")) + ".ip6.arpa",
        [hexadecimal.reversed().prefix(8).map(String.init).joined(separator: ".")]
      )
    }
  }

  private static func groups(_ digits: String) -> [String] {
    stride(from: 0, to: digits.count, by: 4).map { String(digits.dropFirst($0).prefix(4)) }
  }
}
