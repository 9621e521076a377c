internal import DNSSDWire
public import MulticastDNS

/// Makes sure that nobody offers the given instances any more: the double negative.
///
/// It asks for the instances of their types and for the SRV and TXT records of each, by questions from
/// a port of its own, which carry no known answers and disturb nobody. Two silent windows in a row are
/// an absence; the second begins two seconds after the first. Any answer begins anew after a wait; a
/// goodbye is evidence for the absence. A window in which nothing at all was heard on a link, not even
/// our own packets, is not silence but no knowledge.
///
/// Run it on an engine of its own that tells of traffic.
public struct AbsenceGate: EngineApplication, Equatable {
  /// What must be gone.
  public let target: AbsenceTarget
  /// How often and how long is looked.
  public let pace: AbsencePace
  /// The result; nil until there is one.
  public private(set) var report: GateReport<AbsenceEvidence, AbsenceFailure>?
  /// How many windows were opened so far.
  public private(set) var attempts = 0
  /// How many of the last windows were silent.
  public private(set) var silentWindows = 0

  private struct Window: Equatable {
    let start: Instant
    var hasAskedAgain = false
    var witnesses: [AbsenceWitness] = []
  }

  /// More who answer than anybody reads.
  private static let mostWitnesses = 32
  /// More other instances than anybody reads.
  private static let mostOthers = 256

  private var identifiers = IdentifierSequence()
  private var random: RandomSource
  private var backoff: Backoff
  private var traffic = TrafficProof()
  private var commands: [EngineCommand] = []
  /// The links that the engine has.
  private var linkIndexes: [Int] = []
  /// Queries that go on, which hear who leaves and who is new.
  private var listening: Set<QueryID> = []
  private var asked: [QueryID: Query] = [:]
  private var start: Instant?
  private var window: Window?
  /// When the next window opens while none is open.
  private var nextWindow: Instant?
  private var lastWitnesses: [AbsenceWitness] = []
  private var doubt: GateDoubt?
  private var goodbyes: Set<DNSName> = []
  private var others: Set<DNSName> = []

  /// A gate that begins when it is first advanced; `random` draws the waits.
  public init(_ target: AbsenceTarget, pace: AbsencePace = AbsencePace(), random: RandomSource) {
    self.target = target
    self.pace = pace
    self.random = random
    backoff = pace.backoff
  }

  public mutating func linksChanged(to links: [Link], at now: Instant) {
    linkIndexes = links.map(\.index)
  }

  public mutating func handle(_ event: Event, at now: Instant) {
    guard report == nil else { return }
    hear(event, at: now)
  }

  public mutating func advance(to now: Instant) {
    guard report == nil else { return }
    if start == nil {
      start = now
      listen()
      open(at: now)
    }
    if let window, window.start + AbsencePace.window <= now { close(window, at: now) }
    guard report == nil else { return }
    if let end, end <= now { return giveUp(at: now) }
    if let next = nextWindow, next <= now { open(at: now) }
    if let open = window, !open.hasAskedAgain, open.start + AbsencePace.secondAsk <= now {
      window?.hasAskedAgain = true
      ask()
    }
  }

  public mutating func nextCommand() -> EngineCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    guard report == nil, case .ask(_, let id) = command,
      listening.contains(id) || asked[id] != nil
    else { return }
    finish(.unknown(.refused(error)), at: now)
  }

  public var nextDeadline: Instant? {
    guard report == nil, let end else { return nil }
    let windowEnd = window.map { $0.start + AbsencePace.window }
    let secondAsk = window.flatMap { $0.hasAskedAgain ? nil : $0.start + AbsencePace.secondAsk }
    return [end, windowEnd, secondAsk, nextWindow].compactMap(\.self).min()
  }

  private var end: Instant? { start.map { $0 + pace.timeLimit } }
}

/// Windows.
extension AbsenceGate {
  private mutating func listen() {
    for name in target.browsingNames {
      let id = identifiers.nextQuery()
      listening.insert(id)
      commands.append(.ask(Query(name: name, type: .ptr, urgency: .prompt), as: id))
    }
  }

  private mutating func open(at now: Instant) {
    attempts += 1
    nextWindow = nil
    window = Window(start: now)
    ask()
  }

  private mutating func ask() {
    let questions =
      target.browsingNames.map { ($0, RecordType.ptr) }
      + target.instances.flatMap { [($0.name, RecordType.srv), ($0.name, .txt)] }
    for (name, type) in questions {
      let id = identifiers.nextQuery()
      let query = Query(name: name, type: type, span: .gathering(timeout: AbsencePace.answerTime))
      asked[id] = query
      commands.append(.ask(query, as: id))
    }
  }

  private mutating func close(_ window: Window, at now: Instant) {
    self.window = nil
    lastWitnesses = window.witnesses
    let links = target.linkIndexes.isEmpty ? linkIndexes : target.linkIndexes
    doubt = traffic.doubt(about: links, since: window.start)
    guard window.witnesses.isEmpty, doubt == nil else {
      silentWindows = 0
      nextWindow = now + backoff.next(&random)
      return
    }
    silentWindows += 1
    guard silentWindows >= AbsencePace.windows else {
      nextWindow = now
      return
    }
    let evidence = AbsenceEvidence(
      silentWindows: silentWindows, goodbyes: sorted(goodbyes), others: sorted(others))
    finish(.ok(evidence), at: now)
  }

  private mutating func giveUp(at now: Instant) {
    let witnesses = lastWitnesses + (window?.witnesses ?? [])
    if silentWindows == 0, !witnesses.isEmpty {
      finish(.failed(.stillAnswered(distinct(witnesses))), at: now)
    } else {
      finish(.unknown(doubt ?? .outOfTime), at: now)
    }
  }

  private mutating func finish(
    _ result: GateResult<AbsenceEvidence, AbsenceFailure>, at now: Instant
  ) {
    report = GateReport(
      result: result, attempts: attempts, elapsed: now.duration(since: start ?? now))
    let open = listening.union(asked.keys).sorted { $0.rawValue < $1.rawValue }
    commands += open.map { .cancel($0) }
    window = nil
  }

  private func distinct(_ witnesses: [AbsenceWitness]) -> [AbsenceWitness] {
    witnesses.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func sorted(_ names: Set<DNSName>) -> [DNSName] {
    names.sorted { $0.description < $1.description }
  }
}

extension AbsenceGate: EventListener {
  mutating func note(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    if let question = asked[query] {
      note(change, to: question, at: now)
      if change == .finished { asked[query] = nil }
    } else if listening.contains(query) {
      noteHeard(change, at: now)
    }
  }

  mutating func noteTraffic(on linkIndex: Int, at now: Instant) {
    traffic.note(on: linkIndex, at: now)
  }

  /// Any answer for one of the instances says that it is there.
  private mutating func note(_ change: AnswerChange, to question: Query, at now: Instant) {
    switch change {
    case .added(let answer): witness(answer, at: now)
    case .denied(let linkIndex) where target.has(question.name):
      note(
        AbsenceWitness(
          instance: question.name, type: question.type, source: nil, linkIndex: linkIndex))
    default: break
    }
  }

  private mutating func noteHeard(_ change: AnswerChange, at now: Instant) {
    switch change {
    case .added(let answer), .stayed(let answer): witness(answer, at: now)
    case .leaving(let answer):
      traffic.note(on: answer.linkIndex, at: now)
      if let name = instance(of: answer), target.has(name) { goodbyes.insert(name) }
    case .removed, .denied, .finished: break
    }
  }

  private mutating func witness(_ answer: Answer, at now: Instant) {
    // Records of our own engine never were on the network.
    if answer.source != nil { traffic.note(on: answer.linkIndex, at: now) }
    guard let name = instance(of: answer) else { return }
    guard target.has(name) else {
      if others.count < Self.mostOthers { others.insert(name) }
      return
    }
    note(
      AbsenceWitness(
        instance: name, type: answer.record.type, source: answer.source,
        linkIndex: answer.linkIndex))
  }

  /// Who answers between two windows is asked again in the next.
  private mutating func note(_ witness: AbsenceWitness) {
    goodbyes.remove(witness.instance)
    guard let open = window, open.witnesses.count < Self.mostWitnesses,
      !open.witnesses.contains(witness)
    else { return }
    window?.witnesses.append(witness)
  }

  private func instance(of answer: Answer) -> DNSName? {
    if case .ptr(let target) = answer.record.data { target } else { answer.record.name }
  }
}
