internal import DNSSDWire

/// Looks up many records in a zone; those of a name with many are sorted out once.
struct ZoneReader {
  let zone: Zone
  private var name: DNSName?
  private var lookups = 0
  private var known: [RecordIdentity: OwnRecord] = [:]

  /// So many lookups of one name go through its records one by one.
  private static let plainLookups = 4

  init(_ zone: Zone) {
    self.zone = zone
  }

  /// What a record of ours says now: itself, the present types of its name when it denies others, or
  /// nil when it is withdrawn.
  mutating func present(_ record: ResourceRecord) -> OwnRecord? {
    if let own = find(record) { return own }
    guard record.type == .nsec,
      let denial = zone.denial(
        of: record.name, in: record.recordClass, timeToLive: record.timeToLive)
    else { return nil }
    return OwnRecord(record: denial, ownership: .unique, holders: [])
  }

  /// The record of the zone equal in name, class, type and data.
  mutating func find(_ record: ResourceRecord) -> OwnRecord? {
    if record.name != name {
      name = record.name
      lookups = 0
      known = [:]
    }
    lookups += 1
    guard lookups > Self.plainLookups else { return zone.record(matching: record) }
    if known.isEmpty { learn(record.name) }
    return known[RecordIdentity(record)]
  }

  /// The whole set of a unique record; a shared record alone.
  func set(of own: OwnRecord) -> [ResourceRecord] {
    guard own.ownership != .shared, own.record.type != .nsec else { return [own.record] }
    return zone.records(of: own.record.name).lazy
      .filter { $0.ownership != .shared && $0.record.isOfSameSet(as: own.record) }
      .map(\.record)
  }

  private mutating func learn(_ name: DNSName) {
    for own in zone.records(of: name) { known[RecordIdentity(own.record)] = own }
  }
}
