internal import DNSSDWire

/// Why a ``ClusterScope`` could not be made.
public struct ClusterScopeError: Error, Hashable, Sendable {
  /// What was to be made.
  public enum Part: String, Hashable, Sendable {
    case cluster, environment
    /// Both parts together.
    case whole
  }

  /// What is wrong with it.
  public enum Reason: Hashable, Sendable {
    case empty
    case controlCharacter
    /// Something else than an ASCII letter, a digit, `-` or `_`, such as `=`, a dot or a blank.
    case characterNotAllowed(Unicode.Scalar)
    case edgeNotLetterOrDigit
    /// Both parts have so many octets, more than ``ClusterScope/lengthInOctets``.
    case tooLong(octets: Int)
  }

  /// The faulty part, and its fault.
  public let part: Part
  public let reason: Reason

  public init(part: Part, reason: Reason) {
    self.part = part
    self.reason = reason
  }
}

extension ClusterScopeError: CustomStringConvertible {
  public var description: String {
    switch part {
    case .cluster, .environment: "the name of the \(part.rawValue) \(reason)"
    case .whole: "cluster and environment \(reason)"
    }
  }
}

extension ClusterScopeError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "is empty"
    case .controlCharacter: "has a control character"
    case .characterNotAllowed(let scalar):
      "has \(Array(String(scalar).utf8).quotedText); ASCII letters, digits, - and _ are allowed"
    case .edgeNotLetterOrDigit: "does not begin and end with a letter or a digit"
    case .tooLong(let octets):
      "take \(octets) octets together; \(ClusterScope.lengthInOctets) fit a service type"
    }
  }
}
