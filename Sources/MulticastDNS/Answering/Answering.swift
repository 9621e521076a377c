internal import DNSSDWire

/// Answers questions from the zones of this host, and multicasts what is announced (RFC 6762 §6, §7).
struct Answering: Equatable {
  private let answersOffLink: Bool
  /// One for each link that asked or announced something, by index.
  private var schedules: [AnswerSchedule] = []

  init(configuration: EngineConfiguration) {
    answersOffLink = configuration.answersOffLink
  }

  var nextDeadline: Deadline? {
    schedules.reduce(nil) { .earlier($0, $1.nextDeadline) }
  }

  /// Plans the answers to a query.
  mutating func hear(
    query: Message, _ arrival: Arrival, zone: Zone, random: inout RandomSource,
    outbox: inout Outbox
  ) {
    guard let manner = ReplyManner(arrival, answersOffLink: answersOffLink),
      !query.isOwnProbe(arrival)
    else { return }
    let place = place(of: arrival.linkIndex)
    if manner != .legacy {
      outbox.counters.knownAnswersSuppressed += schedules[place].hear(
        continuation: query, from: arrival.source, at: arrival.moment, random: &random)
    }
    let plain = query.plainQuestion(manner)
    if let plain, schedules[place].openQuestions.contains(plain) { return }
    let plan = AnswerPlan(
      query: query, manner: manner, zone: zone, history: schedules[place].history,
      at: arrival.moment)
    outbox.counters.knownAnswersSuppressed += plan.knownCount
    guard !plan.answers.isEmpty else { return }
    guard schedules[place].hasRoom(for: plan) else {
      outbox.counters.queriesDropped += 1
      return
    }
    if manner == .legacy {
      schedules[place].reply(with: plan, to: LegacyRequest(query), of: arrival)
    } else {
      schedules[place].add(plan, for: arrival, random: &random)
      if let plain, plan.delay == .shared { schedules[place].openQuestions.insert(plain) }
    }
  }

  /// Learns what others answer: duplicate answers, and records of ours with too short a life.
  mutating func hear(
    response records: [ResourceRecord], _ arrival: Arrival, zone: Zone, outbox: inout Outbox
  ) {
    guard arrival.isMulticast, !arrival.isEcho else { return }
    let place = place(of: arrival.linkIndex)
    var reader = ZoneReader(zone)
    for record in records {
      guard let own = reader.find(record)?.record else { continue }
      if record.timeToLive >= own.timeToLive {
        outbox.counters.duplicateAnswersSuppressed += schedules[place].othersGave(own)
      } else if !own.lives(atLeastHalfAsLongIn: record.timeToLive) {
        schedules[place].multicastWhenAllowed([own], because: .announcement, at: arrival.moment)
      }
    }
  }

  /// Takes records to be multicast at once.
  mutating func announce(_ announcement: Announcement, at now: Instant) {
    schedules[place(of: announcement.linkIndex)].announce(announcement.records, at: now)
  }

  /// Forgets what was to be sent on links that are gone; not when records were multicast there, for a
  /// link may come back at once.
  mutating func linksChanged(from old: [Link], to new: [Link], at now: Instant) {
    for place in schedules.indices
    where !new.contains(where: { $0.index == schedules[place].linkIndex }) {
      schedules[place].clear()
      schedules[place].history.forgetFreshness(at: now)
    }
    schedules.removeAll { schedule in
      schedule.history.isEmpty && !new.contains { $0.index == schedule.linkIndex }
    }
  }

  /// Sends what is due and still in the zones.
  mutating func advance(
    to now: Instant, zones: [Int: Zone], links: [Link], outbox: inout Outbox
  ) {
    for place in schedules.indices {
      let index = schedules[place].linkIndex
      guard let link = links.first(where: { $0.index == index }) else {
        schedules[place].clear()
        continue
      }
      schedules[place].send(at: now, zones[index] ?? Zone(), on: link, outbox: &outbox)
    }
  }

  /// The place of a link's schedule, which is made when there is none.
  private mutating func place(of linkIndex: Int) -> Int {
    let place = schedules.firstIndex { $0.linkIndex >= linkIndex } ?? schedules.endIndex
    if place == schedules.endIndex || schedules[place].linkIndex != linkIndex {
      schedules.insert(AnswerSchedule(linkIndex: linkIndex), at: place)
    }
    return place
  }
}

extension Message {
  /// Whether a reflector brought our own probe back, which is not to be answered. Equal probes of
  /// another host propose equal records, and need no answer either.
  fileprivate func isOwnProbe(_ arrival: Arrival) -> Bool {
    arrival.isEcho && !authorities.isEmpty
  }
}
