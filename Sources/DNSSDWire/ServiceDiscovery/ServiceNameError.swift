/// Why something is no name of a service instance, or none to browse at.
public enum ServiceNameError: Error, Hashable, Sendable {
  /// The text is no domain name, or the parts together are longer than 256 octets.
  case notAName(DNSNameError)
  /// There are fewer labels than the name needs.
  case labelsTooFew
  /// Nothing follows the service type.
  case domainMissing
  /// The labels in the place of the service type are none.
  case notAServiceType(ServiceTypeError)
  /// The instance has no characters.
  case instanceEmpty
  /// The instance has more than 63 octets of UTF-8.
  case instanceTooLong
  /// The instance has a control character (RFC 6763 §4.1.1, RFC 5198 §2).
  case controlCharacter
}

extension ServiceNameError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAName(let reason): reason.description
    case .labelsTooFew: "the name has too few labels"
    case .domainMissing: "no domain follows the service type"
    case .notAServiceType(let reason): reason.description
    case .instanceEmpty: "the instance name is empty"
    case .instanceTooLong: "the instance name is longer than \(WireLimits.labelLength) octets"
    case .controlCharacter: "the instance name has a control character"
    }
  }
}
