internal import ClusterDiscovery
internal import DNSSD

extension JSONWriter {
  /// Writes a change among the nodes of a cluster as an event.
  mutating func event(_ change: PeerChange) {
    switch change {
    case .added(let peer): event("added") { $0.members(of: peer) }
    case .updated(let peer, from: let old):
      event("updated") { event in
        event.member("was_role", old.advert.role.rawValue)
        event.member("was_state", old.advert.state.rawValue)
        event.members(of: peer)
      }
    case .removed(let peer):
      event("removed") { event in
        event.member("host", peer.advert.host.undotted)
        event.member("role", peer.advert.role.rawValue)
        event.member("leaving", peer.isLeaving)
      }
    case .leader(let new, from: let old):
      event("leader") { event in
        event.member("host", new?.undotted)
        event.member("was", old?.undotted)
      }
    }
  }
}
