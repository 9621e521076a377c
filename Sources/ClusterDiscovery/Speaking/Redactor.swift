public import DNSSDWire

/// Hides what a log should not tell: secrets, hardware addresses, IP addresses.
///
/// What is hidden becomes a label such as `ipv4-1f00a2c3`; one address has one label in each of its
/// spellings, so that a redacted text can still be followed. A label tells nothing to anybody who
/// does not know the salt. In doubt something is hidden: a version number of four parts looks like
/// an address and is taken for one.
///
/// | mode | hidden | readable |
/// |---|---|---|
/// | `none` | nothing | everything |
/// | `private` | secrets, hardware addresses and IPv6 addresses made of them, public addresses | addresses of private, shared, link-local and loopback ranges, and groups |
/// | `full` | secrets, hardware addresses, all addresses of hosts | the unspecified and loopback addresses, and the groups of multicast DNS |
public struct Redactor: Hashable, Sendable {
  /// What is hidden.
  public let mode: RedactionMode
  let hash: KeyedHash
  let secrets: [[UInt8]]

  /// A redactor whose labels depend on `salt`. `secrets` are known ones, hidden wherever they
  /// stand; those shorter than five octets only where a name says what they are, since they occur
  /// in common words.
  public init(mode: RedactionMode, salt: String, secrets: [String] = []) {
    self.mode = mode
    hash = KeyedHash(salt: salt)
    self.secrets = secrets.map { Array($0.utf8) }.filter { $0.count >= 5 }
      .sorted { $0.count > $1.count }
  }

  /// The text without what the mode hides; lines stay lines.
  public func redacted(_ text: String) -> String {
    guard mode != .none else { return text }
    let pieces = hideSecrets(in: Array(text.utf8))
    let octets = pieces.flatMap { piece in
      switch piece {
      case .hidden(let label): Array(label.utf8)
      case .shown(let octets): hideAddresses(in: octets)
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }

  /// The value of a field or variable: hidden as a whole when the name says that it is a secret.
  public func redacted(_ value: String, named name: String) -> String {
    guard mode != .none, !value.isEmpty, SecretNames.isSecret(name) else { return redacted(value) }
    return label("secret", Array(value.utf8))
  }

  /// An address, or its label.
  public func redacted(_ address: IPAddress) -> String {
    shown(address) ?? label(for: address)
  }

  /// The address as text where the mode lets it be read.
  private func shown(_ address: IPAddress) -> String? {
    let address = address.withoutMapping
    switch mode {
    case .none: return address.description
    case .private: return address.isReadableInPrivate ? address.description : nil
    case .full: return address.tellsNoHost ? address.description : nil
    }
  }

  /// Whether an address may stay as it was typed.
  func shows(_ address: IPAddress) -> Bool {
    shown(address) != nil
  }

  func label(for address: IPAddress) -> String {
    switch address.withoutMapping {
    case .v4(let address): label("ipv4", address.octets)
    case .v6(let address): label("ipv6", address.octets)
    }
  }

  /// A kind and eight digits of the keyed hash.
  func label(_ kind: String, _ octets: [UInt8]) -> String {
    let digest = hash.digest(of: Array(kind.utf8) + octets)
    return "\(kind)-"
      + (0..<4).map { UInt8(truncatingIfNeeded: digest >> UInt64(8 * $0)) }.hexadecimal
  }
}

extension IPAddress {
  /// An IPv4 address that is written as an IPv6 one is that IPv4 address.
  fileprivate var withoutMapping: IPAddress {
    guard case .v6(let address) = self, address.high == 0, address.low >> 32 == 0xFFFF else {
      return self
    }
    return .v4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: address.low)))
  }

  /// The unspecified and loopback addresses and the groups of multicast DNS are the same
  /// everywhere.
  fileprivate var tellsNoHost: Bool {
    switch self {
    case .v4(let address):
      address.rawValue == 0 || address == IPv4Address(127, 0, 0, 1)
        || address == IPv4Address(224, 0, 0, 251)
    case .v6(let address):
      address.high == 0 && address.low <= 1
        || address == IPv6Address(high: 0xFF02 << 48, low: 0xFB)
    }
  }

  fileprivate var isReadableInPrivate: Bool {
    switch self {
    case .v4(let address): tellsNoHost || address.isPrivate
    case .v6(let address):
      // fc00::/7, fe80::/10 and groups; not where the last 64 bits are a hardware address.
      tellsNoHost
        || (address.high >> 57 == 0xFC >> 1 || address.isLinkLocal || address.high >> 56 == 0xFF)
          && address.low >> 24 & 0xFFFF != 0xFFFE
    }
  }
}

extension IPv4Address {
  /// 10/8, 172.16/12, 192.168/16, 100.64/10, 127/8, 169.254/16 and groups.
  fileprivate var isPrivate: Bool {
    let ranges: [(IPv4Address, Int)] = [
      (IPv4Address(10, 0, 0, 0), 8), (IPv4Address(172, 16, 0, 0), 12),
      (IPv4Address(192, 168, 0, 0), 16), (IPv4Address(100, 64, 0, 0), 10),
      (IPv4Address(127, 0, 0, 0), 8), (IPv4Address(169, 254, 0, 0), 16),
      (IPv4Address(224, 0, 0, 0), 4),
    ]
    return ranges.contains { masked(toPrefix: $0.1) == $0.0 }
  }
}
