internal import DNSSDWire

/// Answers questions from the zones of this host, and multicasts what is announced (RFC 6762 §6, §7).
struct Answering: Equatable {
  init(configuration: EngineConfiguration) {
  }

  var nextDeadline: Deadline? { nil }

  /// Plans the answers to a query.
  mutating func hear(
    query: Message, _ arrival: Arrival, zone: Zone, random: inout RandomSource,
    outbox: inout Outbox
  ) {
  }

  /// Learns what others answer: duplicate answers, and records of ours with too short a life.
  mutating func hear(
    response records: [ResourceRecord], _ arrival: Arrival, zone: Zone, outbox: inout Outbox
  ) {
  }

  /// Takes records to be multicast at once.
  mutating func announce(_ announcement: Announcement, at now: Instant) {
  }

  mutating func linksChanged(from old: [Link], to new: [Link], at now: Instant) {
  }

  /// Sends what is due and still in the zones.
  mutating func advance(
    to now: Instant, zones: [Int: Zone], links: [Link], outbox: inout Outbox
  ) {
  }
}
