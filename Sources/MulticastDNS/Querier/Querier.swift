internal import DNSSDWire

/// Asks, keeps what it hears, and tells those who asked (RFC 6762 §5, §7.1 to §7.3, §10).
struct Querier: Equatable {
  var isUnicastReceivable = true

  init(configuration: EngineConfiguration) {
  }

  var nextDeadline: Deadline? { nil }

  mutating func ask(
    _ query: Query, as id: QueryID, at now: Instant, links: [Link], random: inout RandomSource,
    outbox: inout Outbox
  ) throws(CommandError) {
  }

  mutating func cancel(_ id: QueryID, at now: Instant) {
  }

  mutating func reconfirm(_ answer: Answer, at now: Instant) {
  }

  /// Whether a unicast response answers a question that asked for one in the last two seconds.
  func expectsUnicast(_ response: Message, _ arrival: Arrival) -> Bool { false }

  /// Learns what others ask: duplicate questions, and questions that nobody answers.
  mutating func hear(query: Message, _ arrival: Arrival, outbox: inout Outbox) {
  }

  mutating func hear(
    response records: [ResourceRecord], of message: Message, _ arrival: Arrival,
    random: inout RandomSource, outbox: inout Outbox
  ) {
  }

  /// Takes up records of our own, which answer own questions without a packet.
  mutating func ownRecordsChanged(_ change: ZoneChange, at now: Instant, outbox: inout Outbox) {
  }

  mutating func linksChanged(
    from old: [Link], to new: [Link], at now: Instant, random: inout RandomSource,
    outbox: inout Outbox
  ) {
  }

  mutating func advance(
    to now: Instant, links: [Link], random: inout RandomSource, outbox: inout Outbox
  ) {
  }
}
