public import DNSSDWire

/// A service as far as it is known.
///
/// One name is one service on however many links it is heard. Where links or records disagree, all
/// that was heard is listed, the best first.
public struct DiscoveredService: Hashable, Sendable {
  /// The name; its type and domain may differ from those that were asked for (RFC 6763 §4.2).
  public let name: ServiceInstanceName
  /// Where it is reached, from its SRV records: by priority, then by descending weight. Empty while
  /// unknown.
  public let locations: [ServiceLocation]
  /// What it says about itself, one for each TXT record (RFC 6763 §6.8). Empty while unknown.
  public let texts: [TextAttributes]
  /// The interface indexes of the links on which it is offered, ascending.
  public let linkIndexes: [Int]
  /// Whether its owner said goodbye: it will be gone within a second.
  public let isLeaving: Bool

  /// A service made of what is known.
  public init(
    name: ServiceInstanceName, locations: [ServiceLocation] = [], texts: [TextAttributes] = [],
    linkIndexes: [Int] = [], isLeaving: Bool = false
  ) {
    self.name = name
    self.locations = locations
    self.texts = texts
    self.linkIndexes = linkIndexes
    self.isLeaving = isLeaving
  }
}

/// A host and port where a service is reached: an SRV record and the addresses of its target.
public struct ServiceLocation: Hashable, Sendable {
  /// The host; the root when the service is decidedly not available (RFC 2782).
  public let host: DNSName
  public let portNumber: UInt16
  /// Lower ones are to be tried first (RFC 6763 §5).
  public let priority: UInt16
  /// The share of attempts among those of one priority (RFC 6763 §5).
  public let weight: UInt16
  /// The addresses of the host, in ascending order. Empty while unknown.
  public let addresses: [HostAddress]

  /// A location made of record data and addresses.
  public init(_ data: ServiceData, addresses: [HostAddress] = []) {
    host = data.target
    portNumber = data.portNumber
    priority = data.priority
    weight = data.weight
    self.addresses = addresses
  }

  /// Whether the service is decidedly not available (RFC 2782).
  public var isUnavailable: Bool { host.isRoot }
}

extension DiscoveredService {
  /// The first label as people read it; not for a terminal, print `name.instance` there
  /// (RFC 6763 §4.2).
  public var instance: String { name.instance.text }

  /// The location to try first; nil while unknown.
  public var location: ServiceLocation? { locations.first }

  /// The host of the first location.
  public var host: DNSName? { location?.host }

  /// The port of the first location.
  public var portNumber: UInt16? { location?.portNumber }

  /// The addresses of the first location.
  public var addresses: [HostAddress] { location?.addresses ?? [] }

  /// The attributes of the first TXT record; without any, none (RFC 6763 §6.1).
  public var attributes: TextAttributes { texts.first ?? .empty }

  /// Whether it is known where the service is: it has a location with an address.
  public var isResolved: Bool { locations.contains { !$0.addresses.isEmpty } }

  /// Whether its records say that it is decidedly not available (RFC 2782).
  public var isUnavailable: Bool { !locations.isEmpty && locations.allSatisfy(\.isUnavailable) }
}
