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

  /// How the server to join was reached, or why it was not.
  func event(_ report: WireReport, after elapsed: Duration) -> LogEvent {
    var fields = [
      LogField("outcome", .text(report.best == nil ? "fail" : "ok")),
      LogField("host", .text(report.host)),
    ]
    switch report.result {
    case .ok(let best):
      fields.append(LogField("ip", .address(best.endpoint.address.address)))
      fields.append(LogField("port", .integer(Int(best.endpoint.portNumber))))
    case .failed(let failure): fields.append(LogField("reason", .text("\(failure)")))
    case .unknown(let doubt): fields.append(LogField("reason", .text("\(doubt)")))
    }
    return LogEvent(
      .wireProof, severity: report.best == nil ? .error : .normal, elapsed: elapsed, fields)
  }

  /// What the clock is good for.
  func event(_ clock: GateResult<TimeEvidence, TimeFault>) -> LogEvent {
    switch clock {
    case .ok(.synchronised(let error)):
      LogEvent(
        .timeCheck,
        [LogField("outcome", .text("ok"))]
          + (error.map { [LogField("offset_ms", .text($0.millisecondsText))] } ?? []))
    case .ok(.warning(let fault)):
      LogEvent(
        .timeCheck, severity: .warn,
        [LogField("outcome", .text("warn")), LogField("reason", .text("\(fault)"))])
    case .failed(let fault):
      LogEvent(
        .timeCheck, severity: .error,
        [LogField("outcome", .text("fail")), LogField("reason", .text("\(fault)"))])
    case .unknown(let doubt):
      LogEvent(
        .timeCheck,
        [LogField("outcome", .text("unknown")), LogField("reason", .text("\(doubt)"))])
    }
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
