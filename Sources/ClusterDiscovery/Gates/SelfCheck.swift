internal import DNSSDWire
public import MulticastDNS

/// Looks at the adverts of this node as others see them, and says what is wrong with them.
///
/// Run it on an engine of its own: with other sockets and nothing in its cache, what it hears really
/// came over the network. It asks for the list of types, the instances of each type, their SRV and TXT
/// records and the addresses of the host, compares as soon as anything is heard, and ends when all is
/// right or the attempts are used up; an advert that comes late is a success. The engine should tell of
/// traffic, so that a network without adverts is told from one without packets.
public struct SelfCheck: EngineApplication, Equatable {
  /// What should be seen.
  public let expectation: SelfCheckExpectation
  /// How often and how long is looked.
  public let pace: SelfCheckPace
  /// The result; nil until there is one.
  public private(set) var report: GateReport<SelfCheckEvidence, SelfCheckFailure>?
  /// How often was asked so far.
  public private(set) var attempts = 0

  private var lookups = Lookups()
  private var identifiers = IdentifierSequence()
  private var random: RandomSource
  private var backoff: Backoff
  private var hasHeard = false
  private var start: Instant?
  /// When it asks again, or gives up after the last attempt.
  private var attemptEnd: Instant?
  /// Since when all is right.
  private var rightSince: Instant?
  /// When something was heard that was not judged yet.
  private var news: Instant?

  /// A check that begins when it is first advanced; `random` draws the waits between attempts.
  public init(
    _ expectation: SelfCheckExpectation, pace: SelfCheckPace = SelfCheckPace(),
    random: RandomSource
  ) {
    self.expectation = expectation
    self.pace = pace
    self.random = random
    backoff = pace.backoff
  }

  public mutating func handle(_ event: Event, at now: Instant) {
    guard report == nil else { return }
    hear(event, at: now)
  }

  public mutating func advance(to now: Instant) {
    guard report == nil else { return }
    let start = start ?? now
    self.start = start
    news = nil
    if attempts == 0 { beginAttempt(at: now) }
    judge(at: now)
    guard report == nil else { return }
    if now >= start + pace.timeLimit {
      giveUp(at: now)
    } else if let end = attemptEnd, end <= now {
      if attempts < pace.attempts { beginAttempt(at: now) } else { giveUp(at: now) }
    }
    lookups.advance(to: now, naming: &identifiers)
  }

  public mutating func nextCommand() -> EngineCommand? { lookups.nextCommand() }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    lookups.refused(command, because: error, at: now)
    news = now
  }

  public var nextDeadline: Instant? {
    guard report == nil, let start else { return nil }
    let confirmed = rightSince.map { $0 + pace.confirmation }
    return [news, attemptEnd, confirmed, start + pace.timeLimit].compactMap(\.self).min()
  }
}

extension SelfCheck: EventListener {
  mutating func note(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    guard lookups.handle(change, of: query, at: now) else { return }
    hasHeard = true
    news = now
  }

  mutating func noteTraffic(on linkIndex: Int, at now: Instant) {
    hasHeard = true
  }

  private mutating func beginAttempt(at now: Instant) {
    attempts += 1
    attemptEnd = now + backoff.next(&random)
    guard attempts == 1 else { return lookups.askAgain() }
    for instance in expectation.instances {
      for name in [
        try? ServiceType.enumerationName(in: instance.domain),
        try? instance.type.name(in: instance.domain),
      ].compactMap(\.self) {
        lookups.ask(name, .ptr)
      }
      lookups.ask(instance.name, .srv)
      lookups.ask(instance.name, .txt)
    }
  }

  /// Ends when all has been right for long enough.
  private mutating func judge(at now: Instant) {
    if let refusal = lookups.refusal { return end(.unknown(.refused(refusal)), at: now) }
    let judge = self.judge()
    for target in judge.targets {
      lookups.ask(target, .a)
      lookups.ask(target, .aaaa)
    }
    guard let evidence = try? judge.judgement() else {
      rightSince = nil
      return
    }
    let since = rightSince ?? now
    rightSince = since
    if since + pace.confirmation <= now { end(.ok(evidence), at: now) }
  }

  private mutating func giveUp(at now: Instant) {
    do throws(SelfCheckFailure) {
      end(.ok(try self.judge().judgement()), at: now)
    } catch {
      end(.failed(error), at: now)
    }
  }

  private func judge() -> SelfCheckJudge {
    SelfCheckJudge(expectation: expectation, lookups: lookups, hasHeard: hasHeard)
  }

  private mutating func end(
    _ result: GateResult<SelfCheckEvidence, SelfCheckFailure>, at now: Instant
  ) {
    report = GateReport(
      result: result, attempts: attempts, elapsed: now.duration(since: start ?? now))
    lookups.end()
  }
}
