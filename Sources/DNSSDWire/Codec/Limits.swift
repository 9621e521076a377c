/// The numbers of the wire format and the bounds of this codec, each with its source.
public enum WireLimits {
  /// Octets of a message header (RFC 1035 §4.1.1).
  public static let headerLength = 12

  /// Octets of a label without its length octet (RFC 1035 §2.3.4).
  public static let labelLength = 63

  /// Octets of a name with all length octets and the zero octet that ends it.
  ///
  /// Multicast DNS allows 255 octets plus the ending zero (RFC 6762 appendix C), one more than
  /// unicast DNS.
  public static let nameLength = 256

  /// Compression pointers followed while reading one name.
  ///
  /// A pointer is useful only behind a label of its own, and 256 octets hold 127 labels, so an
  /// honest name needs no more. With it a name costs at most 255 steps, and a packet, whose names
  /// take at least five octets each with what follows them, at most 51 steps an octet.
  public static let pointersPerName = 127

  /// The highest offset that a compression pointer can hold (RFC 1035 §4.1.4).
  public static let pointerReach = 0x3FFF

  /// Octets of a datagram with IP and UDP headers (RFC 6762 §17).
  public static let datagramLength = 9_000

  /// The least MTU that is believed: every IPv4 host takes packets of this length (RFC 791 §3.1).
  static let leastMTU = 576

  /// Octets of a UDP header.
  public static let udpHeaderLength = 8

  /// Octets of an IP header without options, which differ between the families.
  public static let ipv4HeaderLength = 20
  public static let ipv6HeaderLength = 40

  /// Octets of record data that its length field can announce (RFC 1035 §3.2.1).
  public static let dataLength = 0xFFFF

  /// Octets of a DNS message that offsets of sixteen bits can address.
  public static let messageLength = 0xFFFF

  /// Octets of a character string without its length octet (RFC 1035 §3.3).
  public static let stringLength = 255

  /// The least that a question can take: a root name, a type and a class.
  static let questionLength = 5

  /// The least that a record can take: a root name, type, class, TTL and data length.
  static let recordLength = 11
}
