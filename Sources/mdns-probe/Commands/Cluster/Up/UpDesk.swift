internal import ClusterDiscovery
internal import DNSSD

/// How `cluster up` speaks.
struct UpStyle {
  /// One JSON object for each event in the place of plans as text.
  var isJSON = false
  var format = PlanFormat.lines
  var disclosure = TokenDisclosure.conceal
  /// Whether one line on the error stream shows how far the node is.
  var showsProgress = false
  let log: UpLog
  let level: LogLevel
  let logFormat: LogFormat
  let redactor: Redactor
}

/// Tells what becomes of the node: verdict and plan as results, all else on the error stream.
struct UpDesk: Desk {
  private let console: Console
  private let style: UpStyle
  /// Where votes are kept as soon as they are given.
  private let folder: NodeFolder
  private let start = HostClock.now()
  private var json = JSONWriter()
  private var last: ClusterSnapshot?
  private var verdict: Verdict?
  private var hasFailed = false
  private(set) var failure: ClusterNodeError?

  init(_ console: Console, _ style: UpStyle, keeping folder: NodeFolder) {
    self.console = console
    self.style = style
    self.folder = folder
  }

  /// What the process ends with.
  var status: ExitStatus {
    switch verdict {
    case .refuse(.selfCheck): .selfCheckFailed
    case .join where !hasFailed, .bootstrap where !hasFailed: .success
    case .join, .bootstrap, .follow, .refuse, nil: .failure
    }
  }

  func flush() throws(CommandFailure) { try console.flush() }

  /// Tells whether the clock is good enough to go on.
  func judge(_ clock: GateResult<TimeEvidence, TimeFault>) -> Bool {
    log(style.log.event(clock))
    guard case .failed(let fault) = clock else { return true }
    note("the node is not brought up: \(fault)")
    return false
  }

  mutating func take(_ news: UpNews) throws(CommandFailure) {
    switch news {
    case .seen(let snapshot): try see(snapshot)
    case .news(let news): try tell(news)
    case .tried(let report, let elapsed):
      hasFailed = report.best == nil
      log(style.log.event(report, after: elapsed))
    case .plan(let plan): try tell(plan)
    case .planFailed(let error): fail(.plan, "\(error)")
    case .installed(let code):
      hasFailed = code != 0
      log(
        LogEvent(
          .apiReady, severity: code == 0 ? .normal : .error, elapsed: elapsed,
          [
            LogField("outcome", .text(code == 0 ? "ok" : "fail")), LogField("mode", .text("exec")),
            LogField("last_status", .integer(Int(code))),
          ]))
      try event("installed") { $0.member("exit_code", code) }
    case .installerFailed(let error): fail(.apiReady, "cannot run the installer: \(error)")
    case .portOpen(let place):
      log(
        LogEvent(
          .apiReady, elapsed: elapsed,
          [
            LogField("outcome", .text("ok")), LogField("mode", .text("port")),
            LogField("ip", .address(place.address)), LogField("port", .integer(Int(place.port))),
          ]))
      try event("ready") { $0.member("place", "\(place)") }
    case .failed(let error): failure = error
    }
  }

  private mutating func see(_ snapshot: ClusterSnapshot) throws(CommandFailure) {
    for event in style.log.events(from: last, to: snapshot, after: elapsed) { log(event) }
    if let last, last.memory != snapshot.memory { try folder.keep(snapshot.memory) }
    let hasChanged = last?.progress != snapshot.progress
    last = snapshot
    guard hasChanged else { return }
    if style.showsProgress { console.show(snapshot.progress) }
    try event("progress") { event in
      event.member("state", snapshot.state.rawValue)
      if let missing = snapshot.missing.text { event.member("missing", missing) }
      if let leader = snapshot.leader { event.member("leader", leader.undotted) }
      event.list("peers", snapshot.peers.map(\.advert.host.undotted))
    }
  }

  private mutating func tell(_ news: ClusterNews) throws(CommandFailure) {
    log(style.log.event(news, after: elapsed))
    switch news {
    case .entered(let state, let old):
      try event("state") { event in
        event.member("state", state.rawValue)
        event.member("from", old.rawValue)
      }
    case .voted(let leader, _): try event("vote") { $0.member("leader", leader?.undotted ?? "") }
    case .verdict(let verdict):
      self.verdict = verdict
      try event("verdict") { event in
        event.member("verdict", verdict.word)
        event.member("text", verdict.text)
      }
      if case .refuse(let reason) = verdict { note("refused: \(reason.text)") }
    }
  }

  private mutating func tell(_ plan: ClusterPlan) throws(CommandFailure) {
    log(
      LogEvent(
        .plan,
        [
          LogField("outcome", .text(plan.role.action)), LogField("role", .text(plan.role.command)),
          LogField("datastore", .text(plan.role.datastore ?? "none")),
          LogField("server_url", .text(plan.url ?? "")),
          LogField("token_source", .text(plan.token?.source.description ?? "none")),
        ]))
    for remark in plan.notes { note("note: \(remark)") }
    if style.isJSON {
      let text = plan.text(.json, style.disclosure)
      try event("plan") { event in
        event.key("plan")
        event.literal(text.filter { $0 != "\n" })
      }
    } else {
      if style.format != .json, let verdict { try console.result("# \(verdict.text)") }
      let lines = plan.text(style.format, style.disclosure).split(separator: "\n")
      for line in lines { try console.result(String(line)) }
    }
  }
}

extension UpDesk {
  private var elapsed: Duration { HostClock.now().duration(since: start) }

  private mutating func fail(_ name: LogEventName, _ reason: String) {
    hasFailed = true
    log(
      LogEvent(
        name, severity: .error,
        [
          LogField("outcome", .text("fail")), LogField("reason", .text(reason)),
        ]))
  }

  private func log(_ event: LogEvent) {
    guard event.level <= style.level else { return }
    let time = UTCTime.text(Host.wallClockSeconds)
    switch style.logFormat {
    case .text: say([event.line(at: time, redactor: style.redactor)])
    case .json: say([event.json(at: time, redactor: style.redactor)])
    }
  }

  private func note(_ text: String) { say(["\(Probe.name): \(style.redactor.redacted(text))"]) }

  /// Says lines in the place of the one that shows the progress, which is shown again below them.
  private func say(_ lines: [String]) {
    if style.showsProgress { console.show("") }
    console.notes(lines)
    if style.showsProgress, let last { console.show(last.progress) }
  }

  private mutating func event(
    _ kind: String, _ members: (inout JSONWriter) -> Void
  ) throws(CommandFailure) {
    guard style.isJSON else { return }
    let time = elapsed.millisecondsText
    json.event(kind) { event in
      event.key("ms_elapsed")
      event.literal(time)
      members(&event)
    }
    try console.result(json.octets)
  }

  /// Leaves the line of the progress.
  func conclude() {
    if style.showsProgress { console.notes([""]) }
  }
}
