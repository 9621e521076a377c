internal import DNSSDWire

/// A record as a key: equal in name, class, type and data, whatever its times and bits (RFC 2181 §5).
struct RecordIdentity: Hashable {
  private let record: ResourceRecord

  init(_ record: ResourceRecord) {
    self.record = record
  }

  static func == (left: RecordIdentity, right: RecordIdentity) -> Bool {
    left.record.isSame(as: right.record)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(record.name)
    hasher.combine(record.recordClass)
    hasher.combine(record.data)
  }
}

/// A set of records as a key: one name, class and type (RFC 2181 §5).
struct SetIdentity: Hashable {
  private let name: DNSName
  private let recordClass: RecordClass
  private let type: RecordType

  init(_ record: ResourceRecord) {
    name = record.name
    recordClass = record.recordClass
    type = record.type
  }
}
