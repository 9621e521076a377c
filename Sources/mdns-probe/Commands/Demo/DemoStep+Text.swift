internal import ClusterDiscovery
internal import DNSSD

extension DemoStep: CustomStringConvertible {
  /// What the node does, with the node as the subject.
  var description: String {
    switch self {
    case .entered(let state): Self.text(state)
    case .voted(let leader): "votes for \(leader.undotted)"
    case .selfChecked(let report): "sees its own advert from other sockets: \(report.result.word)"
    case .verdict(.bootstrap(let datastore)):
      "VERDICT bootstrap: it was elected, and forms the cluster with \(datastore.rawValue)"
    case .verdict(let verdict): "VERDICT \(verdict.text)"
    case .installed: "has its API ready (here nothing is installed)"
    case .seeking(let host): "asks twice, with silence between, whether \(host.undotted) is gone"
    case .absent(let host, let report):
      "confirms that \(host.undotted) is gone, after \(report.elapsed.millisecondsText) ms"
    }
  }

  private static func text(_ state: BootstrapState) -> String {
    switch state {
    case .idle: "waits"
    case .discovering: "asks for a server of the cluster"
    case .claiming: "hears of none, and makes itself known as a candidate"
    case .electing: "compares the candidates"
    case .following: "follows, until there is a server to join"
    case .joining: "asks for the lock of joining"
    case .bootstrapping: "holds the claim that one node alone can hold"
    case .serving: "serves: it is a part of the cluster"
    case .leaving: "leaves, and says goodbye"
    case .refused: "does nothing more"
    }
  }

  /// The kind of step in JSON.
  var word: String {
    switch self {
    case .entered: "state"
    case .voted: "vote"
    case .selfChecked: "selfcheck"
    case .verdict: "verdict"
    case .installed: "installed"
    case .seeking: "seeking"
    case .absent: "absent"
    }
  }
}

extension JSONWriter {
  /// Writes what a step is about.
  mutating func members(of step: DemoStep) {
    switch step {
    case .entered(let state): member("state", state.rawValue)
    case .voted(let leader): member("leader", leader.undotted)
    case .selfChecked(let report): member("outcome", report.result.word)
    case .verdict(let verdict):
      member("verdict", verdict.word)
      member("text", verdict.text)
    case .installed: break
    case .seeking(let host): member("host_sought", host.undotted)
    case .absent(let host, let report):
      member("host_sought", host.undotted)
      member("outcome", report.result.word)
      key("ms_elapsed")
      literal(report.elapsed.millisecondsText)
    }
  }
}

extension GateResult {
  /// One word, as logs have it.
  var word: String {
    switch self {
    case .ok: "ok"
    case .failed: "failed"
    case .unknown: "unknown"
    }
  }
}
