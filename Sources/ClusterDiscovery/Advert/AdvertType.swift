public import DNSSDWire

/// A service type under which nodes advertise.
public struct AdvertType: Hashable, Sendable {
  private enum Name: Hashable {
    case fixed(ServiceType)
    case scoped(prefix: String)
  }

  private let name: Name
  /// The subtypes under which nodes publish themselves as well (RFC 6763 §7.1).
  public let subtypes: [DNSLabel]

  /// A type that other services share, such as `_https._tcp`; TXT alone tells whose a node is.
  public init(_ type: ServiceType, subtypes: [DNSLabel] = []) {
    name = .fixed(type)
    self.subtypes = subtypes
  }

  /// A type for each cluster and environment: `_<prefix>-<cluster>-<environment>._tcp`.
  ///
  /// Nil unless the prefix is 1 to 15 ASCII letters, digits and hyphens.
  public init?(prefix: String, subtypes: [DNSLabel] = []) {
    guard (1...ServiceType.nameLength).contains(prefix.utf8.count),
      prefix.utf8.allSatisfy({ $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") })
    else { return nil }
    name = .scoped(prefix: prefix)
    self.subtypes = subtypes
  }

  /// Whether every instance of the type belongs to the same cluster and environment.
  public var tellsScope: Bool {
    if case .scoped = name { true } else { false }
  }
}

extension AdvertType {
  /// `_https._tcp` with the subtype `_k3s`: what operators look for.
  static let https = (try? ServiceType("_https._tcp")).map {
    AdvertType($0, subtypes: [try? DNSLabel(text: "_k3s")].compactMap(\.self))
  }

  /// `_k3s-<cluster>-<environment>._tcp`.
  static let k3s = AdvertType(prefix: "k3s")

  /// The service type for a scope; a label that is too long is cut behind a hash of it.
  ///
  /// Nil never: every prefix and scope makes a label behind an underscore.
  func serviceType(for scope: ClusterScope) -> ServiceType? {
    switch name {
    case .fixed(let type): return type
    case .scoped(let prefix):
      let label = FittedText("_\(prefix)-\(scope.cluster)-\(scope.environment)").text
      return try? ServiceType(lenient: "\(label)._tcp")
    }
  }
}
