public import DNSSDWire

/// How the nodes of a kind of cluster advertise: under which types, and with what names.
public struct ClusterProfile: Hashable, Sendable {
  /// The types under which a node publishes itself.
  public var published: [AdvertType]
  /// The types under which nodes are looked for; those published are among them in any case.
  public var browsed: [AdvertType]
  /// What instance names begin with.
  public var title: String

  public init(published: [AdvertType], browsed: [AdvertType], title: String) {
    self.published = published
    self.browsed = browsed
    self.title = title
  }

  /// The standard profile of k3s: both types, published and browsed.
  public static let k3s = ClusterProfile.k3s(publishing: .both)

  /// The profile of k3s with a choice of what is published; both types are browsed in any case.
  public static func k3s(publishing types: PublishedTypes) -> ClusterProfile {
    let (https, k3s) = ([AdvertType.https].compactMap(\.self), [AdvertType.k3s].compactMap(\.self))
    let published =
      switch types {
      case .both: https + k3s
      case .https: https
      case .k3s: k3s
      }
    return ClusterProfile(published: published, browsed: https + k3s, title: "k3s API")
  }

  /// Which types of k3s are published.
  public enum PublishedTypes: String, Hashable, Sendable, CaseIterable {
    case both
    /// `_https._tcp` alone, which operators and old nodes know.
    case https
    /// `_k3s-<cluster>-<environment>._tcp` alone.
    case k3s
  }
}

extension ClusterProfile {
  /// The types to browse for nodes of the scope, each once.
  ///
  /// They may have labels of more than 15 characters, which ``warnings(for:)`` tells.
  public func serviceTypes(for scope: ClusterScope) -> [ServiceType] {
    types.compactMap { $0.serviceType(for: scope) }
  }

  /// The types under which a node of the scope publishes itself.
  public func publishedServiceTypes(for scope: ClusterScope) -> [ServiceType] {
    published.compactMap { $0.serviceType(for: scope) }
  }

  /// What is doubtful in the names that a node of the scope publishes.
  public func warnings(for scope: ClusterScope) -> [ClusterProfileWarning] {
    publishedServiceTypes(for: scope).flatMap { type in
      type.violations.map { ClusterProfileWarning.typeAgainstRules(type, $0) }
    }
  }

  /// The types that nodes of the scope use, with their names in it.
  func namedTypes(for scope: ClusterScope) -> [(name: ServiceType, type: AdvertType)] {
    types.compactMap { type in type.serviceType(for: scope).map { (name: $0, type: type) } }
  }

  private var types: [AdvertType] { browsed + published.filter { !browsed.contains($0) } }
}

/// What is doubtful in names that are published nevertheless.
public enum ClusterProfileWarning: Hashable, Sendable {
  /// A service type breaks a rule for published names (RFC 6335 §5.1, RFC 6763 §7.2).
  case typeAgainstRules(ServiceType, ServiceTypeViolation)
}

extension ClusterProfileWarning: CustomStringConvertible {
  public var description: String {
    switch self {
    case .typeAgainstRules(let type, let violation):
      "\(type): \(violation); Avahi and we accept it, other software may not"
    }
  }
}
