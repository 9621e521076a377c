internal import DNSSDWire
internal import MulticastDNS

/// What one service turns out to be.
enum AdvertJudgement: Sendable {
  /// A node; once for each TXT record of the service that describes it.
  case seen([AdvertSighting])
  case rejected(AdvertRejection)
  case unresolved

  /// Reads a service of a type under which nodes of the scope are looked for.
  init(of service: DiscoveredService, scope: ClusterScope, type: AdvertType) {
    let location = service.locations.first { $0.host.clusterHost != nil }
    var seen: [AdvertSighting] = []
    var reason: AdvertRejection?
    for text in service.texts.sorted(by: { $0.precedes($1) }) {
      do throws(AdvertRejection) {
        let advert = try ClusterAdvert(reading: text, at: location, of: scope, type: type)
        seen.append(AdvertSighting(advert, in: service))
      } catch {
        reason = reason ?? error
      }
    }
    switch reason {
    case _ where !seen.isEmpty: self = .seen(seen)
    case .noHost? where service.locations.isEmpty: self = .unresolved
    case let reason?: self = .rejected(reason)
    case nil: self = .unresolved
    }
  }
}

extension TextAttributes {
  fileprivate func precedes(_ other: TextAttributes) -> Bool {
    data.wireForm.lexicographicallyPrecedes(other.data.wireForm)
  }
}
