/// A name, what is said of it, and for how long (RFC 1035 §4.1.3, RFC 6762 §18.13).
public struct ResourceRecord: Hashable, Sendable {
  public let name: DNSName
  /// Of an OPT record, the payload size that its data holds too.
  public let recordClass: RecordClass
  /// The top bit of the class field: the record replaces older ones of its name, type and class
  /// (RFC 6762 §10.2). Never set in an OPT record, whose class field is a plain size.
  public let isCacheFlush: Bool
  /// Zero in an OPT record, which has other things in that place; see ``ExtendedDNS/bits``.
  public let timeToLive: TimeToLive
  public let data: RecordData

  public init(
    name: DNSName, recordClass: RecordClass = .internet, isCacheFlush: Bool = false,
    timeToLive: TimeToLive, data: RecordData
  ) {
    self.name = name
    self.recordClass = recordClass
    self.isCacheFlush = isCacheFlush
    self.timeToLive = timeToLive
    self.data = data
  }

  /// The type that the data belongs to.
  public var type: RecordType { data.type }
}
