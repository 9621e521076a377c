internal import DNSSDWire

/// What a question asks for, and what the records of one set have in common (RFC 2181 §5).
struct NameTypeClass: Hashable, Sendable {
  let name: DNSName
  let type: RecordType
  let recordClass: RecordClass

  init(_ name: DNSName, _ type: RecordType, _ recordClass: RecordClass) {
    self.name = name
    self.type = type
    self.recordClass = recordClass
  }

  /// The set that a record belongs to.
  init(of record: ResourceRecord) {
    self.init(record.name, record.type, record.recordClass)
  }

  init(of question: Question) {
    self.init(question.name, question.type, question.recordClass)
  }

  /// Whether a record of this name answers the question: an alias answers every type (RFC 6762 §6).
  func isAnswered(by record: ResourceRecord) -> Bool {
    isAnswered(by: record.type, record.recordClass)
  }

  /// Whether records of this name with such a type and class answer the question.
  func isAnswered(by type: RecordType, _ recordClass: RecordClass) -> Bool {
    (self.type == .any || self.type == type || type == .cname)
      && (self.recordClass == .any || self.recordClass == recordClass)
  }

  /// Whether the question names one set, without wildcards.
  var isOneSet: Bool { type != .any && recordClass != .any }

  func question(prefersUnicastResponse: Bool) -> Question {
    Question(
      name: name, type: type, recordClass: recordClass,
      prefersUnicastResponse: prefersUnicastResponse)
  }
}
