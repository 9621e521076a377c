internal import DNSSDWire

/// Keeping zones, announcements and goodbyes in line with what is wanted and claimed.
extension Responder {
  /// Settles every registration for which something changed.
  mutating func settle(at now: Instant, outbox: inout Outbox) {
    while !unsettled.isEmpty {
      for id in unsettled.takeAll() {
        guard let publication = publications[id] else { continue }
        for link in links { settle(publication, on: link, at: now) }
        report(id, outbox: &outbox)
      }
    }
  }

  /// Tells of a registration once all its claims are through.
  private mutating func report(_ id: RegistrationID, outbox: inout Outbox) {
    guard let publication = publications[id], !publication.isLost else { return }
    guard claimKeys(of: publication).allSatisfy({ claims.isEstablished($0) }) else { return }
    claimingTimes.end(id)
    let links = links(of: publication)
    guard !publication.isReported, !links.isEmpty else { return }
    let isShown = links.allSatisfy { link in
      let presence = publication.presence(on: link.index)
      return publication.proposals(on: link).allSatisfy { presence.shows($0.record) }
    }
    guard isShown else { return }
    publications.modify(id) { $0.isReported = true }
    outbox.post(.registration(id, .established(name: publication.name)))
  }

  private mutating func settle(_ publication: Publication, on link: Link, at now: Instant) {
    var presence = publication.presence(on: link.index)
    let proposals = wanted(of: publication, on: link)
    guard !proposals.isEmpty || !presence.records.isEmpty else { return }
    let stale = presence.records.filter { !proposals.contains($0.proposal) }
    presence.records.removeAll { stale.contains($0) }
    let replaced = stale.filter { present in
      proposals.contains { $0.replaces(present) }
    }
    leaveZone(replaced, of: publication.id, on: link.index, because: .flushed, at: now)
    farewells.insert(
      goodbyes(
        to: stale.filter { !replaced.contains($0) }, of: publication.id, on: link.index, at: now),
      of: nil, on: link.index, at: now)
    let isReady = readiness(of: publication, presence, proposals, on: link)
    suspend(proposals.filter { !isReady($0) }, of: publication.id, in: &presence)
    let fresh = show(proposals.filter(isReady), of: publication.id, in: &presence)
    bursts.insert(
      Burst(
        presence.announced(after: fresh, replaced.map(\.record)), of: publication.id,
        on: link.index, because: publication.isReported ? .update : .claim,
        count: configuration.announcementCount, at: now))
    publications.modify(publication.id) { $0.put(presence) }
  }

  /// Takes what is being probed for again out of the zone.
  private mutating func suspend(
    _ proposals: [Proposal], of id: RegistrationID, in presence: inout Presence
  ) {
    for place in presence.records.indices where presence.records[place].isInZone {
      guard proposals.contains(presence.records[place].proposal) else { continue }
      presence.records[place].isInZone = false
      let record = presence.records[place].record
      bursts.drop(of: id, on: presence.linkIndex) { $0.isSame(as: record) }
      _ = shown.remove(record, for: id, on: presence.linkIndex, because: .flushed)
    }
  }

  /// Puts what is ready into the zone; returns the records that are new there.
  private mutating func show(
    _ proposals: [Proposal], of id: RegistrationID, in presence: inout Presence
  ) -> [ResourceRecord] {
    var fresh: [ResourceRecord] = []
    for proposal in proposals {
      let place = presence.records.firstIndex { $0.proposal == proposal }
      if let place {
        guard !presence.records[place].isInZone else { continue }
        presence.records[place].isInZone = true
      } else {
        presence.records.append(PresentRecord(proposal))
      }
      farewells.cancel(proposal.record, on: presence.linkIndex)
      if shown.insert(proposal.record, proposal.ownership, for: id, on: presence.linkIndex) {
        fresh.append(proposal.record)
      }
    }
    return fresh
  }
}

extension PresentRecord {
  fileprivate init(_ proposal: Proposal) {
    record = proposal.record
    ownership = proposal.ownership
    isInZone = true
  }

  var proposal: Proposal { Proposal(record: record, ownership: ownership) }
}

extension Proposal {
  /// Whether its announcement makes others drop an older record (RFC 6762 §10.2).
  fileprivate func replaces(_ present: PresentRecord) -> Bool {
    ownership != .shared && record.isOfSameSet(as: present.record)
  }
}

extension Presence {
  /// What is announced when records came new or took the place of others: a set that is ours goes as
  /// a whole (RFC 6762 §10.2), and so do the addresses of a host (RFC 6762 §8.4).
  fileprivate func announced(
    after fresh: [ResourceRecord], _ replaced: [ResourceRecord]
  ) -> [ResourceRecord] {
    guard !fresh.isEmpty || !replaced.isEmpty else { return [] }
    return records.filter(\.isInZone).map(\.record).filter { record in
      fresh.contains(record)
        || record.isCacheFlush && (fresh + replaced).contains { $0.isAnnounced(with: record) }
    }
  }
}

extension ResourceRecord {
  var isAddress: Bool { type == .a || type == .aaaa }

  fileprivate func isAnnounced(with other: ResourceRecord) -> Bool {
    isOfSameSet(as: other)
      || isCacheFlush && isAddress && other.isAddress && name == other.name
  }
}
