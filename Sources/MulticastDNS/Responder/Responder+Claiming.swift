internal import DNSSDWire

/// Which names are claimed.
extension Responder {
  /// The links on which a registration is to be seen.
  func links(of publication: Publication) -> [Link] {
    links.filter { publication.concerns($0.index) }
  }

  func claimKeys(of publication: Publication) -> [ClaimKey] {
    links(of: publication).flatMap { link in
      publication.claimedNames.map { ClaimKey(name: $0, linkIndex: link.index) }
    }
  }

  /// Claims each name of a registration that is not claimed yet.
  mutating func beginClaims(
    of id: RegistrationID, at now: Instant, random: inout RandomSource
  ) {
    guard let publication = publications[id] else { return }
    for key in claimKeys(of: publication) where claims[key] == nil {
      switch publication.registration.verification {
      case .verified: claims.take(key)
      case .probe: claims.begin(key, at: firstProbe(on: key.linkIndex, at: now, random: &random))
      }
      noteNewClaim(of: id, at: now)
    }
  }

  /// Takes note that a registration has to be established anew.
  mutating func noteNewClaim(of id: RegistrationID, at now: Instant) {
    publications.modify(id) { $0.isReported = false }
    claimingTimes.begin(id, at: now)
  }

  /// When a new name is probed for first (RFC 6762 §8.1).
  mutating func firstProbe(
    on linkIndex: Int, at now: Instant, random: inout RandomSource
  ) -> Instant {
    let pause = pace.pause(at: now)
    let latest = now + Timing.firstProbeDelay.upperBound
    if pause == .zero, let joint = claims.firstProbe(on: linkIndex, within: now...latest) {
      return joint
    }
    return now + pause + random.firstProbeDelay()
  }

  /// Ends the claims to names that no registration wants any more.
  mutating func releaseUnclaimed(_ names: [DNSName]) {
    for name in names {
      for link in links {
        let key = ClaimKey(name: name, linkIndex: link.index)
        if publications.claimants(of: key).isEmpty { claims.release(key) }
      }
    }
  }

  /// The records that are proposed for a name on a link. What would make the probe larger than the
  /// link carries stays out: a message above the MTU may hold one record only (RFC 6762 §17).
  func proposal(for key: ClaimKey) -> [ResourceRecord] {
    guard let link = links.first(where: { $0.index == key.linkIndex }) else { return [] }
    let all = claimedRecords(for: key)
    var room = link.packer.payloadLimit - ProbeSize.header - ProbeSize.of(key.name)
    let fitting = all.filter { record in
      let size = ProbeSize.of(record)
      guard size <= room else { return false }
      room -= size
      return true
    }
    return fitting.isEmpty ? Array(all.prefix(1)) : fitting
  }

  /// All records for which a name is claimed on a link, each once.
  func claimedRecords(for key: ClaimKey) -> [ResourceRecord] {
    guard let link = links.first(where: { $0.index == key.linkIndex }) else { return [] }
    var records: [ResourceRecord] = []
    for publication in publications.claimants(of: key) {
      for record in publication.claimedRecords(of: key.name, on: link)
      where !records.contains(where: { $0.isSame(as: record) }) {
        records.append(record)
      }
    }
    return records
  }

  /// Whether a record is ours on any link, or was lately: then it comes back from somewhere.
  func isOurs(_ record: ResourceRecord, at now: Instant) -> Bool {
    links.contains { link in
      publications.owners(of: record.name).contains { publication in
        publication.concerns(link.index)
          && publication.proposals(on: link).contains { $0.record.isSame(as: record) }
      }
    } || sentRecords.contains(record, at: now)
  }

  /// Keeps the records of a registration that are about to change or go.
  mutating func remember(_ publication: Publication, at now: Instant) {
    for link in links(of: publication) {
      for proposal in publication.proposals(on: link) where proposal.ownership == .unique {
        sentRecords.renew(proposal.record, at: now)
      }
    }
  }

  /// Lets the services of a host follow its name.
  mutating func retarget(_ host: RegistrationID, at now: Instant) {
    guard let name = publications[host]?.name else { return }
    for id in publications.services(at: host) {
      guard var service = publications[id] else { continue }
      remember(service, at: now)
      service.target = name
      publications.put(service)
      unsettled.insert(id)
    }
  }
}
