/// The cluster and environment that an advert belongs to, normalised for comparison.
///
/// Both parts are trimmed of blanks and folded to lower case, and an `env=` typed before the
/// environment by mistake is dropped, so that two nodes configured by hand agree. The environment
/// `int` is the old name of `staging`.
///
/// A part becomes the label of a service type and of a Kubernetes node: it is made of ASCII letters,
/// digits, `-` and `_`, begins and ends with a letter or a digit, and both together take at most
/// ``lengthInOctets``.
public struct ClusterScope: Sendable {
  /// The cluster's name, such as `sugar`.
  public let cluster: String
  /// The environment within the cluster, such as `dev`.
  public let environment: String
  /// What was changed beyond blanks and case; of no meaning for equality.
  public let notes: [ClusterScopeNote]

  /// Throws ``ClusterScopeError``, which names the part and its fault.
  public init(cluster: String, environment: String) throws(ClusterScopeError) {
    self.cluster = Self.folded(cluster: cluster)
    let folded = Self.folded(environment)
    let peeled = Self.peeled(folded)
    self.environment = Self.folded(environment: environment)
    let dropped: [ClusterScopeNote] = peeled == folded ? [] : [.prefixDropped]
    let renamed: [ClusterScopeNote] = peeled == self.environment ? [] : [.oldName]
    notes = dropped + renamed
    try Self.check(self.cluster, as: .cluster)
    try Self.check(self.environment, as: .environment)
    let length = self.cluster.utf8.count + self.environment.utf8.count
    guard length <= Self.lengthInOctets else {
      throw ClusterScopeError(part: .whole, reason: .tooLong(octets: length))
    }
  }

  /// Octets of both parts, so that `_k3s-<cluster>-<environment>` is a label of 63 octets at most.
  public static let lengthInOctets = 63 - "_k3s--".utf8.count
}

/// What a ``ClusterScope`` made of an environment.
public enum ClusterScopeNote: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// `env=` stood before it.
  case prefixDropped
  /// `int` was given, the old name of `staging`.
  case oldName

  public var description: String {
    switch self {
    case .prefixDropped: "env= before the name of the environment is dropped; give the name alone"
    case .oldName: "the environment int is called staging; give staging"
    }
  }
}

extension ClusterScope: Hashable {
  public static func == (left: ClusterScope, right: ClusterScope) -> Bool {
    left.cluster == right.cluster && left.environment == right.environment
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(cluster)
    hasher.combine(environment)
  }
}

extension ClusterScope: CustomStringConvertible {
  /// `<cluster>/<environment>`.
  public var description: String { "\(cluster)/\(environment)" }
}

/// The spellings that count as equal, whatever their characters: adverts are compared with these.
extension ClusterScope {
  static func folded(cluster: String) -> String { folded(cluster) }

  static func folded(environment: String) -> String {
    let name = peeled(folded(environment))
    return name == "int" ? "staging" : name
  }

  private static func folded(_ text: String) -> String { text.trimmed.lowercased() }

  private static func peeled(_ environment: String) -> String {
    var rest = environment[...]
    while rest.hasPrefix(mistake) { rest = rest.dropFirst(mistake.count).drop { $0 == " " } }
    return String(rest)
  }

  /// What people put before an environment because they copied a TXT string.
  private static let mistake = "env="
}

extension ClusterScope {
  private static func check(
    _ text: String, as part: ClusterScopeError.Part
  ) throws(ClusterScopeError) {
    guard let first = text.utf8.first, let last = text.utf8.last else {
      throw ClusterScopeError(part: part, reason: .empty)
    }
    for scalar in text.unicodeScalars where !scalar.isScopeCharacter {
      let reason: ClusterScopeError.Reason =
        scalar.isControlCharacter ? .controlCharacter : .characterNotAllowed(scalar)
      throw ClusterScopeError(part: part, reason: reason)
    }
    guard first.isASCIILetterOrDigit, last.isASCIILetterOrDigit else {
      throw ClusterScopeError(part: part, reason: .edgeNotLetterOrDigit)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isScopeCharacter: Bool {
    isASCII && (UInt8(ascii: self).isASCIILetterOrDigit || self == "-" || self == "_")
  }
}

extension UInt8 {
  var isASCIILetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}
