internal import DNSSDWire

/// The addresses of one host, of both families alike (RFC 6763 §14).
struct FollowedAddresses: Equatable, Sendable {
  private var answers: [AddressFamily: CurrentAnswers] = [:]
  private var refusedFamilies: Set<AddressFamily> = []

  /// Takes what happened to the query for a family.
  mutating func apply(_ change: AnswerChange, of family: AddressFamily) {
    answers[family, default: CurrentAnswers(limit: Limits.addressesOfHost)].apply(change)
  }

  /// Takes note that there is no query for a family.
  mutating func refused(_ family: AddressFamily) {
    refusedFamilies.insert(family)
  }

  /// Whether there is an address, or there can be none.
  var isKnown: Bool {
    let all = AddressFamily.allCases
    return all.contains { !(answers[$0]?.isEmpty ?? true) }
      || all.allSatisfy { isAbsent($0) || refusedFamilies.contains($0) }
  }

  /// Whether each family is known to have addresses or none.
  var isComplete: Bool {
    AddressFamily.allCases.allSatisfy {
      !(answers[$0]?.isUnknown ?? true) || refusedFamilies.contains($0)
    }
  }

  /// Whether the owner of the name says that it has no address of the family (RFC 6762 §6.1).
  func isAbsent(_ family: AddressFamily) -> Bool {
    guard let answers = answers[family] else { return false }
    return answers.isEmpty && !answers.isUnknown
  }

  /// The addresses heard on the links that are wanted, in ascending order.
  func addresses(where isWanted: (Int) -> Bool) -> [HostAddress] {
    var wanted: Set<HostAddress> = []
    for answer in AddressFamily.allCases.flatMap({ answers[$0]?.answers ?? [] })
    where isWanted(answer.linkIndex) {
      guard let address = answer.record.address else { continue }
      wanted.insert(HostAddress(address, heardOn: answer.linkIndex))
    }
    return wanted.sorted()
  }
}

extension AddressFamily {
  /// The type of the records that hold addresses of the family (RFC 3596 §2.1).
  var addressType: RecordType {
    switch self {
    case .v4: .a
    case .v6: .aaaa
    }
  }
}

extension ResourceRecord {
  /// The address of an A or AAAA record.
  var address: IPAddress? {
    switch data {
    case .a(let address): .v4(address)
    case .aaaa(let address): .v6(address)
    default: nil
    }
  }

  /// The data of an SRV record.
  var serviceData: ServiceData? {
    if case .srv(let data) = data { data } else { nil }
  }

  /// The data of a TXT record.
  var textData: TextData? {
    if case .txt(let data) = data { data } else { nil }
  }

  /// The target of a PTR record.
  var pointerTarget: DNSName? {
    if case .ptr(let target) = data { target } else { nil }
  }
}
