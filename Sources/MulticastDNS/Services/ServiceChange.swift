public import DNSSDWire

/// What happened to a service since the last time that its browser was asked.
public enum ServiceChange: Hashable, Sendable {
  /// It is there.
  case added(DiscoveredService)
  /// More or something else is known of it than before.
  case updated(DiscoveredService, from: DiscoveredService, fields: ServiceFields)
  /// Its owner said goodbye: it will be gone within a second unless it is heard again.
  case leaving(DiscoveredService)
  /// It was leaving, and was heard again.
  case stayed(DiscoveredService)
  /// It is gone; the value is what was known last.
  case removed(DiscoveredService, RemovalReason)

  /// The service as it is now, or was when it went.
  public var service: DiscoveredService {
    switch self {
    case .added(let service), .updated(let service, _, _), .leaving(let service),
      .stayed(let service), .removed(let service, _):
      service
    }
  }
}

/// The parts of a service that changed.
public struct ServiceFields: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Host, port, priority or weight.
  public static let locations = ServiceFields(rawValue: 1)
  /// An address of a host.
  public static let addresses = ServiceFields(rawValue: 2)
  /// The TXT records.
  public static let text = ServiceFields(rawValue: 4)
  /// The links on which it is offered.
  public static let links = ServiceFields(rawValue: 8)

  /// What differs between two states of one service.
  public init(between old: DiscoveredService, and new: DiscoveredService) {
    self = []
    if old.locations.map(\.data) != new.locations.map(\.data) { insert(.locations) }
    if old.locations.map(\.addresses) != new.locations.map(\.addresses) { insert(.addresses) }
    if old.texts != new.texts { insert(.text) }
    if old.linkIndexes != new.linkIndexes { insert(.links) }
  }
}

extension ServiceChange {
  /// What leads from one state of a service to another.
  static func between(_ old: DiscoveredService, and new: DiscoveredService) -> [ServiceChange] {
    var changes: [ServiceChange] = []
    let fields = ServiceFields(between: old, and: new)
    if !fields.isEmpty { changes.append(.updated(new, from: old, fields: fields)) }
    if old.isLeaving != new.isLeaving {
      changes.append(new.isLeaving ? .leaving(new) : .stayed(new))
    }
    return changes
  }
}

extension ServiceLocation {
  /// The SRV data.
  public var data: ServiceData {
    ServiceData(priority: priority, weight: weight, portNumber: portNumber, target: host)
  }
}
