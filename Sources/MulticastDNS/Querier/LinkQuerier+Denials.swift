internal import DNSSDWire

/// Negative answers (RFC 6762 §6.1). An NSEC record is kept as any other; what it says of other types
/// is read from it.
extension LinkQuerier {
  /// Whether the owner of the name says that nothing answers the question, and nothing does.
  func isDenied(_ question: NameTypeClass) -> Bool {
    guard question.isOneSet, question.type != .nsec,
      let types = existingTypes(of: question.name, question.recordClass),
      !types.contains(question.type), !types.contains(.cname)
    else { return false }
    return !cache.hasAnswer(to: question) { _ in true }
  }

  /// Looks again at what is denied of the name of a record that is gone.
  mutating func reviewDenials(
    of record: ResourceRecord, at now: Instant, outbox: inout Outbox
  ) {
    reviewDenials(of: record.name, at: now, outbox: &outbox)
  }

  /// Stops the series of a name that are denied, and tells who asks; those that are no longer denied
  /// go on.
  mutating func reviewDenials(of name: DNSName, at now: Instant, outbox: inout Outbox) {
    for place in series.places(of: name) {
      guard let one = series[place] else { continue }
      let isDenied = isDenied(one.question)
      series[place]?.isDenied = isDenied
      if isDenied {
        series[place]?.stop()
        tellDenial(of: place, outbox: &outbox)
      } else if one.isDenied, !hasUniqueAnswer(to: one.question) {
        series[place]?.resume(at: now)
      }
    }
  }

  /// Tells those who ask and have not been told.
  mutating func tellDenial(of place: Int, outbox: inout Outbox) {
    for id in series[place]?.takeAskersToTellOfDenial() ?? [] {
      outbox.post(.answer(id, .denied(linkIndex: index)))
    }
  }

  /// A record that is there puts an end to the word that there is none.
  mutating func cancelDenial(
    by record: ResourceRecord, at now: Instant, outbox: inout Outbox
  ) {
    guard record.type != .nsec else { return }
    let denials = NameTypeClass(record.name, .nsec, record.recordClass)
    for slot in cache.slots(of: denials) {
      guard case .nsec(let secure)? = cache[slot]?.record.data,
        !secure.types.contains(record.type), cache[slot]?.isOwn == false
      else { continue }
      endLife(of: slot, because: .flushed, at: now, outbox: &outbox)
    }
  }

  /// Whether an answer is there besides which there is no other.
  func hasUniqueAnswer(to question: NameTypeClass) -> Bool {
    cache.hasAnswer(to: question) { $0.isReliable && $0.record.answersUniquely(question) }
  }

  /// The types that the owner of a name said last to exist.
  private func existingTypes(of name: DNSName, _ recordClass: RecordClass) -> TypeBitmap? {
    let said = cache.slots(of: NameTypeClass(name, .nsec, recordClass)).compactMap { cache[$0] }
    guard let last = said.max(by: { $0.hasBeenSaidBefore($1) }),
      case .nsec(let secure) = last.record.data
    else { return nil }
    return secure.types
  }
}

extension CachedRecord {
  /// Whether it is more than a hint.
  var isReliable: Bool { isOwn || life.map { !$0.isHint } ?? false }

  fileprivate func hasBeenSaidBefore(_ other: CachedRecord) -> Bool {
    guard let life, let otherLife = other.life else { return life != nil }
    return life.received < otherLife.received
  }
}
