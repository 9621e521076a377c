internal import DNSSDWire

/// Asks, keeps what it hears, and tells those who asked (RFC 6762 §5, §7.1 to §7.3, §10).
///
/// Queries of the user that ask the same on one link share one series of questions; all share the cache
/// of the link.
struct Querier: Equatable {
  var isUnicastReceivable = true
  private let configuration: EngineConfiguration
  private var queries: [QueryID: Query] = [:]
  private var oneShots = OneShotQuestions()
  /// By link index.
  private var links: [LinkQuerier] = []

  init(configuration: EngineConfiguration) {
    self.configuration = configuration
  }

  var nextDeadline: Deadline? {
    var deadline = oneShots.nextDeadline
    for place in links.indices { deadline = .earlier(deadline, links[place].nextDeadline) }
    return deadline
  }

  mutating func advance(
    to now: Instant, links: [Link], random: inout RandomSource, outbox: inout Outbox
  ) {
    oneShots.advance(to: now, links: links, random: &random, outbox: &outbox)
    for place in self.links.indices {
      guard let link = links.first(where: { $0.index == self.links[place].index }) else { continue }
      self.links[place].advance(
        to: now, on: link, asksForUnicast: isUnicastReceivable, outbox: &outbox)
    }
  }
}

/// Commands.
extension Querier {
  mutating func ask(
    _ query: Query, as id: QueryID, at now: Instant, links: [Link], random: inout RandomSource,
    outbox: inout Outbox
  ) throws(CommandError) {
    guard queries[id] == nil, !oneShots.has(id) else { throw .identifierInUse }
    guard queries.count + oneShots.queryCount < Limits.questions else { throw .tooManyQueries }
    switch query.span {
    case .oneShot(let timeout):
      askOnce(query, as: id, until: now + timeout, at: now, outbox: &outbox)
    case .gathering(let timeout):
      oneShots.begin(query, as: id, until: now + timeout)
      for link in self.links where query.links.includes(link.index) {
        oneShots.ask(query.question, for: id, on: link.index, at: now, until: now + timeout)
      }
    case .continuous:
      askAgainAndAgain(query, as: id, at: now, random: &random, outbox: &outbox)
    }
  }

  private mutating func askAgainAndAgain(
    _ query: Query, as id: QueryID, at now: Instant, random: inout RandomSource,
    outbox: inout Outbox
  ) {
    queries[id] = query
    for place in self.links.indices where query.links.includes(self.links[place].index) {
      let asksMore = self.links[place].join(
        Series.Asker(id: id, livenessInterval: query.livenessInterval), query.question,
        query.urgency == .routine ? .delayed(random.firstQueryDelay()) : .atOnce,
        prefersUnicast: configuration.asksFirstForUnicast, at: now, outbox: &outbox)
      guard asksMore, query.urgency == .hurried else { continue }
      oneShots.ask(
        query.question, for: id, on: self.links[place].index, at: now,
        until: now + Timing.unicastResponseWindow)
    }
  }

  mutating func cancel(_ id: QueryID, at now: Instant) {
    oneShots.cancel(id)
    guard let query = queries.removeValue(forKey: id) else { return }
    for place in links.indices where query.links.includes(links[place].index) {
      links[place].leave(id, query.question, at: now)
    }
  }

  mutating func reconfirm(_ answer: Answer, at now: Instant) {
    for place in links.indices where links[place].index == answer.linkIndex {
      guard let slot = links[place].cache.slot(of: answer.record) else { return }
      links[place].doubt(slot, at: now)
    }
  }

  /// Records of our own answer at once, and if they are ours alone there is nobody else to ask.
  private mutating func askOnce(
    _ query: Query, as id: QueryID, until end: Instant, at now: Instant, outbox: inout Outbox
  ) {
    oneShots.begin(query, as: id, until: end)
    let asked = links.filter { query.links.includes($0.index) }
    let own = asked.flatMap { $0.ownAnswers(to: query.question) }
    for answer in own { outbox.post(.answer(id, .added(answer))) }
    guard !own.contains(where: { $0.record.answersUniquely(query.question) }) else {
      oneShots.finish(id, outbox: &outbox)
      return
    }
    for link in asked {
      oneShots.ask(query.question, for: id, on: link.index, at: now, until: end)
    }
  }
}

/// What comes from the network.
extension Querier {
  /// Whether a unicast response answers a question that asked for one in the last two seconds.
  func expectsUnicast(_ response: Message, _ arrival: Arrival) -> Bool {
    guard arrival.localPort == .multicastDNS else { return oneShots.expects(response, arrival) }
    return place(of: arrival.linkIndex).map {
      links[$0].expectsUnicast(response, at: arrival.moment)
    } ?? false
  }

  /// Learns what others ask: duplicate questions, and questions that nobody answers. Only what is
  /// multicast by a full querier, and is no probe, says something.
  mutating func hear(query: Message, _ arrival: Arrival, outbox: inout Outbox) {
    guard arrival.isMulticast, !arrival.isLegacy, query.authorities.isEmpty,
      let place = place(of: arrival.linkIndex)
    else { return }
    links[place].hear(query, from: arrival.source, at: arrival.moment, outbox: &outbox)
  }

  mutating func hear(
    response records: [ResourceRecord], of message: Message, _ arrival: Arrival,
    random: inout RandomSource, outbox: inout Outbox
  ) {
    let isReply = arrival.localPort == .oneShot
    if isReply { oneShots.hear(records, of: message, arrival, outbox: &outbox) }
    guard let place = place(of: arrival.linkIndex) else { return }
    let hearing = LinkQuerier.Hearing(
      source: arrival.source.address, now: arrival.moment, isHint: isReply,
      isEcho: arrival.isEcho)
    links[place].hear(records, hearing, random: &random, outbox: &outbox)
  }

  private func place(of linkIndex: Int) -> Int? {
    links.firstIndex { $0.index == linkIndex }
  }
}

/// What happens to this host.
extension Querier {
  /// Takes up records of our own, which answer own questions without a packet.
  mutating func ownRecordsChanged(_ change: ZoneChange, at now: Instant, outbox: inout Outbox) {
    guard let place = place(of: change.linkIndex) else { return }
    switch change.kind {
    case .appeared: links[place].appear(change.record, at: now, outbox: &outbox)
    case .disappeared(let reason):
      links[place].disappear(change.record, because: reason, at: now, outbox: &outbox)
    }
  }

  /// Forgets what was known on links that are gone, and asks on links that are new or reach hosts of
  /// one more family; there the first questions prefer unicast answers (RFC 6762 §5.4, §10.3).
  mutating func linksChanged(
    from old: [Link], to new: [Link], at now: Instant, random: inout RandomSource,
    outbox: inout Outbox
  ) {
    for link in links where !new.contains(where: { $0.index == link.index }) {
      link.tellLinkDown(outbox: &outbox)
    }
    links.removeAll { link in !new.contains { $0.index == link.index } }
    for link in new {
      guard let place = place(of: link.index) else {
        begin(on: link.index, at: now, random: &random, outbox: &outbox)
        continue
      }
      let families = old.first { $0.index == link.index }?.families ?? []
      guard link.families.contains(where: { !families.contains($0) }) else { continue }
      for question in links[place].questions {
        links[place].restart(
          question, after: random.firstQueryDelay(), prefersUnicast: true, at: now)
      }
    }
  }

  private mutating func begin(
    on linkIndex: Int, at now: Instant, random: inout RandomSource, outbox: inout Outbox
  ) {
    var link = LinkQuerier(
      index: linkIndex, longestTimeToLive: configuration.longestTimeToLive)
    let asking = queries.filter { $0.value.links.includes(linkIndex) }
    for (id, query) in asking.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      _ = link.join(
        Series.Asker(id: id, livenessInterval: query.livenessInterval), query.question,
        .delayed(random.firstQueryDelay()), prefersUnicast: true, at: now, outbox: &outbox)
    }
    oneShots.ask(onNew: linkIndex, at: now)
    links.insert(link, at: links.firstIndex { linkIndex < $0.index } ?? links.endIndex)
  }
}

extension Query {
  fileprivate var question: NameTypeClass { NameTypeClass(name, type, recordClass) }
}
