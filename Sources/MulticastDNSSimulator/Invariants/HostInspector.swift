internal import DNSSDWire
internal import MulticastDNS

/// Holds one host to the rules: what it sends and tells against what it was told and heard.
struct HostInspector: Sendable {
  private let thoroughness: Thoroughness
  private var multicasts = MulticastLedger()
  private var claims = ClaimLedger()
  private var names = PublishedNames()
  private var heard = HeardRecords()
  /// What the host publishes itself, by its own words; no life ends that.
  private var own: [DNSName: Set<RecordIdentity>] = [:]
  /// Names of ours with the moment when another host's record first contradicted them.
  private var contradictions: [DNSName: Instant] = [:]

  init(_ thoroughness: Thoroughness) {
    self.thoroughness = thoroughness
  }

  private var isListening: Bool { thoroughness == .everything }

  mutating func note(_ command: EngineCommand) {
    switch command {
    case .publish(let registration, _), .update(_, let registration): names.note(registration)
    case .ask, .cancel, .reconfirm, .withdraw: break
    }
  }

  /// Forgets what a host forgets that is started again.
  mutating func forgetAll() {
    self = HostInspector(thoroughness)
  }

  /// Forgets what a host forgets of a link that went down, or that it may have missed packets of.
  mutating func forget(linkIndex: Int) {
    claims.forget(linkIndex: linkIndex)
    multicasts.forget(linkIndex: linkIndex)
    heard.forget(linkIndex: linkIndex)
  }

  /// Takes a datagram that the host sends; gives what is wrong with it.
  mutating func send(
    _ message: SentMessage, in datagram: OutgoingDatagram, at now: Instant,
    isProbed: (DNSName) -> Bool
  ) -> [Finding] {
    let linkIndex = datagram.linkIndex
    guard message.isResponse else {
      if message.isProbe {
        claims.probe(message, on: linkIndex, at: now)
        for question in message.questions { contradictions[question.name] = nil }
      }
      return isListening ? knownAnswerFindings(message, on: linkIndex, at: now) : []
    }
    var findings: [Finding] = []
    if case .group(let family) = datagram.destination {
      findings += multicasts.multicast(
        message, on: linkIndex, family, at: now, isProbed: isProbed)
    }
    for (record, identity) in zip(message.records, message.identities) {
      if record.timeToLive == .goodbye {
        own[identity.name]?.remove(identity)
      } else {
        own[identity.name, default: []].insert(identity)
        findings += use(record, in: datagram, at: now)
      }
    }
    return findings
  }

  /// A record of ours in a response: its bit, and the claim to its name.
  private mutating func use(
    _ record: ResourceRecord, in datagram: OutgoingDatagram, at now: Instant
  ) -> [Finding] {
    var findings: [Finding] = []
    let isUnique = names.isUnique(record)
    if isUnique == false, record.isCacheFlush {
      findings.append(Finding(.cacheFlush, "set on a shared record: \(record)"))
    }
    if isUnique == true, !record.isCacheFlush, !datagram.isToOtherPort {
      findings.append(Finding(.cacheFlush, "missing on a unique record: \(record)"))
    }
    if isUnique ?? record.isCacheFlush, names.needsProbing(record.name),
      let finding = claims.use(record.name, on: datagram.linkIndex, at: now)
    {
      findings.append(finding)
    }
    return findings
  }

  /// Takes a datagram that the host hears.
  mutating func hear(_ flight: Flight, as host: Int, on linkIndex: Int, at now: Instant) {
    guard isListening, flight.content.isResponse else { return }
    // Echoes, and replies whose times say nothing, take nothing from what was heard before.
    if flight.author == host || flight.content.isReply {
      heard.hearEcho(of: flight.content, on: linkIndex, at: now)
    } else {
      heard.hear(flight.content, on: linkIndex, at: now)
    }
    guard flight.author != host else { return }
    claims.hear(flight.content, on: linkIndex, at: now)
    noteContradictions(in: flight.content, at: now)
  }

  /// A record of ours with other data is a conflict (RFC 6762 §9).
  private mutating func noteContradictions(in message: SentMessage, at now: Instant) {
    for (record, identity) in zip(message.records, message.identities)
    where record.isCacheFlush && record.timeToLive != .goodbye && contradictions[record.name] == nil
    {
      let ours = own[record.name] ?? []
      if ours.contains(where: { $0.type == identity.type }), !ours.contains(identity) {
        contradictions[record.name] = now
      }
    }
  }

  private func isOwn(_ identity: RecordIdentity) -> Bool {
    own[identity.name]?.contains(identity) ?? false
  }

  /// Whether the host had time to settle that somebody else uses a name of its own; true as well when
  /// nobody listens.
  func hasHadTimeToSettle(_ name: DNSName, at now: Instant) -> Bool {
    guard isListening else { return true }
    return contradictions[name].map { $0 + Self.timeToSettle <= now } ?? false
  }

  /// A conflict is over so long after the first packet that shows it.
  private static let timeToSettle: Duration = .seconds(10)

  /// Takes what the host is told; gives what it should not have been.
  func told(_ event: Event, at now: Instant) -> [Finding] {
    guard case .answer(_, .added(let answer)) = event, answer.source != nil else { return [] }
    if let expiry = answer.expiry, expiry <= now {
      return [Finding(.expiry, "told when its time is over: \(answer.record)")]
    }
    guard isListening,
      heard.life(of: RecordIdentity(answer.record), on: answer.linkIndex) == nil
    else { return [] }
    return [Finding(.expiry, "told, and not heard: \(answer.record)")]
  }

  /// What clients were told that should be gone by now.
  mutating func overdue(_ observations: Observations, at now: Instant) -> [Finding] {
    guard isListening, heard.mayHaveEnded(by: now) else { return [] }
    var findings: [Finding] = []
    for (_, observed) in observations.orderedQueries {
      for answer in observed.answers where answer.source != nil {
        let identity = RecordIdentity(answer.record)
        let life = heard.life(of: identity, on: answer.linkIndex)
        if let life, life.end <= now, !isOwn(identity) {
          let late = now.duration(since: life.end).millisecondsText
          findings.append(Finding(.expiry, "still there \(late) after its end: \(answer.record)"))
        }
      }
    }
    heard.dropEnded(by: now)
    return findings
  }

  /// Known answers against what was heard; records of the host itself may be among them.
  private func knownAnswerFindings(
    _ message: SentMessage, on linkIndex: Int, at now: Instant
  ) -> [Finding] {
    zip(message.answers, message.identities).compactMap { record, identity in
      guard !isOwn(identity), let life = heard.life(of: identity, on: linkIndex) else {
        return nil
      }
      let listed = UInt64(record.timeToLive.seconds)
      guard (listed + 1) * 2 >= UInt64(life.timeToLive) else {
        return Finding(.knownAnswers, "\(listed) s of \(life.timeToLive) s are left: \(record)")
      }
      let rest = life.end.duration(since: now) + .seconds(1)
      guard Duration.seconds(Int64(listed)) <= rest else {
        return Finding(.knownAnswers, "listed with more life than it has: \(record)")
      }
      return nil
    }
  }
}

extension OutgoingDatagram {
  /// Whether it answers a conventional resolver (RFC 6762 §6.7).
  var isToOtherPort: Bool {
    if case .unicast(let asker) = destination {
      asker.portNumber != MulticastGroup.port
    } else {
      false
    }
  }
}
