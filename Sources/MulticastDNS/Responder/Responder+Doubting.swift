internal import DNSSDWire

/// Finding other holders of our names before anybody asks for them (RFC 6762 §9).
extension Responder {
  /// Takes note of who speaks, and of what strangers know.
  mutating func meet(_ message: Message, _ arrival: Arrival, random: inout RandomSource) {
    guard arrival.isMulticast, arrival.isOnLink, !arrival.isLegacy, !arrival.isEcho,
      !arrival.isFromOwnAddress,
      !doubts.knows(arrival.source.address, on: arrival.linkIndex)
    else { return }
    if !message.header.flags.isResponse {
      for case .ptr(let instance) in message.answers.lazy.map(\.data) {
        let key = ClaimKey(name: instance, linkIndex: arrival.linkIndex)
        guard claims.isEstablished(key) else { continue }
        doubts.insert(key, due: arrival.moment + random.firstQueryDelay())
      }
    }
    // More known answers are to come.
    guard !message.header.flags.isTruncated else { return }
    doubts.meet(arrival.source.address, on: arrival.linkIndex)
  }

  /// Asks for the names that are doubted; we do not answer ourselves, so an answer is a conflict.
  mutating func askForDoubted(at now: Instant, outbox: inout Outbox) {
    for link in links {
      let keys = doubts.takeDue(on: link.index, at: now)
        .map { ClaimKey(name: $0, linkIndex: link.index) }.filter { claims.isEstablished($0) }
      guard !keys.isEmpty else { continue }
      for key in keys where isUnicastReceivable { claims.noteUnicastProbe(for: key, at: now) }
      outbox.multicastQuery(
        keys.map {
          Question(name: $0.name, type: .any, prefersUnicastResponse: isUnicastReceivable)
        }, knownAnswers: [], on: link)
    }
  }
}
