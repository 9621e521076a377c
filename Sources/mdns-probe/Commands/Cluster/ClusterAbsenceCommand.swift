internal import ClusterDiscovery
internal import DNSSD

/// `cluster absence`: makes sure that nobody offers this node any more.
struct ClusterAbsenceCommand: Command {
  private static let json = OptionDescription(
    name: "json", help: "One JSON object with all of it, on one line.")

  static let description = CommandDescription(
    name: "absence", overview: "Makes sure that the adverts of this node are gone.",
    discussion: [
      """
      It asks for the adverts that this node may have had, in each role and under both types, and tells \
      who still answers. Absent means two silent windows of 2 s in a row on interfaces where packets \
      are proven to flow; without that proof nothing is known. It disturbs nobody and needs no restart \
      of anything.
      """
    ],
    options: [json] + ClusterOptions.descriptions,
    exitCodes: [
      (0, "They are gone."), (1, "Somebody still answers for one of them."),
      (3, "It was not possible to ask."), (95, "It could not be observed."),
    ])

  private let resolution: ClusterOptions.Resolution
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments)
    isJSON = arguments.has(Self.json)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    let settings = resolution.settings
    let choice = LinkChoice(settings)
    try choice.check()
    let instances = NodeInstances.all(of: try OwnNode(settings).host, in: settings.scope)
    guard let report = try AbsenceGate.look(for: instances, settings, on: choice)
    else { return .notObservable }
    let text = AbsenceText(report: report)
    for line in isJSON ? [text.json] : text.lines { try console.result(line) }
    return text.status
  }
}

extension AbsenceGate {
  /// Looks whether adverts are gone; nil when a signal came before.
  static func look(
    for instances: [ServiceInstanceName], _ settings: ClusterSettings, on choice: LinkChoice
  ) throws(CommandFailure) -> GateReport<AbsenceEvidence, AbsenceFailure>? {
    let gate = AbsenceGate(
      AbsenceTarget(instances: instances), pace: settings.absencePace,
      random: RandomSource(seed: Seed.unpredictable()))
    let run = try Sole.result { () throws(HostError) in
      try await SoloRun(gate, on: choice) { $0.report }
    }
    return run?.outcome
  }
}

extension ExitStatus {
  /// The adverts of this node are not as they should be.
  static let selfCheckFailed = ExitStatus(rawValue: 94)
  /// What was to be checked could not be observed.
  static let notObservable = ExitStatus(rawValue: 95)
  /// The type of the adverts is missing.
  static let typeMissing = ExitStatus(rawValue: 4)
  /// The host has another address than expected.
  static let addressMismatch = ExitStatus(rawValue: 5)
}

extension ClusterSettings {
  /// How the absence gate looks; without a time limit for as long as the gate knows, a day.
  var absencePace: AbsencePace {
    var pace = AbsencePace()
    pace.backoff = Backoff(
      start: absenceBackoff, limit: absenceBackoffCap,
      jitter: .around(percent: Int(absenceJitter * 100)))
    pace.timeLimit = absenceTimeLimit ?? Backoff.longest
    return pace
  }
}
