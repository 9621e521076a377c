internal import DNSSDWire

/// Probing (RFC 6762 §8.1).
extension Responder {
  /// Sends the probes that are due, and takes the names whose probes are through.
  mutating func probe(at now: Instant, outbox: inout Outbox) {
    let (probes, established) = claims.takeDue(at: now)
    for link in links {
      send(probes.filter { $0.linkIndex == link.index }, on: link, at: now, outbox: &outbox)
    }
    for key in established {
      doubts.forget(on: key.linkIndex)
      for claimant in publications.claimants(of: key) {
        unsettled.insert(claimant.id)
        guard case .host = claimant.registration.content else { continue }
        for service in publications.services(at: claimant.id) { unsettled.insert(service) }
      }
    }
  }

  /// Probes for names together in as few messages as cross the link in one piece.
  private mutating func send(
    _ keys: [ClaimKey], on link: Link, at now: Instant, outbox: inout Outbox
  ) {
    var message = ProbeMessage()
    for key in keys {
      let records = proposal(for: key)
      let question = question(for: key, classOf: records)
      if question.prefersUnicastResponse { claims.noteUnicastProbe(for: key, at: now) }
      if !message.append(question, records, limit: link.packer.payloadLimit) {
        outbox.multicastProbe(message.questions, proposing: message.records, on: link)
        message = ProbeMessage(question, records)
      }
    }
    guard !message.questions.isEmpty else { return }
    outbox.multicastProbe(message.questions, proposing: message.records, on: link)
  }

  /// A question that finds every record of the name, whatever its type (RFC 6762 §8.1).
  private func question(for key: ClaimKey, classOf records: [ResourceRecord]) -> Question {
    let isLast = claims[key]?.isAtLastProbe ?? false
    let wantsMulticast = isLast && configuration.asksLastProbeForMulticast
    let recordClass = records.first?.recordClass ?? .internet
    let isMixed = records.contains { $0.recordClass != recordClass }
    return Question(
      name: key.name, type: .any, recordClass: isMixed ? .any : recordClass,
      prefersUnicastResponse: isUnicastReceivable && !wantsMulticast)
  }
}

/// A probe that is being filled.
private struct ProbeMessage {
  var questions: [Question] = []
  var records: [ResourceRecord] = []
  private var size = ProbeSize.header

  init() {}

  init(_ question: Question, _ records: [ResourceRecord]) {
    _ = append(question, records, limit: .max)
  }

  /// Adds a name with its records; false when the message holds others and has no room.
  mutating func append(
    _ question: Question, _ new: [ResourceRecord], limit: Int
  ) -> Bool {
    let added = new.reduce(ProbeSize.of(question.name)) { $0 + ProbeSize.of($1) }
    guard questions.isEmpty || added <= limit - size else { return false }
    questions.append(question)
    records += new.map { $0.with(timeToLive: $0.timeToLive, isCacheFlush: false) }
    size += added
    return true
  }
}

/// Upper bounds of octets in a probe: each record repeats the name of its question, which takes a
/// pointer.
enum ProbeSize {
  static let header = 12

  static func of(_ name: DNSName) -> Int { name.wireForm.count + 4 }

  static func of(_ record: ResourceRecord) -> Int { 12 + record.data.octets.count }
}
