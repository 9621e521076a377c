internal import DNSSDWire

/// Conflicts (RFC 6762 §8.1, §9).
extension Responder {
  /// Looks for records in a response, in whatever section, that contradict ours.
  mutating func hear(
    response records: [ResourceRecord], _ arrival: Arrival, random: inout RandomSource,
    outbox: inout Outbox
  ) {
    guard !arrival.isEcho else { return }
    agree(with: records, arrival)
    for record in records where record.timeToLive != .goodbye && record.type != .nsec {
      hear(record, arrival, random: &random, outbox: &outbox)
    }
    settle(at: arrival.moment, outbox: &outbox)
  }

  /// While a name is probed for, any other record of it says that it is taken; so it does after the
  /// probes of another host had the better right, when that host answers before we ask again. Later
  /// only another record of a set that is ours does (RFC 6762 §8.1, §9).
  private mutating func hear(
    _ record: ResourceRecord, _ arrival: Arrival, random: inout RandomSource,
    outbox: inout Outbox
  ) {
    let key = ClaimKey(name: record.name, linkIndex: arrival.linkIndex)
    guard let phase = claims[key]?.phase else { return }
    if case .waiting = phase { return }
    guard !isOurs(record, at: arrival.moment) else {
      return repeatAddresses(after: record, on: key.linkIndex, at: arrival.moment)
    }
    guard !(arrival.isFromOwnAddress && record.isOfHost) else { return }
    let own = claimedRecords(for: key)
    let conflict = Conflict(
      record: record, source: arrival.source.address, linkIndex: arrival.linkIndex)
    if phase != .established {
      guard own.contains(where: { $0.recordClass == record.recordClass }) else { return }
      lose(key.name, by: conflict, at: arrival.moment, random: &random, outbox: &outbox)
    } else if own.contains(where: { $0.isOfSameSet(as: record) }) {
      challenge(key, by: conflict, at: arrival.moment, random: &random, outbox: &outbox)
    }
  }

  /// Probes once more for a name that was ours (RFC 6762 §9).
  private mutating func challenge(
    _ key: ClaimKey, by conflict: Conflict, at now: Instant, random: inout RandomSource,
    outbox: inout Outbox
  ) {
    note(conflict, at: now, outbox: &outbox)
    claims.begin(key, at: firstProbe(on: key.linkIndex, at: now, random: &random))
    for claimant in publications.claimants(of: key) {
      noteNewClaim(of: claimant.id, at: now)
      unsettled.insert(claimant.id)
      outbox.post(.registration(claimant.id, .challenged(conflict)))
    }
  }

  /// Leaves a name to the host that has it, on every link (RFC 6762 §14).
  private mutating func lose(
    _ name: DNSName, by conflict: Conflict, at now: Instant, random: inout RandomSource,
    outbox: inout Outbox
  ) {
    note(conflict, at: now, outbox: &outbox)
    let betterHosts = links.map { link in
      claims[ClaimKey(name: name, linkIndex: link.index)]?.rivals.count ?? 0
    }
    let steps = max(betterHosts.max() ?? 0, 1)
    let losers = publications.claimants(
      of: ClaimKey(name: name, linkIndex: conflict.linkIndex))
    for loser in losers {
      remember(loser, at: now)
      forget(name, of: loser.id, at: now)
      switch loser.registration.conflictPolicy {
      case .rename: rename(loser.id, name, after: steps, because: conflict, outbox: &outbox)
      case .giveUp: giveUp(loser.id, because: conflict, outbox: &outbox)
      }
      retarget(loser.id, at: now)
      unsettled.insert(loser.id)
    }
    releaseUnclaimed([name])
    for loser in losers { beginClaims(of: loser.id, at: now, random: &random) }
  }

  private mutating func rename(
    _ id: RegistrationID, _ old: DNSName, after steps: Int, because conflict: Conflict,
    outbox: inout Outbox
  ) {
    guard var publication = publications[id] else { return }
    var name = old.successor(after: steps)
    publication.rename(old, to: name)
    for _ in 0..<publications.count where contradiction(of: publication) != nil {
      let next = name.successor(after: 1)
      publication.rename(name, to: next)
      name = next
    }
    publications.put(publication)
    outbox.post(.registration(id, .renamed(from: old, to: name, because: conflict)))
  }

  private mutating func giveUp(
    _ id: RegistrationID, because conflict: Conflict, outbox: inout Outbox
  ) {
    guard var publication = publications[id] else { return }
    publication.isLost = true
    claimingTimes.end(id)
    publications.put(publication)
    releaseUnclaimed(publication.claimedNames)
    outbox.post(.registration(id, .lost(conflict)))
  }

  private mutating func note(_ conflict: Conflict, at now: Instant, outbox: inout Outbox) {
    outbox.counters.conflicts += 1
    pace.note(at: now)
  }

  /// Announces the addresses of this link once more when those of another link of ours were heard
  /// here: other hosts take them for the whole set. What was announced just now was heard with them,
  /// so that two links on one LAN do not go on forever (RFC 6762 §10.2).
  private mutating func repeatAddresses(
    after record: ResourceRecord, on linkIndex: Int, at now: Instant
  ) {
    guard record.isCacheFlush, record.isAddress,
      shown[linkIndex].record(matching: record) == nil
    else { return }
    for publication in publications.owners(of: record.name) {
      let presence = publication.presence(on: linkIndex)
      guard !presence.wasAnnounced(justBefore: now) else { continue }
      let addresses = presence.records.filter { present in
        present.isInZone && present.record.name == record.name && present.record.isAddress
      }
      bursts.insert(
        Burst(
          addresses.map(\.record), of: publication.id, on: linkIndex, because: .claim, count: 1,
          at: now),
        unlessDueBy: now + Timing.multicastGap)
    }
  }
}
