internal import DNSSDWire

/// Claims names, announces what is ours, and gives up what is not (RFC 6762 §8, §9, §10.1).
struct Responder: Equatable {
  var isUnicastReceivable = true
  /// What may be given as answers, by link index.
  private(set) var zones: [Int: Zone] = [:]

  init(configuration: EngineConfiguration) {
  }

  var nextDeadline: Deadline? { nil }

  mutating func publish(
    _ registration: Registration, as id: RegistrationID, at now: Instant, links: [Link],
    random: inout RandomSource
  ) throws(CommandError) {
  }

  mutating func update(
    _ id: RegistrationID, to registration: Registration, at now: Instant, links: [Link],
    random: inout RandomSource
  ) throws(CommandError) {
  }

  mutating func withdraw(_ id: RegistrationID, at now: Instant, outbox: inout Outbox) {
  }

  /// Whether a unicast response answers a probe of ours.
  func expectsUnicast(_ response: Message, _ arrival: Arrival) -> Bool { false }

  /// Settles simultaneous probes (RFC 6762 §8.2).
  mutating func hear(
    probe: Message, _ arrival: Arrival, random: inout RandomSource, outbox: inout Outbox
  ) {
  }

  /// Finds conflicts (RFC 6762 §8.1, §9).
  mutating func hear(
    response records: [ResourceRecord], _ arrival: Arrival, random: inout RandomSource,
    outbox: inout Outbox
  ) {
  }

  mutating func linksChanged(
    from old: [Link], to new: [Link], at now: Instant, random: inout RandomSource,
    outbox: inout Outbox
  ) {
  }

  /// Which records came into the zones and left them since the last call.
  mutating func takeZoneChanges() -> [ZoneChange] { [] }

  /// Sends the probes that are due; returns what is to be announced and said goodbye to.
  mutating func advance(
    to now: Instant, links: [Link], random: inout RandomSource, outbox: inout Outbox
  ) -> [Announcement] { [] }
}

/// Records to be multicast unasked, all at once (RFC 6762 §8.3, §10.1).
struct Announcement: Equatable {
  let linkIndex: Int
  /// With their cache-flush bits; a time to live of zero says goodbye.
  let records: [ResourceRecord]
}

/// A record that came into a zone, or left it.
struct ZoneChange: Equatable {
  enum Kind: Equatable {
    case appeared
    case disappeared(RemovalReason)
  }

  let kind: Kind
  let record: ResourceRecord
  let linkIndex: Int
}
