internal import DNSSDWire

/// Records that were seen, each once. A few are compared one by one, which is faster than hashing
/// them; many are hashed.
struct DistinctRecords {
  private var few: [ResourceRecord] = []
  private var many: Set<RecordIdentity> = []

  private static let fewCount = 12

  init(_ records: [ResourceRecord] = []) {
    if records.count <= Self.fewCount {
      few = records
    } else {
      many = Set(records.lazy.map(RecordIdentity.init))
    }
  }

  func contains(_ record: ResourceRecord) -> Bool {
    few.contains { $0.isSame(as: record) }
      || !many.isEmpty && many.contains(RecordIdentity(record))
  }

  /// Adds a record; false when it was there.
  mutating func insert(_ record: ResourceRecord) -> Bool {
    guard !contains(record) else { return false }
    if few.count < Self.fewCount, many.isEmpty {
      few.append(record)
    } else {
      many.insert(RecordIdentity(record))
    }
    return true
  }
}
