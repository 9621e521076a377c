extension FaultPlan {
  /// Draws faults of some kinds for some hosts, each with its number of cards, from a seed.
  ///
  /// Nothing happens after `end`: then the weather is calm, links are up, nobody is cut off or asleep,
  /// and of those who crashed some are back.
  public static func drawn(
    from seed: UInt64, kinds: Set<FaultKind>, for hosts: [(id: HostID, cardCount: Int)],
    until end: Duration
  ) -> FaultPlan {
    var drawing = Drawing(chance: Chance(seed: seed, for: .faults), hosts: hosts, end: end)
    for kind in FaultKind.allCases where kinds.contains(kind) { drawing.draw(kind) }
    drawing.finish()
    return drawing.plan
  }
}

/// Faults in the making.
private struct Drawing {
  var chance: Chance
  let hosts: [(id: HostID, cardCount: Int)]
  let end: Duration
  var plan = FaultPlan()
  private var weather = Weather.calm

  init(chance: Chance, hosts: [(id: HostID, cardCount: Int)], end: Duration) {
    self.chance = chance
    self.hosts = hosts
    self.end = end
  }

  mutating func draw(_ kind: FaultKind) {
    switch kind {
    case .loss: weather.loss = Double(chance.number(in: 1...40)) / 100
    case .duplication: weather.duplication = Double(chance.number(in: 1...30)) / 100
    case .jitter: weather.jitter = chance.duration(in: .milliseconds(1)...(.milliseconds(80)))
    case .straggling:
      weather.straggling = Double(chance.number(in: 1...10)) / 100
      weather.longestStraggling = chance.duration(in: .milliseconds(100)...(.seconds(2)))
    case .partition: repeatedly { $0.partition(from: $1, to: $2) }
    case .flap: repeatedly { $0.flap(from: $1, to: $2) }
    case .addresses: repeatedly { drawing, start, _ in drawing.renumber(at: start) }
    case .suspend: repeatedly { $0.suspend(from: $1, to: $2) }
    case .clock: repeatedly { drawing, start, _ in drawing.jump(at: start) }
    case .kill: repeatedly { $0.kill(from: $1, to: $2) }
    case .reflector:
      let delay = chance.duration(in: .milliseconds(1)...(.milliseconds(800)))
      plan.add(.reflector(Reflector(delay: .milliseconds(1)...delay)), after: moment())
    case .churn: break
    }
  }

  /// Puts the weather at the beginning, and an end to everything that has none.
  mutating func finish() {
    if weather != .calm { plan.add(.weather(weather), after: moment() / 4) }
    plan.add(.weather(.calm), after: end)
    plan.add(.reflector(nil), after: end)
    plan.add(.heal, after: end)
  }

  private mutating func moment() -> Duration {
    chance.duration(in: .zero...end)
  }

  /// Lets something last from a moment to another, once or twice.
  private mutating func repeatedly(_ fault: (inout Drawing, Duration, Duration) -> Void) {
    for _ in 0..<chance.number(in: 1...2) {
      let (one, other) = (moment(), moment())
      fault(&self, min(one, other), max(one, other))
    }
  }

  private mutating func partition(from start: Duration, to end: Duration) {
    let group = hosts.map(\.id).filter { _ in chance.happens(0.5) }
    plan.add(.partition([group]), after: start)
    plan.add(.heal, after: end)
  }

  private mutating func flap(from start: Duration, to end: Duration) {
    let host = chance.one(of: hosts)
    let card = chance.number(in: 0...(host.cardCount - 1))
    plan.add(.linkDown(host.id, card: card), after: start)
    plan.add(.linkUp(host.id, card: card), after: end)
  }

  private mutating func renumber(at start: Duration) {
    let host = chance.one(of: hosts)
    plan.add(
      .newAddresses(host.id, card: chance.number(in: 0...(host.cardCount - 1))), after: start)
  }

  private mutating func suspend(from start: Duration, to end: Duration) {
    let host = chance.one(of: hosts)
    plan.add(.suspend(host.id), after: start)
    plan.add(chance.happens(0.5) ? .resume(host.id) : .resumeUnnoticed(host.id), after: end)
  }

  private mutating func jump(at start: Duration) {
    let jump = chance.duration(in: .milliseconds(100)...(.seconds(300)))
    plan.add(.clockJump(chance.one(of: hosts).id, jump), after: start)
  }

  private mutating func kill(from start: Duration, to end: Duration) {
    let host = chance.one(of: hosts)
    plan.add(.kill(host.id), after: start)
    if chance.happens(0.7) { plan.add(.start(host.id), after: end) }
  }
}
