internal import DNSSDWire

/// The zones of all links, and what changed in them.
struct OwnZones: Equatable {
  /// By link index.
  private(set) var zones: [Int: Zone] = [:]
  private var changes: [ZoneChange] = []

  subscript(linkIndex: Int) -> Zone { zones[linkIndex] ?? Zone() }

  /// Adds a record for a registration; true when it is new on the link.
  mutating func insert(
    _ record: ResourceRecord, _ ownership: Ownership, for holder: RegistrationID,
    on linkIndex: Int
  ) -> Bool {
    guard zones[linkIndex, default: Zone()].insert(record, ownership, for: holder) else {
      return false
    }
    changes.append(ZoneChange(kind: .appeared, record: record, linkIndex: linkIndex))
    return true
  }

  /// Takes a record away for a registration; true when nobody holds it any more.
  mutating func remove(
    _ record: ResourceRecord, for holder: RegistrationID, on linkIndex: Int,
    because reason: RemovalReason
  ) -> Bool {
    guard zones[linkIndex]?.remove(record, for: holder) ?? false else { return false }
    changes.append(
      ZoneChange(kind: .disappeared(reason), record: record, linkIndex: linkIndex))
    return true
  }

  mutating func leave(_ linkIndex: Int) {
    zones[linkIndex] = nil
  }

  mutating func takeChanges() -> [ZoneChange] {
    defer { changes = [] }
    return changes
  }
}
