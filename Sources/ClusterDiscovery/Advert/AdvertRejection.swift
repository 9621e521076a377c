public import DNSSDWire

/// A service that was seen and is no node of the cluster.
public struct RejectedAdvert: Hashable, Sendable {
  /// The name of the service.
  public let name: DNSName
  /// The first comparison that failed.
  public let reason: AdvertRejection

  public init(name: DNSName, reason: AdvertRejection) {
    self.name = name
    self.reason = reason
  }
}

extension RejectedAdvert: CustomStringConvertible {
  /// Name and reason on one line, safe to print.
  public var description: String { "\(name): \(reason)" }
}

/// Why a service is no node of the cluster.
///
/// Values from the network stand as they came; print ``description``, which escapes them.
public enum AdvertRejection: Error, Hashable, Sendable {
  /// The type is none of those that nodes of the cluster use.
  case typeDiffers(expected: [ServiceType], found: ServiceType)
  /// No key `k3s` marks the service, or one with another value than 1.
  case notK3s(found: String?)
  /// It is marked, and does not say a cluster or an environment, which its type does not tell either.
  case clusterMissing(expected: String)
  case environmentMissing(expected: String)
  case clusterDiffers(expected: String, found: String)
  case environmentDiffers(expected: String, found: String)
  case roleUnknown(found: String)
  /// A value that decides is not UTF-8.
  case malformedText(key: String, value: [UInt8])
  /// Neither SRV nor TXT names a host.
  case noHost
}

extension AdvertRejection: CustomStringConvertible {
  public var description: String {
    switch self {
    case .typeDiffers(let expected, let found):
      "type: expected \(expected.map(\.description).joined(separator: " or ")), found \(found)"
    case .notK3s(let found):
      "k3s: expected \"1\", found \(found.map(Self.quoted) ?? "no such key")"
    case .clusterMissing(let expected): "cluster: expected \(Self.quoted(expected)), found none"
    case .environmentMissing(let expected): "env: expected \(Self.quoted(expected)), found none"
    case .clusterDiffers(let expected, let found):
      "cluster: expected \(Self.quoted(expected)), found \(Self.quoted(found))"
    case .environmentDiffers(let expected, let found):
      "env: expected \(Self.quoted(expected)), found \(Self.quoted(found))"
    case .roleUnknown(let found):
      "role: expected server, agent or bootstrap, found \(Self.quoted(found))"
    case .malformedText(let key, let value): "\(key): \(value.quotedText) is not UTF-8"
    case .noHost: "host: neither the SRV record nor TXT host or leader names one"
    }
  }

  private static func quoted(_ text: String) -> String { Array(text.utf8).quotedText }
}
