internal import ClusterDiscovery
internal import DNSSD

extension JSONWriter {
  /// Writes a change among the nodes of a cluster as an event.
  mutating func event(_ change: PeerChange) {
    switch change {
    case .added(let peer): event("added") { $0.members(ofWatched: peer) }
    case .updated(let peer, from: let old):
      event("updated") { event in
        event.member("was_role", old.advert.role.rawValue)
        event.member("was_state", old.advert.state.rawValue)
        event.members(ofWatched: peer)
      }
    case .removed(let peer):
      event("removed") { event in
        event.member("host", peer.advert.host.undotted)
        event.member("role", peer.advert.role.rawValue)
        event.member("leaving", peer.isLeaving)
      }
    case .leader(let new, from: let old):
      event("leader") { event in
        event.member(host: new, named: "host")
        event.member(host: old, named: "was")
      }
    }
  }

  private mutating func members(ofWatched peer: ClusterPeer) {
    let advert = peer.advert
    member("host", advert.host.undotted)
    member("role", advert.role.rawValue)
    member("phase", advert.phase.rawValue)
    member("state", advert.state.rawValue)
    member(host: advert.leader, named: "leader")
    member("port", advert.portNumber)
    list("addresses", peer.addresses.map(\.description))
    member("accept_path", peer.addressPath.rawValue)
    member("key", peer.electionKey.description)
    member("elected", advert.isElected)
    member("leaving", peer.isLeaving)
  }

  private mutating func member(host: DNSName?, named name: String) {
    key(name)
    if let host { value(host.undotted) } else { literal("null") }
  }
}
