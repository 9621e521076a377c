internal import DNSSDWire

extension RecordRegistration {
  /// Throws what is wrong with records that are to be published together.
  static func check(_ records: [ResourceRecord]) throws(RegistrationError) {
    guard !records.isEmpty else { throw .recordsMissing }
    guard records.count <= Limits.recordsInRegistration else { throw .tooManyRecords }
    for (place, record) in records.enumerated() {
      guard record.name.isLinkLocal else { throw .notMulticast }
      if case .malformed = record.data { throw .unsendable(record.type) }
      guard !record.type.isPseudo else { throw .unsendable(record.type) }
      do throws(EncodingError) {
        _ = try MessagePacker(mtu: 0, family: .v6).response([record])
      } catch {
        throw .recordTooLarge(record.type)
      }
      let sameSet = records[..<place].first { $0.isOfSameSet(as: record) }
      guard sameSet.map({ $0.timeToLive == record.timeToLive }) ?? true else {
        throw .mixedTimesToLive(record.type)
      }
    }
  }
}
