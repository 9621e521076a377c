internal import ClusterDiscovery
internal import DNSSD

/// A node of a cluster as people and programs read it.
enum PeerText {
  static let heading = [
    "HOST", "ROLE", "PHASE", "STATE", "LEADER", "ADDRESS", "PATH", "HEARD",
  ]

  static func row(_ peer: ClusterPeer, in sight: ClusterSight) -> [String] {
    let advert = peer.advert
    return [
      advert.host.undotted, advert.role.rawValue, advert.phase.rawValue, advert.state.rawValue,
      advert.leader?.undotted ?? "-", place(of: peer), peer.addressPath.rawValue,
      sight.age(of: peer).map { "\($0.millisecondsText) ms ago" } ?? "-",
    ]
  }

  /// The best address and the port; a question mark while there is none.
  static func place(of peer: ClusterPeer) -> String {
    peer.addresses.first.map {
      "\(WireEndpoint($0, portNumber: peer.advert.portNumber))"
    } ?? "?"
  }

  static func json(_ peer: ClusterPeer, in sight: ClusterSight) -> String {
    var json = JSONWriter()
    json.object { $0.members(of: peer, in: sight) }
    return String(decoding: json.octets, as: UTF8.self)
  }
}

extension JSONWriter {
  /// Writes what is known of a node, and how long ago one look heard it.
  mutating func members(of peer: ClusterPeer, in sight: ClusterSight) {
    members(of: peer)
    guard let age = sight.age(of: peer) else { return }
    key("heard_ms")
    literal(age.millisecondsText)
  }

  /// Writes what is known of a node.
  mutating func members(of peer: ClusterPeer) {
    let advert = peer.advert
    member("host", advert.host.undotted)
    member("role", advert.role.rawValue)
    member("phase", advert.phase.rawValue)
    member("state", advert.state.rawValue)
    member("leader", advert.leader?.undotted)
    member("port", advert.portNumber)
    list("addresses", peer.addresses.map(\.description))
    member("accept_path", peer.addressPath.rawValue)
    member("key", peer.electionKey.description)
    member("elected", advert.isElected)
    member("leaving", peer.isLeaving)
    list("instances", peer.instances.map(\.undotted))
  }
}
