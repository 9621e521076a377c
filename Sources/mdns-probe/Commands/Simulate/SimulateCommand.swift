internal import ClusterSimulator
internal import DNSSD
internal import MulticastDNS
internal import MulticastDNSSimulator

/// `simulate`: many hosts on one link in virtual time, or many small worlds in bad weather.
struct SimulateCommand: Command {
  private static let hosts = OptionDescription(
    name: "hosts", value: "N", help: "How many hosts there are (default 10).")
  private static let services = OptionDescription(
    name: "services", value: "K", help: "How many services each of them publishes (default 1).")
  private static let seconds = OptionDescription(
    name: "seconds", value: "T", help: "How long to simulate, in virtual time (default 60).")
  private static let seed = OptionDescription(
    name: "seed", value: "S", help: "What all chance comes from (default 1).")
  private static let loss = OptionDescription(
    name: "loss", value: "PERCENT", help: "The share of deliveries that are lost (default 0).")
  private static let faults = OptionDescription(
    name: "faults", value: "KINDS",
    help: """
      Kinds of faults with commas between, or all: \
      \(FaultKind.allCases.map(\.rawValue).joined(separator: ", ")).
      """)
  private static let trials = OptionDescription(
    name: "trials", value: "COUNT",
    help: "Play so many small worlds instead, with faults of all kinds, from the seed on.")
  private static let clusters = OptionDescription(
    name: "clusters",
    help: "With --trials: nodes that become clusters, in place of hosts that agree.")
  private static let ipv4 = OptionDescription(name: "4", help: "Give hosts IPv4 addresses alone.")
  private static let transcript = OptionDescription(
    name: "transcript", help: "Show every message and what each host was told.")
  private static let json = OptionDescription(name: "json", help: "The summary as one JSON object.")

  static let description = CommandDescription(
    name: "simulate", overview: "Simulates Multicast DNS between many hosts in virtual time.",
    discussion: [
      """
      All hosts are on one link, start within a second, publish services of the type \
      \(Crowd.type) and browse for it. With --faults the first half of the time is troubled. Every \
      datagram is held to the rules of RFC 6762. No packet leaves this process. The same seed and \
      options give the same transcript, and so the same digest, everywhere.
      """,
      """
      With --trials each seed is a world of two to six hosts, or of those of --hosts, with faults \
      that stop; it ends at the first world that breaks a rule, and shows how it came to that. With \
      --clusters beside it each seed is a link with the nodes of one cluster, two to seven or those \
      of --hosts, and often with some of another: at most one node may form each cluster, and all \
      others have to find their place.
      """,
    ],
    options: [
      hosts, services, seconds, seed, loss, faults, trials, clusters, ipv4, transcript, json,
    ],
    exitCodes: [
      (0, "All hosts agreed, and no rule was broken."),
      (1, "They did not agree in time, or a rule was broken."),
    ])

  private let network: SimulatedNetwork
  private let trialCount: Int?
  private let playsClusters: Bool
  private let hostCount: Int?
  private let showsTranscript: Bool
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    trialCount = try arguments.count(of: Self.trials)
    playsClusters = arguments.has(Self.clusters)
    if playsClusters, trialCount == nil { throw .optionNeeds(Self.clusters, Self.trials) }
    hostCount = try arguments.count(of: Self.hosts)
    showsTranscript = arguments.has(Self.transcript)
    isJSON = arguments.has(Self.json)
    for option in [Self.services, Self.seconds, Self.loss, Self.ipv4]
    where trialCount != nil && arguments.has(option) {
      throw .optionsExclusive(Self.trials, option)
    }
    network = SimulatedNetwork(
      crowd: Crowd(
        hosts: hostCount ?? 10, servicesPerHost: try arguments.count(of: Self.services) ?? 1,
        families: arguments.has(Self.ipv4) ? [.v4] : [.v4, .v6]),
      seed: UInt64(try arguments.count(of: Self.seed) ?? 1),
      duration: try arguments.duration(of: Self.seconds) ?? .seconds(60),
      loss: Double(try arguments.percent(of: Self.loss) ?? 0) / 100,
      kinds: try arguments.faultKinds(
        of: Self.faults,
        among: playsClusters ? ClusterTrialPlan.everyKind : Set(FaultKind.allCases)))
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    let start = HostClock.now()
    if let trialCount {
      return try playTrials(trialCount, since: start, on: console)
    }
    let run = try network.run(keeping: showsTranscript ? .everything : .last(200))
    if showsTranscript {
      for line in run.world.transcript.lines { try console.result(line) }
    }
    let report = SimulationReport(run, of: network, wall: HostClock.now().duration(since: start))
    if isJSON {
      try console.result(report.json)
    } else {
      for line in report.lines { try console.result(line) }
    }
    return run.isSuccess ? .success : .failure
  }

  private func playTrials(
    _ count: Int, since start: Instant, on console: Console
  ) throws(CommandFailure) -> ExitStatus {
    var series = TrialSeries(trialKind, from: network.seed, count: count)
    let failure = try series.play(showing: showsTranscript, on: console)
    let wall = HostClock.now().duration(since: start)
    if isJSON {
      try console.result(series.json(failure, wall: wall))
    } else {
      for line in series.lines(failure, wall: wall) { try console.result(line) }
    }
    return failure == nil ? .success : .failure
  }
  /// The trials that were asked for.
  private var trialKind: TrialKind {
    let range = hostCount.map { max($0, 2)...max($0, 2) }
    if playsClusters {
      var plan = ClusterTrialPlan()
      if let range { plan.nodes = range }
      if !network.kinds.isEmpty { plan.kinds = network.kinds }
      return .clusters(plan)
    }
    var plan = TrialPlan()
    if let range { plan.hosts = range }
    if !network.kinds.isEmpty { plan.kinds = network.kinds }
    return .hosts(plan)
  }
}
