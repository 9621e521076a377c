internal import DNSSDWire

/// The records that may be given as answers on one link: established, not being probed for, not
/// withdrawn.
///
/// Claims put them in and take them out; answering only reads.
struct Zone: Hashable, Sendable {
  private var names: [DNSName: NameRecords] = [:]

  /// All records of a name, in the order in which they came.
  func records(of name: DNSName) -> [OwnRecord] {
    names[name]?.records ?? []
  }

  /// The record equal in name, class, type and data, whatever its times and bits.
  func record(matching other: ResourceRecord) -> OwnRecord? {
    guard let all = names[other.name] else { return nil }
    return all.place(of: other).map { all.records[$0] }
  }

  /// Whether the name is ours alone, so that a missing type may be denied (RFC 6762 §6.1).
  func ownsAlone(_ name: DNSName) -> Bool {
    records(of: name).contains { $0.ownership != .shared }
  }

  /// Adds a record, or one more holder to a record that is there; true when it is new.
  mutating func insert(_ record: ResourceRecord, _ ownership: Ownership, for holder: RegistrationID)
    -> Bool
  {
    names[record.name, default: NameRecords()].insert(
      OwnRecord(record: record, ownership: ownership, holders: [holder]))
  }

  /// Takes one holder from a record; true when it was the last and the record is gone.
  mutating func remove(_ record: ResourceRecord, for holder: RegistrationID) -> Bool {
    guard names[record.name]?.remove(record, for: holder) ?? false else { return false }
    if records(of: record.name).isEmpty { names[record.name] = nil }
    return true
  }
}

/// The records of one name. There may be thousands, one for each service of a type, so that each has
/// its place in a table.
private struct NameRecords: Hashable {
  private(set) var records: [OwnRecord] = []
  private var places: [RecordIdentity: Int] = [:]

  func place(of record: ResourceRecord) -> Int? {
    places[RecordIdentity(record)]
  }

  mutating func insert(_ new: OwnRecord) -> Bool {
    guard let place = place(of: new.record) else {
      places[RecordIdentity(new.record)] = records.count
      records.append(new)
      return true
    }
    for holder in new.holders where !records[place].holders.contains(holder) {
      records[place].holders.append(holder)
    }
    return false
  }

  mutating func remove(_ record: ResourceRecord, for holder: RegistrationID) -> Bool {
    guard let place = place(of: record) else { return false }
    records[place].holders.removeAll { $0 == holder }
    guard records[place].holders.isEmpty else { return false }
    records.remove(at: place)
    places[RecordIdentity(record)] = nil
    for later in place..<records.count { places[RecordIdentity(records[later].record)] = later }
    return true
  }
}

/// A record of ours on one link.
struct OwnRecord: Hashable, Sendable {
  /// With its full time to live, and the cache-flush bit unless it is shared.
  let record: ResourceRecord
  let ownership: Ownership
  /// The registrations that want it.
  var holders: [RegistrationID]
}

extension ResourceRecord {
  /// Whether two records say the same: equal in name, class, type and data (RFC 2181 §5).
  func isSame(as other: ResourceRecord) -> Bool {
    type == other.type && recordClass == other.recordClass && name == other.name
      && data == other.data
  }

  /// Whether two records are of one set: equal in name, class and type (RFC 2181 §5).
  func isOfSameSet(as other: ResourceRecord) -> Bool {
    type == other.type && recordClass == other.recordClass && name == other.name
  }

  /// The same record with another life and cache-flush bit.
  func with(timeToLive: TimeToLive, isCacheFlush: Bool) -> ResourceRecord {
    ResourceRecord(
      name: name, recordClass: recordClass, isCacheFlush: isCacheFlush, timeToLive: timeToLive,
      data: data)
  }
}
