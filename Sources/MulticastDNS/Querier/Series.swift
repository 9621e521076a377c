internal import DNSSDWire

/// One question that goes on being asked on one link, for all who want to know (RFC 6762 §5.2).
struct Series: Equatable, Sendable {
  /// One query of the user, who is told of the answers.
  struct Asker: Equatable, Sendable {
    let id: QueryID
    let livenessInterval: Duration?
    /// Whether it was told that there is no such record, since there was one.
    var isToldOfDenial = false
  }

  let question: NameTypeClass
  private(set) var askers: [Asker] = []
  /// When it is asked next; nil while a unique answer, or the denial of one, makes that needless.
  private(set) var next: Instant?
  /// Whether the owner of the name says that there is no such record.
  var isDenied = false
  /// When the question was last heard: from us, or from another host for all.
  private(set) var lastHeard: Instant?
  /// When it was last asked so that the answers may come by unicast.
  private var lastUnicast: Instant?
  private(set) var liveness: LivenessCheck?
  /// From when on it may be asked along with others.
  private var earliest: Instant?
  /// Between the last question and the next; zero before the first.
  private var gap: Duration = .zero
  private var prefersUnicast = false

  init(_ question: NameTypeClass) {
    self.question = question
  }

  /// What is due first, and why.
  var deadline: Deadline? {
    let reason: Deadline.Reason = gap == .zero ? .firstQuery : .nextQuery
    return .earlier(
      next.map { Deadline(instant: $0, reason: reason) },
      liveness.map { Deadline(instant: $0.due, reason: .liveness) })
  }
}

/// The times of asking.
extension Series {
  /// Begins with a first question at `instant`, which may go with others from `earliest` on.
  mutating func start(at instant: Instant, earliest: Instant, prefersUnicast: Bool) {
    next = instant
    self.earliest = earliest
    gap = .zero
    self.prefersUnicast = prefersUnicast
  }

  /// Moves a first question forward.
  mutating func hasten(to instant: Instant) {
    guard gap == .zero, let next, instant < next else { return }
    self.next = instant
    earliest = instant
  }

  /// Begins again after the answer was lost, unless it asks sooner anyway.
  mutating func resume(at now: Instant) {
    let again = now + Timing.firstQueryGap
    guard next.map({ again < $0 }) ?? true else { return }
    next = again
    earliest = again
    gap = Timing.firstQueryGap
  }

  mutating func stop() {
    next = nil
  }

  /// Whether the series, and not only its watch for life, may ask now.
  func mayAsk(at now: Instant) -> Bool {
    next != nil && earliest.map { $0 <= now } ?? false
  }

  /// Takes note that it was asked.
  mutating func asked(at now: Instant) {
    lastHeard = now
  }

  /// Takes note that the answers may come by unicast.
  mutating func askedForUnicast(at now: Instant) {
    lastUnicast = now
  }

  /// Whether a unicast response may still be the answer (RFC 6762 §6).
  func expectsUnicast(at now: Instant) -> Bool {
    lastUnicast.map { now <= $0 + Timing.unicastResponseWindow } ?? false
  }

  /// Goes on to the next question after one at `now`; returns whether that one prefers unicast.
  mutating func takeStep(at now: Instant) -> Bool {
    defer { prefersUnicast = false }
    step(from: now)
    return prefersUnicast
  }

  /// Takes the question of another host for ours if that is due soon (RFC 6762 §7.3): before half of
  /// the gap has passed it may be our own that was reflected. Returns whether it spares us one.
  mutating func heardFromOther(at now: Instant) -> Bool {
    lastHeard = now
    guard let next, now <= next, gap == .zero || next - gap / 2 <= now else { return false }
    step(from: next)
    prefersUnicast = false
    return true
  }

  private mutating func step(from instant: Instant) {
    gap = gap == .zero ? Timing.firstQueryGap : min(gap * 2, Timing.longestQueryGap)
    next = instant + gap
    earliest = next
  }
}

/// Those who want to know.
extension Series {
  mutating func add(_ asker: Asker, at now: Instant) {
    askers.append(asker)
    setLiveness(at: now)
  }

  mutating func remove(_ id: QueryID, at now: Instant) {
    askers.removeAll { $0.id == id }
    setLiveness(at: now)
  }

  /// Notes who is told of a denial now, for the first time since there was a record.
  mutating func takeAskersToTellOfDenial() -> [QueryID] {
    let untold = askers.filter { !$0.isToldOfDenial }.map(\.id)
    for place in askers.indices { askers[place].isToldOfDenial = true }
    return untold
  }

  mutating func forgetDenial() {
    isDenied = false
    for place in askers.indices { askers[place].isToldOfDenial = false }
  }

  private mutating func setLiveness(at now: Instant) {
    guard let interval = askers.compactMap(\.livenessInterval).min() else {
      liveness = nil
      return
    }
    let isNew = liveness == nil
    liveness = liveness ?? LivenessCheck(interval: interval, at: now)
    if !isNew { liveness?.setInterval(interval, at: now) }
  }

  mutating func changeLiveness(_ change: (inout LivenessCheck) -> Void) {
    guard var liveness else { return }
    change(&liveness)
    self.liveness = liveness
  }
}
