internal import DNSSDWire

/// Questions from a port of our own, and the queries that consist of one (RFC 6762 §5.1).
struct OneShotQuestions: Equatable {
  /// A query of the user that consists of one question.
  private struct OneShotQuery: Equatable {
    let id: QueryID
    let query: Query
    let end: Instant

    /// Whether the first response ends it.
    var isContent: Bool {
      if case .gathering = query.span { false } else { true }
    }
  }

  fileprivate struct OpenQuestion: Equatable {
    let asker: QueryID
    let question: NameTypeClass
    let linkIndex: Int
    let asked: Instant
    /// The last moment at which an answer is of use.
    let end: Instant
    /// Drawn when it is sent.
    var messageID: UInt16 = 0
  }

  /// By end, the first first.
  private var queries: [OneShotQuery] = []
  private var unsent: [OpenQuestion] = []
  private var open: [OpenQuestion] = []

  var queryCount: Int { queries.count }

  var nextDeadline: Deadline? {
    .earlier(
      unsent.first.map { Deadline(instant: $0.asked, reason: .firstQuery) },
      queries.first.map { Deadline(instant: $0.end, reason: .oneShotTimeout) })
  }

  func has(_ id: QueryID) -> Bool { queries.contains { $0.id == id } }

  /// Begins a query that consists of one question; it is asked on each link that is added.
  mutating func begin(_ query: Query, as id: QueryID, until end: Instant) {
    let place = queries.firstIndex { end < $0.end } ?? queries.endIndex
    queries.insert(OneShotQuery(id: id, query: query, end: end), at: place)
  }

  /// Asks what the queries want on a link that came up.
  mutating func ask(onNew linkIndex: Int, at now: Instant) {
    for one in queries where one.query.links.includes(linkIndex) {
      ask(
        NameTypeClass(one.query.name, one.query.type, one.query.recordClass), for: one.id,
        on: linkIndex, at: now, until: one.end)
    }
  }

  mutating func ask(
    _ question: NameTypeClass, for asker: QueryID, on linkIndex: Int, at now: Instant,
    until end: Instant
  ) {
    unsent.append(
      OpenQuestion(asker: asker, question: question, linkIndex: linkIndex, asked: now, end: end))
  }

  mutating func cancel(_ id: QueryID) {
    queries.removeAll { $0.id == id }
    unsent.removeAll { $0.asker == id }
    open.removeAll { $0.asker == id }
  }

  /// Whether a response has the number and the question of one that we wait for.
  func expects(_ response: Message, _ arrival: Arrival) -> Bool {
    open.contains { $0.isAnswered(by: response, arrival) }
  }

  /// Tells the queries that a response answers, and ends those that want no other.
  mutating func hear(
    _ records: [ResourceRecord], of response: Message, _ arrival: Arrival,
    outbox: inout Outbox
  ) {
    for one in open where one.isAnswered(by: response, arrival) {
      guard let query = queries.first(where: { $0.id == one.asker }) else { continue }
      let changes = one.question.changes(from: records, arrival)
      guard !changes.isEmpty else { continue }
      for change in changes { outbox.post(.answer(one.asker, change)) }
      if query.isContent { finish(one.asker, outbox: &outbox) }
    }
  }

  /// Ends the queries whose time is over, and sends what is to be sent.
  mutating func advance(
    to now: Instant, links: [Link], random: inout RandomSource, outbox: inout Outbox
  ) {
    while let first = queries.first, first.end <= now { finish(first.id, outbox: &outbox) }
    open.removeAll { $0.end < now }
    for var one in unsent {
      guard let link = links.first(where: { $0.index == one.linkIndex }) else { continue }
      one.messageID = random.messageID()
      outbox.oneShotQuery(
        one.question.question(prefersUnicastResponse: false), id: one.messageID, on: link)
      open.append(one)
    }
    unsent = []
  }

  mutating func finish(_ id: QueryID, outbox: inout Outbox) {
    outbox.post(.answer(id, .finished))
    cancel(id)
  }
}

extension OneShotQuestions.OpenQuestion {
  fileprivate func isAnswered(by response: Message, _ arrival: Arrival) -> Bool {
    linkIndex == arrival.linkIndex && messageID == response.header.id && arrival.moment <= end
      && response.questions.first.map { NameTypeClass(of: $0) == question } ?? false
  }
}

extension NameTypeClass {
  /// What a reply says to the question, each record once.
  fileprivate func changes(from records: [ResourceRecord], _ arrival: Arrival) -> [AnswerChange] {
    var data: Set<RecordData> = []
    let answers = records.filter {
      $0.name == name && isAnswered(by: $0) && $0.timeToLive != .goodbye
        && data.insert($0.data).inserted
    }
    let isDenied = records.contains { record in
      guard case .nsec(let secure) = record.data, record.name == name, isOneSet else {
        return false
      }
      return !secure.types.contains(type) && !secure.types.contains(.cname)
    }
    guard !answers.isEmpty else {
      return isDenied ? [.denied(linkIndex: arrival.linkIndex)] : []
    }
    return answers.map { record in
      .added(
        Answer(
          record: record, linkIndex: arrival.linkIndex, source: arrival.source.address,
          expiry: arrival.moment + .seconds(Int64(record.timeToLive.seconds))))
    }
  }
}
