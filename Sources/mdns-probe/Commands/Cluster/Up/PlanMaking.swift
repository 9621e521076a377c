internal import ClusterDiscovery
internal import DNSSD

/// Makes the plan of a verdict.
struct PlanMaking: Sendable {
  let settings: ClusterSettings
  let token: PlanToken?
  let host: DNSName

  /// The plan for a role, with the addresses that the node has at this moment.
  func plan(
    _ role: PlanRole, at snapshot: ClusterSnapshot
  ) throws(PlanError) -> ClusterPlan {
    let own = [
      snapshot.ownAdvert?.ipv4.map { IPAddress.v4($0) },
      snapshot.ownAdvert?.ipv6.map { IPAddress.v6($0) },
    ].compactMap(\.self)
    let all = own + snapshot.links.flatMap(\.addresses).map(\.address)
    let unique = all.enumerated().filter { !all[..<$0.offset].contains($0.element) }
    return try ClusterPlan(
      role, settings: settings, token: token, host: host.undotted,
      addresses: unique.map(\.element))
  }
}

extension PlanRole {
  /// The role that a verdict gives; nil while there is nothing to install.
  init?(_ verdict: Verdict) {
    switch verdict {
    case .bootstrap(.sqlite): self = .bootstrapSQLite
    case .bootstrap(.etcd): self = .bootstrapEtcd
    case .join(let peer, as: .agent): self = .joinAgent(PlanServer(peer))
    case .join(let peer, as: _): self = .joinServer(PlanServer(peer))
    case .follow, .refuse: return nil
    }
  }
}

extension PlanServer {
  /// A server as it was found.
  init(_ peer: ClusterPeer) {
    self.init(
      host: peer.advert.host.undotted, address: peer.addresses.first?.address,
      portNumber: peer.advert.portNumber)
  }
}
