internal import DNSSDWire

/// A record that a registration wants on a link.
struct Proposal: Equatable {
  /// With its full time to live, and the cache-flush bit unless it is shared.
  let record: ResourceRecord
  let ownership: Ownership
}

extension Publication {
  /// The names that must be ours before the records are used (RFC 6762 §8.1).
  var claimedNames: [DNSName] {
    if case .records(let plain) = registration.content, plain.ownership != .unique { return [] }
    return names.map(\.current)
  }

  /// The host registration that a service follows.
  var hostID: RegistrationID? {
    guard case .service(let service) = registration.content,
      case .registered(let id) = service.host
    else { return nil }
    return id
  }

  /// All records that it wants on a link, under the names that it has now.
  func proposals(on link: Link) -> [Proposal] {
    switch registration.content {
    case .host(let host): proposals(of: host, on: link)
    case .service(let service): proposals(of: service)
    case .records(let plain): plain.records.map { proposal($0, plain.ownership) }
    }
  }

  /// The records for which a name is claimed on a link.
  func claimedRecords(of name: DNSName, on link: Link) -> [ResourceRecord] {
    proposals(on: link).filter { $0.ownership == .unique && $0.record.name == name }.map(\.record)
  }

  private func proposals(of host: HostRegistration, on link: Link) -> [Proposal] {
    let addresses =
      switch host.addresses {
      case .ofLinks:
        link.addresses.map(\.address).filter { !heldBack[link.index, default: []].contains($0) }
      case .listed(let listed): listed
      }
    let forward = addresses.map { unique(name, RecordData(of: $0), .unique) }
    guard host.hasReverseNames else { return forward }
    // What every host has is nobody's alone: other responders on this host would rename theirs.
    return forward
      + addresses.filter { !$0.isLoopback }.map {
        unique(DNSName(reverse: $0), .ptr(name), .knownUnique)
      }
  }

  private func unique(
    _ owner: DNSName, _ data: RecordData, _ ownership: Ownership
  ) -> Proposal {
    Proposal(
      record: ResourceRecord(
        name: owner, isCacheFlush: true, timeToLive: .hostName, data: data),
      ownership: ownership)
  }

  /// A service with port 0 only holds its name, and nobody is to find it (RFC 6763 §8).
  private func proposals(of service: ServiceRegistration) -> [Proposal] {
    guard let instance = try? ServiceInstanceName(name),
      let all = try? service.records(named: instance, at: target)
    else { return [] }
    let pointers =
      service.portNumber == 0 ? [] : [all.typePointer, all.pointer] + all.subtypePointers
    return pointers.map { Proposal(record: $0, ownership: .shared) }
      + [all.locationRecord, all.textRecord].map { Proposal(record: $0, ownership: .unique) }
  }

  private func proposal(_ record: ResourceRecord, _ ownership: Ownership) -> Proposal {
    let chosen = names.first { $0.wanted == record.name }?.current ?? record.name
    return Proposal(
      record: ResourceRecord(
        name: chosen, recordClass: record.recordClass, isCacheFlush: ownership != .shared,
        timeToLive: record.timeToLive, data: record.data),
      ownership: ownership)
  }
}

extension RecordData {
  /// The address of a host.
  fileprivate init(of address: IPAddress) {
    switch address {
    case .v4(let address): self = .a(address)
    case .v6(let address): self = .aaaa(address)
    }
  }
}
