/// A recommendation for TXT records that a record does not follow; it works nevertheless.
public enum TextAdvice: Hashable, Sendable {
  /// A key has more than nine characters (RFC 6763 §6.4).
  case keyLong(String)
  /// The attribute `txtvers` does not come first (RFC 6763 §6.7).
  case versionNotFirst
  /// The record takes so many octets, more than 400: with its names it fills a DNS message of 512
  /// octets (RFC 6763 §6.2).
  case recordLong(octets: Int)
  /// The record takes so many octets, more than 1,300: it does not fit an Ethernet packet
  /// (RFC 6763 §6.2, RFC 6762 §17).
  case recordTooLongForPacket(octets: Int)
}

extension TextAttributes {
  /// The recommendations that the record does not follow, those for single keys first.
  public var advice: [TextAdvice] {
    var advice = filter { $0.key.utf8.count > Self.advisedKeyLength }.map {
      TextAdvice.keyLong($0.key)
    }
    if let version = self[Self.versionKey], version.string != data.strings.first.map(Array.init) {
      advice.append(.versionNotFirst)
    }
    let octets = data.wireForm.count
    if octets > Self.advisedPacketLength {
      advice.append(.recordTooLongForPacket(octets: octets))
    } else if octets > Self.advisedLength {
      advice.append(.recordLong(octets: octets))
    }
    return advice
  }

  /// Characters of a key (RFC 6763 §6.4).
  private static let advisedKeyLength = 9
  /// Octets of a record that fits a DNS message of 512 octets (RFC 6763 §6.2).
  private static let advisedLength = 400
  /// Octets of a record that fits an Ethernet packet (RFC 6763 §6.2).
  private static let advisedPacketLength = 1_300
}

extension TextAdvice: CustomStringConvertible {
  public var description: String {
    switch self {
    case .keyLong(let key): "the key \(key) is longer than nine characters"
    case .versionNotFirst: "txtvers is not the first attribute"
    case .recordLong(let octets): "the TXT record takes \(octets) octets, more than 400"
    case .recordTooLongForPacket(let octets):
      "the TXT record takes \(octets) octets, more than 1300"
    }
  }
}
