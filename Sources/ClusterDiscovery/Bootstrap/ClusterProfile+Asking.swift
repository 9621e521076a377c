internal import DNSSDWire

/// What a node asks for.
extension ClusterProfile {
  /// Where nodes of the scope are looked for.
  func browsingNames(for scope: ClusterScope) -> [BrowsingName] {
    serviceTypes(for: scope).compactMap { try? BrowsingName(type: $0) }
  }

  /// What all nodes of the scope answer, and few others: the first type of their own, else a subtype.
  func roundNames(for scope: ClusterScope) -> [BrowsingName] {
    let own = published.first(where: \.tellsScope)?.serviceType(for: scope)
    if let name = own.flatMap({ try? BrowsingName(type: $0) }) { return [name] }
    return published.compactMap { advertType in
      advertType.serviceType(for: scope).flatMap { type in
        try? BrowsingName(type: type, subtype: advertType.subtypes.first)
      }
    }
  }
}
