internal import ClusterDiscovery
internal import DNSSD

/// What happens to a node as events of a log.
struct UpLog {
  let scope: ClusterScope
  /// What a vote of this node is compared with.
  let host: DNSName

  private var place: [LogField] {
    [
      LogField("cluster", .text(scope.cluster)), LogField("environment", .text(scope.environment)),
    ]
  }

  func event(_ news: ClusterNews, after elapsed: Duration) -> LogEvent {
    switch news {
    case .entered(let state, let old):
      LogEvent(
        .discover, elapsed: elapsed,
        [LogField("outcome", .text(state.rawValue)), LogField("from", .text(old.rawValue))] + place)
    case .voted(let leader, let memory):
      LogEvent(
        .election, elapsed: elapsed,
        [
          LogField("outcome", .text(leader == host ? "winner" : "follower")),
          LogField("leader", .text(leader?.undotted ?? "")),
          LogField("round", .integer(Int(memory.term))),
        ])
    case .verdict(let verdict): event(verdict, after: elapsed)
    }
  }

  private func event(_ verdict: Verdict, after elapsed: Duration) -> LogEvent {
    var fields = [LogField("outcome", .text(verdict.word))]
    var severity = LogEvent.Severity.normal
    switch verdict {
    case .join(let peer, as: let role):
      fields += [
        LogField("server", .text(peer.advert.host.undotted)),
        LogField("role", .text(role.rawValue)),
        LogField("accept_path", .text(peer.addressPath.rawValue)),
      ]
      if let address = peer.addresses.first?.address {
        fields.append(LogField("ip", .address(address)))
      }
    case .bootstrap(let datastore):
      fields.append(LogField("datastore", .text(datastore.rawValue)))
    case .follow(let leader): fields.append(LogField("server", .text(leader.undotted)))
    case .refuse(let reason):
      severity = .error
      fields.append(LogField("reason", .text(reason.text)))
    }
    return LogEvent(.verdict, severity: severity, elapsed: elapsed, fields)
  }

  /// What changed between two looks, beside what is told as news.
  func events(
    from old: ClusterSnapshot?, to new: ClusterSnapshot, after elapsed: Duration
  ) -> [LogEvent] {
    var events = new.rejected.filter { old?.rejected.contains($0) != true }.map { advert in
      LogEvent(
        .rejected, level: .debug, elapsed: elapsed,
        [
          LogField("instance", .text(advert.name.undotted)),
          LogField("reason", .text("\(advert.reason)")),
        ])
    }
    if case .votes(let hosts, let needed) = new.missing, old?.missing != new.missing {
      events.append(
        LogEvent(
          .quorum, elapsed: elapsed,
          [
            LogField("outcome", .text("waiting")), LogField("seen", .integer(hosts.count + 1)),
            LogField("needed", .integer(needed)),
          ]))
    }
    if let report = new.selfCheck, old?.selfCheck == nil { events.append(event(report)) }
    return events
  }

  private func event(_ report: SelfCheckReport) -> LogEvent {
    let (outcome, reason): (String, String?) =
      switch report.result {
      case .ok: ("ok", nil)
      case .failed(let failure): ("fail", "\(failure)")
      case .unknown(let doubt): ("unknown", "\(doubt)")
      }
    return LogEvent(
      .selfCheck, severity: reason == nil ? .normal : .error, elapsed: report.elapsed,
      [
        LogField("outcome", .text(outcome)), LogField("host", .text(host.undotted)),
        LogField("attempts", .integer(report.attempts)),
      ] + (reason.map { [LogField("reason", .text($0))] } ?? []))
  }
}
