internal import ClusterDiscovery
internal import DNSSD

/// Who has a join lock, as people and programs read it.
struct JoinLockText {
  let name: ServiceInstanceName
  let result: ServiceSearch.Result

  private var holder: JoinLockHolder? {
    result.services.first { $0.name == name && !$0.isLeaving }.map { service in
      JoinLockHolder(source: service.addresses.first?.address, text: service.attributes)
    }
  }

  private var others: [DNSName] {
    result.services.filter { $0.name != name }.map(\.name.name)
      .sorted { $0.description < $1.description }
  }

  var status: ExitStatus {
    if holder != nil { return .success }
    return result.hasTraffic && result.refusal == nil ? .failure : .notObservable
  }

  /// One line about the lock, and one for each lock of others.
  var lines: [String] {
    let state =
      switch status {
      case .success: "outcome=held owner: \(holder?.description ?? "unknown")"
      case .failure: "outcome=free"
      default: "outcome=unknown reason=\(result.refusal == nil ? "no_traffic" : "refused")"
      }
    return ["event=join_gate action=status \(state)"] + others.map { "  other: \($0.undotted)" }
  }

  /// What is said of a state of the lock while it is being taken; nil for what is not to be told.
  static func line(_ state: JoinLockState) -> String? {
    let words: String? =
      switch state {
      case .idle, .releasing: nil
      case .claiming: "claiming"
      case .waiting(let holder): "waiting owner: \(holder)"
      case .held: "held"
      case .contested: "contested"
      case .failed: "failed"
      }
    return words.map { "event=join_gate action=acquire outcome=\($0)" }
  }
}
