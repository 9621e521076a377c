internal import DNSSDWire

/// The records that may be given as answers on one link: established, not being probed for, not
/// withdrawn.
///
/// Claims put them in and take them out; answering only reads.
struct Zone: Hashable, Sendable {
  private var records: [DNSName: [OwnRecord]] = [:]

  /// All records of a name, in the order in which they came.
  func records(of name: DNSName) -> [OwnRecord] {
    records[name] ?? []
  }

  /// The record equal in name, class, type and data, whatever its times and bits.
  func record(matching other: ResourceRecord) -> OwnRecord? {
    records(of: other.name).first { $0.record.isSame(as: other) }
  }

  /// Whether the name is ours alone, so that a missing type may be denied (RFC 6762 §6.1).
  func ownsAlone(_ name: DNSName) -> Bool {
    records(of: name).contains { $0.ownership != .shared }
  }

  /// Adds a record, or one more holder to a record that is there; true when it is new.
  mutating func insert(_ record: ResourceRecord, _ ownership: Ownership, for holder: RegistrationID)
    -> Bool
  {
    var all = records(of: record.name)
    guard let place = all.firstIndex(where: { $0.record.isSame(as: record) }) else {
      all.append(OwnRecord(record: record, ownership: ownership, holders: [holder]))
      records[record.name] = all
      return true
    }
    if !all[place].holders.contains(holder) { all[place].holders.append(holder) }
    records[record.name] = all
    return false
  }

  /// Takes one holder from a record; true when it was the last and the record is gone.
  mutating func remove(_ record: ResourceRecord, for holder: RegistrationID) -> Bool {
    var all = records(of: record.name)
    guard let place = all.firstIndex(where: { $0.record.isSame(as: record) }) else { return false }
    all[place].holders.removeAll { $0 == holder }
    let isGone = all[place].holders.isEmpty
    if isGone { all.remove(at: place) }
    records[record.name] = all.isEmpty ? nil : all
    return isGone
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
