/// The cluster and environment that an advert belongs to, normalised for comparison.
///
/// Both parts are trimmed of spaces and folded to lower case, and an `env=` typed before the
/// environment by mistake is dropped, so that two nodes configured by hand agree.
public struct ClusterScope: Hashable, Sendable {
  /// The cluster's name, such as `sugar`.
  public let cluster: String
  /// The environment within the cluster, such as `dev`.
  public let environment: String

  /// Throws ``ClusterScopeError`` when a part is empty or holds a control character.
  public init(cluster: String, environment: String) throws(ClusterScopeError) {
    self.cluster = try Self.normalised(cluster, as: .cluster)
    var environment = try Self.normalised(environment, as: .environment)
    while environment.hasPrefix("env=") {
      environment = try Self.normalised(String(environment.dropFirst(4)), as: .environment)
    }
    self.environment = environment
  }

  private static func normalised(
    _ text: String, as part: ClusterScopeError.Part
  ) throws(ClusterScopeError) -> String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar == " " }
    let kept = text.unicodeScalars.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    guard !kept.isEmpty else { throw ClusterScopeError(part: part, reason: .empty) }
    guard !kept.contains(where: { $0.properties.generalCategory == .control }) else {
      throw ClusterScopeError(part: part, reason: .controlCharacter)
    }
    var result = ""
    result.unicodeScalars.append(contentsOf: kept)
    return result.lowercased()
  }
}

/// Why a ``ClusterScope`` could not be made.
public struct ClusterScopeError: Error, Hashable, Sendable {
  /// What was to be made.
  public enum Part: Hashable, Sendable {
    case cluster, environment
  }

  /// What is wrong with it.
  public enum Reason: Hashable, Sendable {
    case empty, controlCharacter
  }

  /// The faulty part, and its fault.
  public let part: Part
  public let reason: Reason

  public init(part: Part, reason: Reason) {
    self.part = part
    self.reason = reason
  }
}
