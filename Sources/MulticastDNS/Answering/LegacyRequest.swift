internal import DNSSDWire

/// What a conventional resolver asked and how its reply must look (RFC 6762 §6.7).
struct LegacyRequest: Equatable {
  let id: UInt16
  /// All questions, which the reply repeats.
  let questions: [Question]
  /// How much the resolver takes in octets, if it said so (RFC 6891 §6.2.3).
  let payloadSize: UInt16?

  /// More records than the longest reply holds, of which none takes less than 16 octets.
  static let mostRecords = WireLimits.datagramLength / 16

  /// What a resolver takes that says nothing (RFC 1035 §4.2.1).
  private static let plainSize = 512
  /// An OPT record without options.
  private static let extensionLength = 11

  init(_ query: Message) {
    id = query.header.id
    questions = Array(query.questions)
    payloadSize = query.additionals.lazy.compactMap(\.extendedPayloadSize).first
  }

  /// Makes the reply; nil when not even the questions fit.
  ///
  /// A set that is ours alone goes in as a whole. Where one does not fit the reply is truncated;
  /// missing additional records do not count (RFC 2181 §9).
  func reply(
    _ sets: [[ResourceRecord]], in zone: Zone, payloadLimit: Int
  ) -> [UInt8]? {
    let limit = min(max(payloadSize.map(Int.init) ?? 0, Self.plainSize), payloadLimit)
    var writer = MessageWriter(limit: limit, rule: .legacyUnicast)
    var flags = MessageFlags.response
    for question in questions {
      guard (try? writer.append(question)) != nil else { return nil }
    }
    let answerLimit = payloadSize.map { _ in limit - Self.extensionLength }
    for set in sets where !writer.append(set, to: .answer, limit: answerLimit) {
      flags.isTruncated = true
    }
    if payloadSize != nil {
      let size = UInt16(truncatingIfNeeded: payloadLimit)
      guard (try? writer.append(ExtendedDNS(payloadSize: size).record, to: .additional)) != nil
      else { return nil }
    }
    let additionals = AdditionalRecords(
      for: sets.flatMap { $0 }, in: zone, limit: limit - writer.count)
    for set in additionals.sets { _ = writer.append(set, to: .additional) }
    return writer.finish(flags: flags, id: id)
  }
}

extension ResourceRecord {
  fileprivate var extendedPayloadSize: UInt16? {
    if case .opt(let extended) = data { extended.payloadSize } else { nil }
  }

  /// The record as a resolver without a multicast cache may have it.
  fileprivate var forLegacy: ResourceRecord {
    with(
      timeToLive: min(timeToLive, TimeToLive(seconds: Timing.legacyTimeToLive)),
      isCacheFlush: false)
  }
}

extension MessageWriter {
  /// Writes a set as a whole, up to `limit` or the end; false when it does not fit, and then nothing
  /// has changed.
  fileprivate mutating func append(
    _ set: [ResourceRecord], to section: MessageSection, limit: Int? = nil
  ) -> Bool {
    if set.count == 1, limit == nil {
      return (try? append(set[0].forLegacy, to: section)) != nil
    }
    var trial = self
    for record in set {
      guard (try? trial.append(record.forLegacy, to: section)) != nil else { return false }
    }
    if let limit, trial.count > limit { return false }
    self = trial
    return true
  }
}
