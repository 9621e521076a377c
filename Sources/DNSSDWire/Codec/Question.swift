/// What a querier wants to know (RFC 1035 §4.1.2, RFC 6762 §18.12).
public struct Question: Hashable, Sendable {
  public let name: DNSName
  public let type: RecordType
  public let recordClass: RecordClass
  /// The top bit of the class field: the querier accepts replies by unicast (RFC 6762 §5.4).
  public let prefersUnicastResponse: Bool

  public init(
    name: DNSName, type: RecordType, recordClass: RecordClass = .internet,
    prefersUnicastResponse: Bool = false
  ) {
    self.name = name
    self.type = type
    self.recordClass = recordClass
    self.prefersUnicastResponse = prefersUnicastResponse
  }
}
