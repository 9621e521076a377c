internal import ClusterDiscovery
internal import DNSSD

/// `cluster wipe`: takes this node out of its cluster, and makes sure that nobody sees it any more.
struct ClusterWipeCommand: Command {
  static let description = CommandDescription(
    name: "wipe", overview: "Takes this node out of its cluster, as far as others can see it.",
    discussion: [
      """
      It ends the 'cluster up' of this node, which says goodbye; takes back with goodbyes what a node \
      that crashed left behind; makes sure by two silent windows that nobody answers for the node any \
      more; and lists what is still there of the cluster. Nothing is uninstalled and no file is removed: \
      a name that another program on this host answers for is told, with its address.
      """
    ],
    options: ClusterOptions.descriptions,
    exitCodes: [
      (0, "Nothing of this node is on the network any more."),
      (1, "Somebody still answers for it, or its 'cluster up' did not end."),
      (3, "It was not possible to ask."), (95, "It could not be observed."),
    ])

  private let resolution: ClusterOptions.Resolution

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    let settings = resolution.settings
    let choice = LinkChoice(settings)
    try choice.check()
    let node = try OwnNode(settings)
    // As long as the lock is held nobody brings the node up again.
    let folder = try NodeFolder(settings, host: node.host)
    guard let lock = try folder.takeOver(.node, console) else { return .failure }
    defer { withExtendedLifetime(lock) {} }
    let instances = NodeInstances.all(of: node.host, in: settings.scope)
    try clear(instances, of: node.host, on: choice, console)
    let status = try confirmAbsence(of: instances, on: choice, console)
    try listOthers(but: node.host, console)
    return status
  }

  /// Takes back what was left behind.
  private func clear(
    _ instances: [ServiceInstanceName], of host: DNSName, on choice: LinkChoice,
    _ console: Console
  ) throws(CommandFailure) {
    let clearing = AdvertClearing(instances, host: host, scope: resolution.settings.scope)
    let run = try Sole.result { () throws(HostError) in
      try await SoloRun(clearing, on: choice) { $0.report }
    }
    guard let report = run?.outcome else { return }
    try console.result("event=mdns_withdraw outcome=ok names=\(report.cleared.count)")
    for conflict in report.held {
      try console.result(
        "  held: \(conflict.record.name.undotted) by \(conflict.source)")
    }
    for reason in report.refused { console.note("not taken back: \(reason)") }
  }

  private func confirmAbsence(
    of instances: [ServiceInstanceName], on choice: LinkChoice, _ console: Console
  ) throws(CommandFailure) -> ExitStatus {
    guard resolution.settings.absenceGate else {
      console.note("nobody looked whether it is gone: the absence gate is off")
      return .success
    }
    guard let report = try AbsenceGate.look(for: instances, resolution.settings, on: choice)
    else { return .notObservable }
    let text = AbsenceText(report: report)
    for line in text.lines { try console.result(line) }
    return text.status
  }

  /// What is still there of the cluster.
  private func listOthers(but host: DNSName, _ console: Console) throws(CommandFailure) {
    guard let sight = try ClusterSight.look(resolution.settings) else { return }
    for peer in sight.reading.peers {
      let advert = peer.advert
      let owner = advert.host == host ? "own" : "other"
      try console.result(
        "  \(owner) node: \(advert.host.undotted) role=\(advert.role.rawValue) "
          + "phase=\(advert.phase.rawValue) at \(PeerText.place(of: peer))")
    }
  }
}
