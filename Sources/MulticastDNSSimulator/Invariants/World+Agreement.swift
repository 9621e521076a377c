internal import DNSSDWire
internal import MulticastDNS

/// Whether all hosts see the same world.
extension World {
  /// What hosts disagree on, at most `limit` lines; empty when all is settled: every registration is
  /// established under a name that nobody else holds on any of its links, and every continuous query
  /// for services, their places, texts and addresses has exactly what is published by hosts within
  /// reach.
  public func disagreements(limit: Int = 8) -> [String] {
    var lines: [String] = []
    for line in unsettled where lines.count < limit { lines.append(line) }
    let neighbourhoods = neighbourhoods
    for line in clashes(in: neighbourhoods) where lines.count < limit { lines.append(line) }
    for host in hosts where lines.count < limit {
      lines += differences(of: host, in: neighbourhoods, limit: limit - lines.count)
    }
    return lines
  }

  /// Lets time pass until all hosts agree; returns how long that took, nil when it took longer.
  public mutating func runUntilAgreed(
    within limit: Duration, checkingEvery interval: Duration = .milliseconds(100)
  ) -> Duration? {
    let start = elapsed
    while elapsed - start <= limit {
      if disagreements(limit: 1).isEmpty { return elapsed - start }
      run(for: interval)
    }
    return nil
  }

  /// Lets time pass until all hosts have agreed for a while, and reports what they disagree on when
  /// they do not by the end of a limit.
  public mutating func expectAgreement(
    within limit: Duration, lasting calm: Duration, checkingEvery interval: Duration = .seconds(1)
  ) {
    let end = elapsed + limit
    var calmEnd: Duration?
    while elapsed < min(end, calmEnd ?? end) {
      calmEnd = disagreements(limit: 1).isEmpty ? calmEnd ?? elapsed + calm : nil
      run(for: interval)
    }
    for line in disagreements() { report(Finding(.agreement, line), of: nil) }
  }

  /// Registrations that are still being claimed, where there is a link to claim them on.
  private var unsettled: [String] {
    hosts.filter { $0.power == .running && !$0.upLinks.isEmpty }.flatMap { host in
      host.observations.orderedRegistrations.filter { $0.observed.state == .claiming }
        .map { "\(host.plan.name) is still claiming registration \($0.id.rawValue & ~(1 << 63))" }
    }
  }

  private var neighbourhoods: [Neighbourhood.Key: Neighbourhood] {
    var found: [Neighbourhood.Key: Neighbourhood] = [:]
    for host in hosts where host.power == .running {
      for card in host.cards where card.isUp {
        found[host.neighbourhood(of: card), default: Neighbourhood()].add(host, at: card)
      }
    }
    return found
  }

  private func clashes(in neighbourhoods: [Neighbourhood.Key: Neighbourhood]) -> [String] {
    neighbourhoods.values.flatMap { neighbourhood in
      neighbourhood.holders.filter { isClash($0.value, of: $0.key) }.map { name, holders in
        let names = holders.map { hosts[$0].plan.name }
        return "\(names.joined(separator: ", ")) all hold \"\(name)\""
      }
    }.sorted()
  }

  /// Whether several hosts hold a name, and one of them has long known it: nobody learns of a
  /// duplicate before a packet shows it.
  private func isClash(_ holders: [Int], of name: DNSName) -> Bool {
    holders.count > 1
      && holders.contains { holder in
        let now = hosts[holder].time(at: clock.now)
        return hosts[holder].inspector.hasHadTimeToSettle(name, at: now)
      }
  }

  private func differences(
    of host: VirtualHost, in neighbourhoods: [Neighbourhood.Key: Neighbourhood], limit: Int
  ) -> [String] {
    guard host.power == .running else { return [] }
    var lines: [String] = []
    for card in host.cards where card.isUp {
      guard let neighbourhood = neighbourhoods[host.neighbourhood(of: card)] else { continue }
      for (_, observed) in host.observations.orderedQueries where lines.count < limit {
        let difference = neighbourhood.difference(from: observed, on: card.link.index)
        if let difference { lines.append("\(host.plan.name) on \(card.link.index) \(difference)") }
      }
    }
    return lines
  }
}

extension VirtualHost {
  fileprivate func neighbourhood(of card: Card) -> Neighbourhood.Key {
    Neighbourhood.Key(link: card.virtualLink, side: side)
  }
}

extension Neighbourhood {
  /// What a query lacks or has too much on one link; nil when it has just what is published.
  fileprivate func difference(from observed: ObservedQuery, on linkIndex: Int) -> String? {
    let query = observed.query
    guard query.span == .continuous, query.links.includes(linkIndex),
      [.ptr, .srv, .txt, .a, .aaaa].contains(query.type), !severalCards.contains(query.name),
      // Several holders of a name are a clash, or nobody knows of them yet.
      holders[query.name, default: []].count < 2
    else { return nil }
    let wanted = published[Subject(name: query.name, type: query.type)] ?? []
    if observed.count(on: linkIndex) == wanted.count, observed.has(wanted, on: linkIndex) {
      return nil
    }
    let held = observed.data(on: linkIndex)
    let missing = wanted.subtracting(held).map { "lacks \($0)" }.sorted()
    let surplus = held.subtracting(wanted).map { "has \($0)" }.sorted()
    let text = (missing + surplus).prefix(3).joined(separator: ", ")
    return "asks \"\(query.name)\" \(query.type) and \(text)"
  }
}
