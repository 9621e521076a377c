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
    many.isEmpty
      ? few.contains { $0.isSame(as: record) } : many.contains(RecordIdentity(record))
  }

  /// Adds a record; false when it was there.
  mutating func insert(_ record: ResourceRecord) -> Bool {
    guard many.isEmpty else { return many.insert(RecordIdentity(record)).inserted }
    guard !contains(record) else { return false }
    few.append(record)
    if few.count > Self.fewCount {
      many = Set(few.lazy.map(RecordIdentity.init))
      few = []
    }
    return true
  }
}
