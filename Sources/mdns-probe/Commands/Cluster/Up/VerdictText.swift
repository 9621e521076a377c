internal import ClusterDiscovery
internal import DNSSD

extension Verdict {
  /// One word, as logs have it.
  var word: String {
    switch self {
    case .join: "join"
    case .bootstrap: "bootstrap"
    case .follow: "follow"
    case .refuse: "refuse"
    }
  }

  /// What the node is to do, on one line.
  var text: String {
    switch self {
    case .join(let peer, as: let role): "join \(peer.advert.host.undotted) as \(role.rawValue)"
    case .bootstrap(let datastore): "bootstrap with \(datastore.rawValue)"
    case .follow(let leader): "follow \(leader.undotted)"
    case .refuse(let reason): "refuse: \(reason.text)"
    }
  }
}

extension ClusterDiscovery.Refusal {
  /// Why the node does nothing, and what may help, on one line.
  var text: String {
    switch self {
    case .noMulticast:
      "no multicast packet is heard, not even our own: check firewall, interface and UDP port 5353"
    case .hostNameTaken(let name, let source):
      "\(source) has the name \(name.undotted): give one of the two hosts another (--host)"
    case .selfCheck(let reason): "the own advert is not as it should be: \(reason)"
    case .serverPresent(let host):
      "\(host.undotted) serves this cluster already: join it, or choose another cluster"
    case .anotherBootstrap(let host): "\(host.undotted) forms this cluster"
    case .quorumLost(let votes, let needed):
      "out of touch with those who voted: \(votes) of \(needed) are left"
    case .joinLock(let failure): "\(failure)"
    case .tooLate(let state, let missing):
      "the time was over while \(state.rawValue); \(missing.text ?? "nothing was missing")"
    case .engine(let reason): reason
    }
  }
}

extension Missing {
  /// What the node waits for; nil for nothing.
  var text: String? {
    switch self {
    case .nothing: nil
    case .server: "waiting for a server that is ready"
    case .votes(let hosts, let needed):
      "waiting for votes: \(hosts.count + 1) of \(needed)" + Self.list(hosts, before: "; with us: ")
    case .agreement(let hosts): "waiting for agreement" + Self.list(hosts, before: " of ")
    case .claim: "waiting for the claim"
    case .traffic: "waiting for proof that packets flow"
    case .selfCheck: "waiting for the self-check"
    case .joinLock: "waiting for the lock of joining"
    }
  }

  private static func list(_ hosts: [DNSName], before: String) -> String {
    hosts.isEmpty ? "" : before + hosts.map(\.undotted).joined(separator: ", ")
  }
}

extension ClusterSnapshot {
  /// How far the node is, on one line for a terminal.
  var progress: String {
    let others = peers.map { "\($0.advert.host.undotted) [\($0.advert.role.rawValue)]" }
    let parts = [
      state.rawValue, missing.text,
      leader.map { "leader \($0.undotted)" },
      others.isEmpty ? "nobody else is here" : "here: \(others.joined(separator: ", "))",
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }
}
