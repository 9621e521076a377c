internal import DNSSD

/// The services that are there, and which of them were told in full.
struct ServiceCensus {
  /// What a change means to somebody who wants to hear of a service once it is known in full.
  enum Step {
    /// It is there, but where is not known yet.
    case found(DiscoveredService)
    /// It is known in full for the first time.
    case added(DiscoveredService)
    case updated(DiscoveredService, ServiceFields)
    case leaving(DiscoveredService)
    case stayed(DiscoveredService)
    case removed(DiscoveredService, RemovalReason)
  }

  /// Whether more than the name is asked for.
  let resolves: Bool
  private var services: [ServiceInstanceName: DiscoveredService] = [:]
  private var told: Set<ServiceInstanceName> = []
  /// How many were there at any time.
  private(set) var total = 0

  init(resolves: Bool) {
    self.resolves = resolves
  }

  /// Takes a change.
  mutating func take(_ change: ServiceChange) -> Step {
    let service = change.service
    let isNew = services.updateValue(service, forKey: service.name) == nil
    if isNew { total += 1 }
    switch change {
    case .removed(_, let reason):
      services[service.name] = nil
      told.remove(service.name)
      return .removed(service, reason)
    case .leaving: return .leaving(service)
    case .stayed: return .stayed(service)
    case .added: return arrival(of: service) ?? .found(service)
    case .updated(_, _, let fields): return arrival(of: service) ?? .updated(service, fields)
    }
  }

  /// The step by which a service is told in full; nil when it was told or is not known in full.
  private mutating func arrival(of service: DiscoveredService) -> Step? {
    let isComplete = !resolves || (service.isResolved && !service.texts.isEmpty)
    guard isComplete, told.insert(service.name).inserted else { return nil }
    return .added(service)
  }

  /// All services by type and name.
  var all: [DiscoveredService] {
    services.values.sorted { left, right in
      let (leftType, rightType) = (left.name.type.description, right.name.type.description)
      guard leftType == rightType else { return leftType < rightType }
      return left.name.description < right.name.description
    }
  }
}
