/// One label of a name: 1 to 63 octets of any value (RFC 1035 §3.1, RFC 2181 §11).
///
/// Labels are equal when their octets are, with `A` to `Z` folded to `a` to `z` and nothing else
/// (RFC 6762 §16, RFC 4343 §3).
public struct DNSLabel: Sendable {
  /// The octets without the length octet, in the case in which they were given.
  public let octets: [UInt8]

  /// Throws `labelEmpty` or `labelTooLong` when there are not 1 to 63 octets.
  public init(octets: some Collection<UInt8>) throws(DNSNameError) {
    guard !octets.isEmpty else { throw .labelEmpty }
    guard octets.count <= WireLimits.labelLength else { throw .labelTooLong }
    self.octets = Array(octets)
  }

  /// Takes the text as it stands, dots and backslashes included, as precomposed UTF-8
  /// (RFC 6762 §16).
  ///
  /// Throws `labelEmpty` or `labelTooLong` when that is not 1 to 63 octets.
  public init(text: String) throws(DNSNameError) {
    try self.init(octets: text.precomposed.utf8)
  }

  /// The octets as UTF-8, with U+FFFD for what is none; it may hold control characters, and so is
  /// not for a terminal: print ``description`` there.
  public var text: String {
    String(decoding: octets, as: UTF8.self)
  }

  /// Makes a label of octets already known to be 1 to 63.
  init(checked octets: [UInt8]) {
    self.octets = octets
  }
}

extension DNSLabel: Hashable {
  public static func == (left: DNSLabel, right: DNSLabel) -> Bool {
    left.octets.equalsFolded(right.octets)
  }

  public func hash(into hasher: inout Hasher) {
    octets.hashFolded(into: &hasher)
  }
}
