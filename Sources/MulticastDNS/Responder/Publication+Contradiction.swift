internal import DNSSDWire

extension Publication {
  /// Whose the records at a name are.
  enum Standing {
    case own, shared
  }

  /// The names of its records that other registrations may meet.
  func indexedNames(_ standing: Standing) -> [DNSName] {
    var names: [DNSName] = []
    for proposal in comparable where (proposal.ownership == .shared) == (standing == .shared) {
      if !names.contains(proposal.record.name) { names.append(proposal.record.name) }
    }
    return names
  }

  /// Whether both can not be true: a set that is one's own, and the other has it otherwise or shares
  /// it with the network (RFC 6762 §2).
  func contradicts(_ other: Publication) -> Bool {
    guard registration.links.overlaps(other.registration.links) else { return false }
    let (mine, theirs) = (comparable, other.comparable)
    for proposal in mine {
      let set = theirs.filter { $0.record.isOfSameSet(as: proposal.record) }
      guard let first = set.first else { continue }
      if proposal.ownership == .shared, first.ownership == .shared { continue }
      guard proposal.ownership != .shared, first.ownership != .shared else { return true }
      let own = mine.filter { $0.record.isOfSameSet(as: proposal.record) }
      guard own.count == set.count,
        set.contains(where: { $0.record == proposal.record })
      else { return true }
    }
    return false
  }

  /// Whether one says where a service is by a name that the other makes an alias (RFC 2782).
  func aliasesTarget(of service: Publication) -> Bool {
    guard case .service = service.registration.content else { return false }
    return comparable.contains {
      $0.record.type == .cname && $0.record.name == service.target
    }
  }

  var hasAlias: Bool { comparable.contains { $0.record.type == .cname } }

  /// What must agree with other registrations. The reverse names of addresses are left out: they may
  /// point at each name that a host has.
  private var comparable: [Proposal] {
    let all = proposals(on: .example)
    guard case .host = registration.content else { return all }
    return all.filter { $0.ownership != .knownUnique }
  }
}

extension Link {
  /// Stands for any link when what is published is compared without one.
  fileprivate static let example = Link(
    index: 0, mtu: 0,
    addresses: [
      LinkAddress(.v4(IPv4Address(0, 0, 0, 0)), prefixLength: 0),
      LinkAddress(.v6(IPv6Address(high: 0, low: 0)), prefixLength: 0),
    ])
}

extension LinkScope {
  /// Whether there can be a link in both.
  fileprivate func overlaps(_ other: LinkScope) -> Bool {
    switch (self, other) {
    case (.only(let one), .only(let two)): one == two
    default: true
    }
  }
}
