internal import DNSSDWire

/// Simultaneous probes (RFC 6762 §8.2).
extension Responder {
  /// Compares what another host proposes for names that we are probing for too.
  ///
  /// A host that has the better right makes us wait. We also count such hosts, so that everybody takes
  /// another name when all but one lose the name that many want at once.
  mutating func hear(probe: Message, _ arrival: Arrival, outbox: inout Outbox) {
    guard !arrival.isEcho else { return }
    agree(with: Array(probe.authorities), arrival)
    settle(at: arrival.moment, outbox: &outbox)
    let claimed = probe.questions.filter { question in
      claims[ClaimKey(name: question.name, linkIndex: arrival.linkIndex)]
        .map { !$0.isEstablished } ?? false
    }
    guard !claimed.isEmpty else { return }
    var proposals = Dictionary(grouping: probe.authorities, by: \.name)
    for question in claimed {
      guard let proposal = proposals.removeValue(forKey: question.name),
        proposal.contains(where: { $0.answers(question) })
      else { continue }
      hear(proposal, for: ClaimKey(name: question.name, linkIndex: arrival.linkIndex), arrival)
    }
  }

  private mutating func hear(
    _ proposal: [ResourceRecord], for key: ClaimKey, _ arrival: Arrival
  ) {
    if arrival.isFromOwnAddress, proposal.allSatisfy(\.isOfHost) { return }
    if proposal.allSatisfy({ isOurs($0, at: arrival.moment) }) { return }
    let rival = proposal.inTieBreakOrder
    guard self.proposal(for: key).inTieBreakOrder.losesTieBreak(to: rival) else { return }
    claims.note(rival: rival, for: key)
    if case .probing? = claims[key]?.phase {
      claims.postpone(key, until: arrival.moment + Timing.deferral)
    }
  }
}

extension [ResourceRecord] {
  fileprivate var inTieBreakOrder: [ResourceRecord] { sorted { $0.precedesInTieBreak($1) } }

  /// Whether the first pair that differs gives the other list the right to the name; a list that ends
  /// first loses, and equal lists are no conflict (RFC 6762 §8.2.1).
  fileprivate func losesTieBreak(to other: [ResourceRecord]) -> Bool {
    for (own, rival) in zip(self, other) {
      if own.precedesInTieBreak(rival) { return true }
      if rival.precedesInTieBreak(own) { return false }
    }
    return count < other.count
  }
}

extension ResourceRecord {
  fileprivate func answers(_ question: Question) -> Bool {
    (question.type == .any || question.type == type)
      && (question.recordClass == .any || question.recordClass == recordClass)
  }

  /// Whether it belongs to a host as such: every responder on one host publishes it.
  var isOfHost: Bool {
    switch type {
    case .a, .aaaa, .hinfo, .nsec: true
    case .ptr: ReverseZones.contain(name)
    default: false
    }
  }
}

/// The domains of names of addresses (RFC 1035 §3.5, RFC 3596 §2.5).
private enum ReverseZones {
  static let all = [
    DNSName(reverse: .v4(IPv4Address(0, 0, 0, 0))),
    DNSName(reverse: .v6(IPv6Address(high: 0, low: 0))),
  ].map { name in
    (0..<(name.labels.count - 2)).reduce(name) { name, _ in name.parent ?? .root }
  }

  static func contain(_ name: DNSName) -> Bool {
    all.contains { name.isWithin($0) }
  }
}
