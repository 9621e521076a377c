internal import DNSSDWire

/// What one link waits for: records to be multicast, replies to single askers, askers whose known
/// answers are not complete, and the history that limits and directs all of it.
struct AnswerSchedule: Equatable {
  let linkIndex: Int
  var multicasts = ScheduledMulticasts()
  var openQuestions = OpenQuestions()
  var replies: [PlannedReply] = []
  var askers: [WaitingAsker] = []
  var history = MulticastHistory()

  init(linkIndex: Int) {
    self.linkIndex = linkIndex
  }

  var nextDeadline: Deadline? {
    var deadline = multicastDeadline
    if let reply = replies.lazy.map(\.due).min() {
      deadline = .earlier(deadline, Deadline(instant: reply, reason: .answer))
    }
    return deadline
  }

  /// When records are multicast next: as late as the most urgent of them allows, with all that is due
  /// by then (RFC 6762 §6.4).
  private var multicastDeadline: Deadline? {
    var limit: Instant?
    forEachWait { limit = min(limit ?? $0.latest, $0.latest) }
    guard let limit else { return nil }
    var due = Instant(nanoseconds: 0)
    forEachWait { if $0.due <= limit { due = max(due, $0.due) } }
    return Deadline(instant: due, reason: multicasts.isEmpty ? .knownAnswers : .answer)
  }

  private func forEachWait(_ body: (Wait) -> Void) {
    multicasts.forEachWait(body)
    for asker in askers { body(asker.wait) }
  }

  /// Whether records are to be multicast now.
  func isMulticastDue(at now: Instant) -> Bool {
    multicastDeadline.map { $0.instant <= now } ?? false
  }

  /// Whether there are as many answers waiting as a link may hold.
  var isFull: Bool {
    let replying = replies.reduce(0) { $0 + $1.records.count }
    let awaiting = askers.reduce(0) { $0 + $1.count }
    return multicasts.count + replying + awaiting >= Limits.scheduledAnswers
  }

  /// Forgets all that was to be sent.
  mutating func clear() {
    multicasts = ScheduledMulticasts()
    openQuestions.clear()
    replies = []
    askers = []
  }
}

/// A reply to one asker.
struct PlannedReply: Equatable {
  /// How a reply looks.
  enum Form: Equatable {
    /// As a multicast would (RFC 6762 §5.4).
    case multicastDNS
    /// As that of a conventional server (RFC 6762 §6.7).
    case legacy(LegacyRequest)
  }

  let asker: TransportAddress
  let due: Instant
  let records: [ResourceRecord]
  let form: Form
}
