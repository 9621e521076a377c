internal import DNSSDWire

/// What is multicast unasked (RFC 6762 §8.3, §10.1).
extension Responder {
  /// The announcements that are due, one for each link.
  mutating func announcementsDue(at now: Instant) -> [Announcement] {
    var batch = AnnouncementBatch()
    let publications = self.publications
    let due = bursts.takeDue(at: now) { burst in
      let presence = publications[burst.registration]?.presence(on: burst.linkIndex)
      return burst.cause == .update ? presence?.nextUpdate ?? now : now
    }
    for burst in due {
      self.publications.modify(burst.registration) {
        $0.noteAnnouncement(on: burst.linkIndex, at: now)
      }
      for record in burst.records {
        for current in shown[burst.linkIndex].announced(as: record) {
          batch.append(current, on: burst.linkIndex)
        }
      }
    }
    return batch.announcements(on: links)
  }

  /// The goodbyes that are due, one message's worth for each link.
  mutating func goodbyesDue(at now: Instant) -> [Announcement] {
    let (due, ended) = farewells.takeDue(at: now)
    events += ended.map { .registration($0, .withdrawn) }
    var batch = AnnouncementBatch()
    for farewell in due {
      for record in farewell.records { batch.append(record, on: farewell.linkIndex) }
    }
    return batch.announcements(on: links)
  }

  /// Takes records of a registration out of the zone, and returns those that nobody else holds, which
  /// others must be told to forget.
  mutating func goodbyes(
    to records: [PresentRecord], of id: RegistrationID, on linkIndex: Int, at now: Instant
  ) -> [ResourceRecord] {
    let gone = leaveZone(records, of: id, on: linkIndex, because: .goodbye, at: now)
    return gone.filter { !repeatSet(of: $0, on: linkIndex, at: now) }
  }

  /// Takes records of a registration out of the zone; returns those that nobody else holds.
  @discardableResult
  mutating func leaveZone(
    _ records: [PresentRecord], of id: RegistrationID, on linkIndex: Int,
    because reason: RemovalReason, at now: Instant
  ) -> [ResourceRecord] {
    guard !records.isEmpty else { return [] }
    bursts.drop(of: id, on: linkIndex) { record in
      records.contains { $0.record.isSame(as: record) }
    }
    return records.filter { present in
      sentRecords.insert(present.record, at: now)
      guard present.isInZone else {
        return shown[linkIndex].record(matching: present.record) == nil
      }
      return shown.remove(present.record, for: id, on: linkIndex, because: reason)
    }.map(\.record)
  }

  /// Takes what is at a lost name, or points there, out of the zone without a goodbye: the name is
  /// another host's now, who has such records too.
  mutating func forget(_ name: DNSName, of id: RegistrationID, at now: Instant) {
    guard let publication = publications[id] else { return }
    for var presence in publication.presences {
      let lost = presence.records.filter {
        $0.record.name == name || $0.record.data == .ptr(name)
      }
      leaveZone(lost, of: id, on: presence.linkIndex, because: .flushed, at: now)
      presence.records.removeAll { lost.contains($0) }
      publications.modify(id) { $0.put(presence) }
    }
  }

  /// Announces what another registration of ours still has in the set of a record that is gone, which
  /// makes others forget that record; false when there is nothing.
  private mutating func repeatSet(
    of record: ResourceRecord, on linkIndex: Int, at now: Instant
  ) -> Bool {
    let rest = shown[linkIndex].records(of: record.name).filter {
      $0.ownership != .shared && $0.record.isOfSameSet(as: record)
    }
    guard record.isCacheFlush, let holder = rest.first?.holders.first else { return false }
    bursts.insert(
      Burst(
        rest.map(\.record), of: holder, on: linkIndex, because: .update,
        count: configuration.announcementCount, at: now))
    return true
  }
}

/// Records to be multicast at one moment, by link, each once.
private struct AnnouncementBatch {
  private var records: [Int: [ResourceRecord]] = [:]
  private var known: [Int: Set<RecordIdentity>] = [:]

  mutating func append(_ record: ResourceRecord, on linkIndex: Int) {
    guard known[linkIndex, default: []].insert(RecordIdentity(record)).inserted else { return }
    records[linkIndex, default: []].append(record)
  }

  func announcements(on links: [Link]) -> [Announcement] {
    links.compactMap { link in
      records[link.index].map { Announcement(linkIndex: link.index, records: $0) }
    }
  }
}

extension Zone {
  /// What is there now of a record that was to be announced: of a set that is ours, the whole set.
  fileprivate func announced(as record: ResourceRecord) -> [ResourceRecord] {
    guard record.isCacheFlush else {
      return [self.record(matching: record)?.record].compactMap(\.self)
    }
    return records(of: record.name).map(\.record).filter { $0.isOfSameSet(as: record) }
  }
}
