internal import DNSSDWire
internal import MulticastDNS

/// What befalls a world.
extension World {
  /// Lets something happen now.
  public mutating func inflict(_ fault: Fault) {
    append(.befallen(describe(fault)))
    switch fault {
    case .weather(let weather): self.weather = weather
    case .partition(let groups): divide(into: groups)
    case .heal: divide(into: [])
    case .linkDown(let id, let card): setLink(of: id, card) { $0.isUp = false }
    case .linkUp(let id, let card): setLink(of: id, card) { $0.isUp = true }
    case .newAddresses(let id, let card): renumber(id, card)
    case .suspend(let id):
      if hosts[id.place].power == .running { hosts[id.place].power = .suspended }
    case .resume(let id): resume(id) { $0.connectivityChanged(of: id) }
    case .resumeUnnoticed(let id): resume(id) { _ in }
    case .clockJump(let id, let duration):
      hosts[id.place].clockLead &+= UInt64(duration.nanoseconds.magnitude)
      settle(id.place)
    case .kill(let id): switchOff(id)
    case .start(let id): switchOn(id)
    case .reflector(let reflector):
      for place in links.indices { links[place].reflector = reflector }
    }
  }

  /// Lets everything of a plan happen at its time, counted from now.
  public mutating func schedule(_ plan: FaultPlan) {
    for planned in plan.faults {
      queue.insert(.fault(planned.fault), at: clock.now + planned.delay)
    }
  }

  private mutating func divide(into groups: [[HostID]]) {
    for place in hosts.indices { hosts[place].side = 0 }
    for (number, group) in groups.enumerated() {
      for id in group { hosts[id.place].side = number + 1 }
    }
  }

  private mutating func setLink(of id: HostID, _ card: Int, _ change: (inout Card) -> Void) {
    guard hosts[id.place].cards.indices.contains(card) else { return }
    change(&hosts[id.place].cards[card])
    tellLinks(to: id)
    settle(id.place)
  }

  private mutating func renumber(_ id: HostID, _ card: Int) {
    guard hosts[id.place].cards.indices.contains(card) else { return }
    assignAddresses(to: CardPlace(host: id.place, card: card))
    tellLinks(to: id)
    settle(id.place)
  }

  private mutating func tellLinks(to id: HostID) {
    guard hosts[id.place].power == .running else { return }
    let (links, now) = (hosts[id.place].upLinks, hosts[id.place].time(at: clock.now))
    let (old, new) = (hosts[id.place].engine.links.map(\.index), links.map(\.index))
    // On these, names are probed for again, and what was heard is void (RFC 6762 §8.1, §10.3).
    forget(Set(old).symmetricDifference(new).sorted(), of: id)
    hosts[id.place].engine.setLinks(links, at: now)
    hosts[id.place].application?.linksChanged(to: links, at: now)
  }

  private mutating func forget(_ linkIndices: [Int], of id: HostID) {
    for index in linkIndices { hosts[id.place].inspector.forget(linkIndex: index) }
  }

  /// A host that slept is called late, after the links were told that may have changed meanwhile.
  private mutating func resume(_ id: HostID, _ notice: (inout World) -> Void) {
    guard hosts[id.place].power == .suspended else { return }
    hosts[id.place].power = .running
    tellLinks(to: id)
    notice(&self)
    settle(id.place)
  }

  /// A host that knows that it may have missed packets begins anew on all links (RFC 6762 §8.1).
  private mutating func connectivityChanged(of id: HostID) {
    forget(hosts[id.place].upLinks.map(\.index), of: id)
    hosts[id.place].engine.connectivityChanged(at: hosts[id.place].time(at: clock.now))
  }

  private mutating func switchOff(_ id: HostID) {
    hosts[id.place].power = .off
    hosts[id.place].wake = nil
  }

  private mutating func switchOn(_ id: HostID) {
    hosts[id.place].wake = nil
    let seed = hostChance.seed()
    hosts[id.place].start(seed: seed, at: clock.now)
    for command in hosts[id.place].standing.commands { carryOut(command, on: id) }
    settle(id.place)
  }
}

extension World {
  /// A fault in a few words that are safe to print.
  private func describe(_ fault: Fault) -> String {
    switch fault {
    case .weather(let weather): "weather \(weather)"
    case .partition(let groups):
      "cut " + groups.map(names).joined(separator: " | ")
    case .heal: "heal"
    case .linkDown(let id, let card): "link \(card + 1) of \(name(id)) goes down"
    case .linkUp(let id, let card): "link \(card + 1) of \(name(id)) comes up"
    case .newAddresses(let id, let card): "\(name(id)) gets new addresses on link \(card + 1)"
    case .suspend(let id): "\(name(id)) sleeps"
    case .resume(let id): "\(name(id)) wakes and knows it"
    case .resumeUnnoticed(let id): "\(name(id)) wakes"
    case .clockJump(let id, let duration):
      "the clock of \(name(id)) jumps \(duration.transcriptText)"
    case .kill(let id): "\(name(id)) crashes"
    case .start(let id): "\(name(id)) starts"
    case .reflector(let reflector):
      reflector.map { "reflectors repeat after \($0.delay.upperBound.millisecondsText) at most" }
        ?? "reflectors stop"
    }
  }

  private func name(_ id: HostID) -> String { hosts[id.place].plan.name }

  private func names(_ ids: [HostID]) -> String { ids.map { name($0) }.joined(separator: ", ") }
}
