public import DNSSDWire

/// What decides an election: the smallest key wins.
///
/// The text is `<fqdn>_<mac>`: the name of the host in lower case without a dot at its end, and the
/// hardware address as twelve hexadecimal digits; the host alone when there is none. Keys are
/// compared octet by octet.
public struct ElectionKey: Hashable, Sendable {
  private let octets: [UInt8]

  /// The key of a host; its name is normalised as in an advert.
  public init(host: DNSName, hardwareAddress: HardwareAddress?) {
    let text = (host.clusterHost ?? host).hostText
    self.init(hostText: text, hardwareAddress: hardwareAddress)
  }

  /// The key of an advert: an ID counts as a hardware address when it is twelve hexadecimal digits.
  public init(host: DNSName, nodeID: String?) {
    let digits = nodeID.flatMap { [UInt8](hexadecimal: $0) }
    self.init(host: host, hardwareAddress: digits.flatMap { HardwareAddress(octets: $0) })
  }

  /// The key of a host by its name as text, as it is but for its case.
  init(hostText: String, hardwareAddress: HardwareAddress?) {
    let suffix = hardwareAddress.map { "_\($0)" } ?? ""
    octets = Array(hostText.utf8).inLowerCase + Array(suffix.utf8)
  }
}

extension ElectionKey: Comparable {
  public static func < (left: ElectionKey, right: ElectionKey) -> Bool {
    left.octets.lexicographicallyPrecedes(right.octets)
  }
}

extension ElectionKey: CustomStringConvertible {
  /// The text, safe to print.
  public var description: String { String(decoding: octets, as: UTF8.self) }
}
