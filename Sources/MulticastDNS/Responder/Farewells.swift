internal import DNSSDWire

/// Goodbyes on one link that are still to be said (RFC 6762 §10.1).
struct Farewell: Equatable {
  let linkIndex: Int
  var records: [ResourceRecord]
  /// The registration that is over after the last goodbye; nil when it goes on without the records.
  var registration: RegistrationID?
  var next: Instant
  var remaining = Timing.goodbyeCount
}

/// All goodbyes that are still to be said. Each is said more than once, as packets get lost.
struct Farewells: Equatable {
  private var farewells: [Farewell] = []

  var nextDeadline: Deadline? {
    farewells.reduce(nil) { .earlier($0, Deadline(instant: $1.next, reason: .goodbye)) }
  }

  mutating func insert(
    _ records: [ResourceRecord], of registration: RegistrationID?, on linkIndex: Int,
    at now: Instant
  ) {
    guard !records.isEmpty else { return }
    let goodbyes = records.map { $0.with(timeToLive: .goodbye, isCacheFlush: $0.isCacheFlush) }
    farewells.append(
      Farewell(linkIndex: linkIndex, records: goodbyes, registration: registration, next: now))
  }

  /// Whether goodbyes for a registration are still to be said.
  func contains(_ registration: RegistrationID) -> Bool {
    farewells.contains { $0.registration == registration }
  }

  /// Says no goodbye to a record that is ours again.
  mutating func cancel(_ record: ResourceRecord, on linkIndex: Int) {
    for place in farewells.indices where farewells[place].linkIndex == linkIndex {
      farewells[place].records.removeAll { $0.isSame(as: record) }
    }
  }

  /// Goes on without telling when it ends, as the number of the registration is used anew.
  mutating func disown(_ registration: RegistrationID) {
    for place in farewells.indices where farewells[place].registration == registration {
      farewells[place].registration = nil
    }
  }

  /// Drops the goodbyes on a link that is gone; returns the registrations that are over by that.
  mutating func leave(_ linkIndex: Int) -> [RegistrationID] {
    end { $0.linkIndex == linkIndex }
  }

  /// Takes the goodbyes that are due, and the registrations that are over after them.
  mutating func takeDue(at now: Instant) -> (due: [Farewell], ended: [RegistrationID]) {
    var due: [Farewell] = []
    for place in farewells.indices where farewells[place].next <= now {
      due.append(farewells[place])
      farewells[place].remaining -= 1
      farewells[place].next = now + Timing.goodbyeGap
    }
    return (due, end { $0.remaining == 0 })
  }

  private mutating func end(where isOver: (Farewell) -> Bool) -> [RegistrationID] {
    var ended: [RegistrationID] = []
    for farewell in farewells where isOver(farewell) {
      guard let registration = farewell.registration else { continue }
      if !ended.contains(registration) { ended.append(registration) }
    }
    farewells.removeAll(where: isOver)
    return ended.filter { !contains($0) }
  }
}
