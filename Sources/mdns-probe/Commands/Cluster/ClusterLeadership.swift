internal import ClusterDiscovery
internal import DNSSD

/// Who leads a cluster as far as one look shows it, and why.
struct ClusterLeadership: Hashable, Sendable {
  /// Nil when nobody does.
  let leader: DNSName?
  let reason: String

  /// A ready server leads; else a candidate that decided; else the one with the smallest key may win.
  init(_ peers: [ClusterPeer]) {
    let servers = peers.filter(\.isReadyServer)
    let candidates = peers.filter { $0.advert.role == .bootstrap && !$0.isLeaving }
    if let server = servers.min(by: { $0.electionKey < $1.electionKey }) {
      leader = server.advert.host
      reason =
        servers.count == 1
        ? "it is the only ready server"
        : "it has the smallest key of \(servers.count) ready servers"
    } else if let elected = candidates.first(where: \.advert.isElected) {
      leader = elected.advert.host
      reason = "it was elected and is about to bootstrap"
    } else if let first = candidates.min(by: { $0.electionKey < $1.electionKey }) {
      let host = first.advert.host
      let votes = candidates.count { $0.advert.leaderOrSelf == host }
      leader = host
      reason =
        "there is no ready server; its key is the smallest of \(candidates.count) candidates, "
        + "\(votes) of which name it"
    } else {
      leader = nil
      reason = "there is neither a ready server nor a candidate"
    }
  }

  var description: String {
    "leader: \(leader?.undotted ?? "none") (\(reason))"
  }
}
