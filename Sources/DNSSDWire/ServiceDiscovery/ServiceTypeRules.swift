extension ServiceType {
  /// Characters of a name without its underscore (RFC 6763 §7.2, RFC 6335 §5.1).
  public static let nameLength = 15

  /// The rules that the name breaks, in the order of ``ServiceTypeViolation``; none for a type made
  /// to be published.
  public var violations: [ServiceTypeViolation] {
    let octets = nameLabel.octets.dropFirst()
    guard !octets.isEmpty else { return [.nameEmpty] }
    return ServiceTypeViolation.allCases.filter { $0.isFound(in: octets) }
  }
}

/// A rule for the names of services that a type breaks (RFC 6335 §5.1, RFC 6763 §7).
public enum ServiceTypeViolation: String, Hashable, Sendable, CaseIterable {
  /// Nothing stands behind the underscore.
  case nameEmpty = "name-empty"
  /// More than 15 characters.
  case nameTooLong = "name-too-long"
  /// A character that is no ASCII letter, digit or hyphen.
  case characterNotAllowed = "character-not-allowed"
  /// A hyphen begins or ends the name.
  case hyphenAtEnd = "hyphen-at-end"
  /// A hyphen follows another.
  case hyphensAdjacent = "hyphens-adjacent"
  /// There is no ASCII letter.
  case letterMissing = "letter-missing"

  fileprivate func isFound(in name: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    switch self {
    case .nameEmpty: return name.isEmpty
    case .nameTooLong: return name.count > ServiceType.nameLength
    case .characterNotAllowed:
      return !name.allSatisfy { $0.isLetter || $0.isDigit || $0 == hyphen }
    case .hyphenAtEnd: return name.first == hyphen || name.last == hyphen
    case .hyphensAdjacent: return zip(name, name.dropFirst()).contains { $0 == (hyphen, hyphen) }
    case .letterMissing: return !name.contains(where: \.isLetter)
    }
  }
}

/// Why something is no service type.
public enum ServiceTypeError: Error, Hashable, Sendable {
  /// The text is no domain name.
  case notAName(DNSNameError)
  /// There are not exactly two labels.
  case labelCountWrong
  /// The first label does not begin with an underscore.
  case underscoreMissing
  /// The second label is neither `_tcp` nor `_udp`.
  case transportUnknown
  /// The type may be read but not published.
  case violation(ServiceTypeViolation)
}

extension ServiceTypeViolation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nameEmpty: "the service name is empty"
    case .nameTooLong: "the service name is longer than \(ServiceType.nameLength) characters"
    case .characterNotAllowed: "the service name may hold letters, digits and hyphens only"
    case .hyphenAtEnd: "the service name begins or ends with a hyphen"
    case .hyphensAdjacent: "the service name has two hyphens in a row"
    case .letterMissing: "the service name has no letter"
    }
  }
}

extension ServiceTypeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAName(let reason): reason.description
    case .labelCountWrong: "a service type has two labels, as in _http._tcp"
    case .underscoreMissing: "a service type begins with an underscore, as in _http._tcp"
    case .transportUnknown: "a service type ends in _tcp or _udp"
    case .violation(let violation): violation.description
    }
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(folded) }
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
