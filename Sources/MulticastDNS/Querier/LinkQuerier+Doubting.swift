internal import DNSSDWire

/// Doubts about records that may be stale (RFC 6762 §10.4).
extension LinkQuerier {
  /// Has a record asked for; it must be heard within ten seconds.
  mutating func doubt(_ slot: Int, at now: Instant) {
    guard let known = cache[slot], !known.isOwn, let life = known.life, life.doubt == nil else {
      return
    }
    cache[slot]?.life?.doubt = Doubt(at: now)
    schedule(slot)
  }

  /// What else is known of a service whose location nobody answers for: what points at it, its other
  /// records, and the addresses of its host. These may live on, so that they are doubted and not removed.
  func slotsRelated(to location: ResourceRecord) -> [Int] {
    guard case .srv(let service) = location.data else { return [] }
    let pointer = RecordData.ptr(location.name)
    let pointers = series.pointers.compactMap { series[$0]?.question.name }.compactMap { name in
      cache.slot(
        of: ResourceRecord(
          name: name, recordClass: location.recordClass, timeToLive: .other, data: pointer))
    }
    let names = [(location.name, RecordType.any), (service.target, .a), (service.target, .aaaa)]
    return pointers
      + names.flatMap { name, type in
        cache.slots(answering: NameTypeClass(name, type, location.recordClass))
      }
  }
}

/// Watching for life.
extension LinkQuerier {
  /// Judges the answers that had to be there by now; returns the series that ask again.
  mutating func judgeLiveness(of place: Int, at now: Instant, outbox: inout Outbox) -> Bool {
    guard let question = series[place]?.question else { return false }
    var isAwaited = false
    for slot in cache.slots(answering: question) where cache[slot]?.life?.watch.isAwaited ?? false {
      cache[slot]?.life?.watch.missed += 1
      guard let missed = cache[slot]?.life?.watch.missed, missed >= Timing.missedLivenessAnswers
      else {
        isAwaited = true
        continue
      }
      endUnresponsive(slot, at: now, outbox: &outbox)
    }
    series[place]?.changeLiveness { $0.judged(at: now, awaitsAnswers: isAwaited) }
    return isAwaited
  }

  /// Marks the answers of a series as awaited; returns whether there are any.
  mutating func awaitAnswers(of place: Int, at now: Instant) -> Bool {
    guard let question = series[place]?.question else { return false }
    var isAwaited = false
    for slot in cache.slots(answering: question) {
      guard let known = cache[slot], !known.isOwn, known.life != nil else { continue }
      cache[slot]?.life?.watch = Watch(isAwaited: true)
      isAwaited = true
    }
    series[place]?.changeLiveness { $0.checked(at: now, awaitsAnswers: isAwaited) }
    return isAwaited
  }

  private mutating func endUnresponsive(_ slot: Int, at now: Instant, outbox: inout Outbox) {
    guard let record = cache[slot]?.record else { return }
    let related = slotsRelated(to: record)
    endLife(of: slot, because: .unresponsive, at: now, outbox: &outbox)
    for slot in related { doubt(slot, at: now) }
  }
}
