internal import DNSSDWire

/// The records that an asker will want next, in whole sets, as far as they are ours (RFC 6762 §6.2,
/// RFC 6763 §12).
struct AdditionalRecords {
  private(set) var sets: [[ResourceRecord]] = []
  private let zone: Zone
  private var taken: DistinctRecords
  private var room: Int

  /// The least that a record takes in a message: a pointer, its fixed fields, and four octets of data.
  private static let leastLength = 16

  /// Gathers what goes with `answers`, as long as octets of a message of `limit` may be left.
  init(for answers: [ResourceRecord], in zone: Zone, limit: Int) {
    self.zone = zone
    room = limit / Self.leastLength
    taken = DistinctRecords(answers)
    for answer in answers where room > 0 { follow(answer) }
  }

  private mutating func follow(_ answer: ResourceRecord) {
    switch answer.data {
    case .ptr(let target): addService(named: target)
    case .srv(let service): addAddresses(of: service.target)
    case .a, .aaaa: addAddresses(of: answer.name)
    default: break
    }
  }

  /// Where a service is and what its text is; nothing for a name that is no service.
  private mutating func addService(named instance: DNSName) {
    let records = zone.records(of: instance)
    let hosts = records.compactMap { own in
      if case .srv(let service) = own.record.data { service.target } else { nil }
    }
    guard !hosts.isEmpty else { return }
    add(.srv, among: records)
    add(.txt, among: records)
    for host in hosts { addAddresses(of: host) }
  }

  /// All addresses of a host; where it has none of a family, that it has none (RFC 6762 §6.2).
  private mutating func addAddresses(of host: DNSName) {
    let records = zone.records(of: host)
    let hasIPv4 = records.contains { $0.record.type == .a }
    let hasIPv6 = records.contains { $0.record.type == .aaaa }
    guard hasIPv4 || hasIPv6 else { return }
    add(.a, among: records)
    add(.aaaa, among: records)
    if !hasIPv4 || !hasIPv6, let denial = zone.denial(of: host) { add([denial]) }
  }

  private mutating func add(_ type: RecordType, among records: [OwnRecord]) {
    var set: [ResourceRecord] = []
    for own in records where own.record.type == type && own.record.recordClass == .internet {
      set.append(own.record)
    }
    add(set)
  }

  private mutating func add(_ set: [ResourceRecord]) {
    var new: [ResourceRecord] = []
    for record in set where taken.insert(record) { new.append(record) }
    guard !new.isEmpty else { return }
    sets.append(new)
    room -= new.count
  }
}
