internal import DNSSDWire

/// The records that an asker will want next, in whole sets, as far as they are ours (RFC 6762 §6.2,
/// RFC 6763 §12).
struct AdditionalRecords {
  private(set) var sets: [[ResourceRecord]] = []
  private let zone: Zone
  private var taken: Set<RecordIdentity>
  private var room: Int

  /// The least that a record takes in a message: a pointer, its fixed fields, and four octets of data.
  private static let leastLength = 16

  /// Gathers what goes with `answers`, as long as octets of a message of `limit` may be left.
  init(for answers: [ResourceRecord], in zone: Zone, limit: Int) {
    self.zone = zone
    room = limit / Self.leastLength
    taken = Set(answers.lazy.map(RecordIdentity.init))
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
    let hosts = zone.records(of: instance).compactMap { own in
      if case .srv(let service) = own.record.data { service.target } else { nil }
    }
    guard !hosts.isEmpty else { return }
    add(.srv, of: instance)
    add(.txt, of: instance)
    for host in hosts { addAddresses(of: host) }
  }

  /// All addresses of a host; where it has none of a family, that it has none (RFC 6762 §6.2).
  private mutating func addAddresses(of host: DNSName) {
    var families: Set<RecordType> = []
    for own in zone.records(of: host) { families.insert(own.record.type) }
    let hasIPv4 = families.contains(.a)
    let hasIPv6 = families.contains(.aaaa)
    guard hasIPv4 || hasIPv6 else { return }
    add(.a, of: host)
    add(.aaaa, of: host)
    if !hasIPv4 || !hasIPv6, let denial = zone.denial(of: host) { add([denial]) }
  }

  private mutating func add(_ type: RecordType, of name: DNSName) {
    let members = zone.records(of: name).lazy.map(\.record)
      .filter { $0.type == type && $0.recordClass == .internet }
    add(Array(members))
  }

  private mutating func add(_ set: [ResourceRecord]) {
    let new = set.filter { taken.insert(RecordIdentity($0)).inserted }
    guard !new.isEmpty else { return }
    sets.append(new)
    room -= new.count
  }
}
