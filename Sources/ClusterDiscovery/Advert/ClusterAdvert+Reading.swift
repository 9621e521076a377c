internal import DNSSDWire
internal import MulticastDNS

extension ClusterAdvert {
  /// Reads what a service says of a node of the cluster.
  ///
  /// The host is the SRV target, or else what `host` or `leader` say. Under a type that tells the
  /// scope the marker, cluster and environment may be missing, and still not differ. Throws the first
  /// comparison that failed.
  init(
    reading text: TextAttributes, at location: ServiceLocation?, of scope: ClusterScope,
    type: AdvertType
  ) throws(AdvertRejection) {
    let fields = AdvertFields(text)
    try fields.requireMembership(of: scope, unlessToldBy: type)
    let role = try fields.role
    guard
      let host = location?.host.clusterHost
        ?? fields.first(of: [.host, .leader], as: { DNSName(clusterHost: $0) })
    else { throw .noHost }
    self.init(
      scope: scope, role: role, phase: fields.first(of: [.phase], as: ClusterPhase.init(spelled:)),
      state: fields.state(of: role),
      leader: fields.first(of: [.leader], as: { DNSName(clusterHost: $0) }),
      term: fields.first(of: [.term]) { UInt32($0) },
      isElected: fields.word(.elected) == "1", host: host,
      ipv4: fields.first(of: [.ipv4, .address, .addressAlias]) { IPv4Address($0) },
      ipv6: fields.first(of: [.ipv6]) { IPv6Address($0) }, nodeID: fields.text(.nodeID),
      portNumber: location?.portNumber ?? Self.standardPortNumber, others: text)
  }
}

extension AdvertFields {
  fileprivate func requireMembership(
    of scope: ClusterScope, unlessToldBy type: AdvertType
  ) throws(AdvertRejection) {
    guard has(.marker) || type.tellsScope else { throw .notK3s(found: nil) }
    if let marker = try decisive(.marker), marker != "1" { throw .notK3s(found: marker) }
    if let cluster = try decisive(.cluster) {
      guard ClusterScope.folded(cluster: cluster) == scope.cluster else {
        throw .clusterDiffers(expected: scope.cluster, found: cluster)
      }
    } else if !type.tellsScope {
      throw .clusterMissing(expected: scope.cluster)
    }
    if let environment = try decisive(.environment) {
      guard ClusterScope.folded(environment: environment) == scope.environment else {
        throw .environmentDiffers(expected: scope.environment, found: environment)
      }
    } else if !type.tellsScope {
      throw .environmentMissing(expected: scope.environment)
    }
  }

  /// The role; without one the phase tells it, and without both the node is a candidate.
  fileprivate var role: ClusterRole {
    get throws(AdvertRejection) {
      guard let word = try decisive(.role)?.lowercased() else {
        return self.word(.phase).flatMap { ClusterRole(rawValue: $0) } ?? .bootstrap
      }
      guard let role = ClusterRole(rawValue: word) else { throw .roleUnknown(found: word) }
      return role
    }
  }

  /// A state that we do not know is not the readiness that others wait for.
  fileprivate func state(of role: ClusterRole) -> AdvertState {
    guard let word = self.word(.state) else { return AdvertState(of: role) }
    return AdvertState(rawValue: word) ?? .pending
  }

  /// A value without which the node cannot be judged; nil when it is missing or empty.
  private func decisive(_ key: AdvertKey) throws(AdvertRejection) -> String? {
    guard let field = self[key] else { return nil }
    guard let text = field.text else {
      throw .malformedText(key: key.rawValue, value: field.octets)
    }
    return text
  }
}

extension ClusterPhase {
  /// Reads a phase of any case; nil for one that we do not know, so that the role tells it.
  fileprivate init?(spelled text: String) { self.init(rawValue: text.lowercased()) }
}
