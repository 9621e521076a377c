extension DNSName {
  /// The name under which the host name of an address is found: four decimal labels under
  /// `in-addr.arpa` (RFC 1035 §3.5), or 32 hexadecimal ones under `ip6.arpa` (RFC 3596 §2.5).
  public init(reverse address: IPAddress) {
    let (labels, zone): ([String], ReverseZone) =
      switch address {
      case .v4(let address): (address.octets.map { String($0) }, .v4)
      case .v6(let address): (address.nibbles.map { String($0, radix: 16) }, .v6)
      }
    let octets = labels.reversed().flatMap { [UInt8($0.utf8.count)] + $0.utf8 }
    self.init(checked: octets + zone.name.wireForm)
  }
}

extension IPAddress {
  /// The address that a reverse name stands for; nil when the name is none, or one of a subnet.
  public init?(reverseName name: DNSName) {
    let labels = name.labels.reversed().dropFirst(2).map(\.octets)
    if name.isWithin(ReverseZone.v4.name), let address = IPv4Address(labels: labels) {
      self = .v4(address)
    } else if name.isWithin(ReverseZone.v6.name), let address = IPv6Address(labels: labels) {
      self = .v6(address)
    } else {
      return nil
    }
  }
}

/// The domains of reverse names; each has two labels.
private struct ReverseZone {
  let name: DNSName

  static let v4 = ReverseZone(labels: ["in-addr", "arpa"])
  static let v6 = ReverseZone(labels: ["ip6", "arpa"])

  private init(labels: [String]) {
    name = DNSName(checked: labels.flatMap { [UInt8($0.utf8.count)] + $0.utf8 } + [0])
  }
}

extension IPv4Address {
  /// Reads decimal labels, those of the first octet first.
  fileprivate init?(labels: [[UInt8]]) {
    guard labels.count == 4 else { return nil }
    self.init(labels.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "."))
  }
}

extension IPv6Address {
  /// The 32 hexadecimal digits, most significant first.
  fileprivate var nibbles: [UInt8] {
    octets.flatMap { [$0 >> 4, $0 & 0xF] }
  }

  /// Reads labels of one hexadecimal digit each, most significant first.
  fileprivate init?(labels: [[UInt8]]) {
    guard labels.count == 32 else { return nil }
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    for label in labels {
      guard label.count == 1, let digit = Character(Unicode.Scalar(label[0])).hexDigitValue
      else { return nil }
      halves.high = halves.high << 4 | halves.low >> 60
      halves.low = halves.low << 4 | UInt64(digit)
    }
    self.init(high: halves.high, low: halves.low)
  }
}
