internal import DNSSDWire

/// Claims names, announces what is ours, and gives up what is not (RFC 6762 §8, §9, §10.1).
///
/// Inputs change what is wanted and which names are claimed; ``settle(at:outbox:)`` then brings zones,
/// announcements and goodbyes in line with that.
struct Responder: Equatable {
  var isUnicastReceivable = true
  let configuration: EngineConfiguration
  /// The links that have an address, and so can be used.
  private(set) var links: [Link] = []
  var publications = Publications()
  var claims = Claims()
  var pace = ConflictPace()
  var shown = OwnZones()
  var bursts = Bursts()
  var farewells = Farewells()
  var claimingTimes = ClaimingTimes()
  var sentRecords = SentRecords()
  var doubts = NameDoubts()
  /// Registrations whose zones may be out of line.
  var unsettled = RegistrationQueue()
  /// What is told in the next turn.
  var events: [Event] = []
  /// When there was an input last.
  private var inputTime = Instant(nanoseconds: 0)

  init(configuration: EngineConfiguration) {
    self.configuration = configuration
  }

  /// What may be given as answers, by link index.
  var zones: [Int: Zone] { shown.zones }

  var nextDeadline: Deadline? {
    var deadline = claims.nextDeadline
    deadline = .earlier(deadline, bursts.nextDeadline)
    deadline = .earlier(deadline, claimingTimes.nextDeadline)
    deadline = .earlier(deadline, farewells.nextDeadline)
    deadline = .earlier(deadline, doubts.nextDeadline)
    guard !unsettled.isEmpty || !events.isEmpty else { return deadline }
    return .earlier(deadline, Deadline(instant: inputTime, reason: .update))
  }

  /// Which records came into the zones and left them since the last call.
  mutating func takeZoneChanges() -> [ZoneChange] { shown.takeChanges() }
}

/// Inputs from the user.
extension Responder {
  mutating func publish(
    _ registration: Registration, as id: RegistrationID, at now: Instant,
    random: inout RandomSource
  ) throws(CommandError) {
    guard publications[id] == nil else { throw .identifierInUse }
    guard publications.count < Limits.registrations else { throw .tooManyRegistrations }
    let publication = try admitted(registration, as: id)
    if farewells.contains(id) {
      farewells.disown(id)
      events.append(.registration(id, .withdrawn))
    }
    begin(publication, at: now, random: &random)
  }

  mutating func update(
    _ id: RegistrationID, to registration: Registration, at now: Instant,
    random: inout RandomSource
  ) throws(CommandError) {
    guard let old = publications[id] else { throw .unknownRegistration }
    let publication = try admitted(registration, as: id)
    remember(old, at: now)
    begin(publication, at: now, random: &random)
    releaseUnclaimed(old.claimedNames)
    if publication.name != old.name { retarget(id, at: now) }
  }

  mutating func withdraw(_ id: RegistrationID, at now: Instant, outbox: inout Outbox) {
    guard let publication = publications.remove(id) else { return }
    inputTime = now
    remember(publication, at: now)
    claimingTimes.end(id)
    for presence in publication.presences {
      farewells.insert(
        goodbyes(to: presence.records, of: id, on: presence.linkIndex, at: now), of: id,
        on: presence.linkIndex, at: now)
    }
    releaseUnclaimed(publication.claimedNames)
    for service in publications.services(at: id) { unsettled.insert(service) }
    settle(at: now, outbox: &outbox)
    if !farewells.contains(id) { outbox.post(.registration(id, .withdrawn)) }
  }

  /// Publishes what may be published.
  private mutating func begin(
    _ publication: Publication, at now: Instant, random: inout RandomSource
  ) {
    inputTime = now
    publications.put(publication)
    for link in links where publication.concerns(link.index) {
      for proposal in publication.proposals(on: link) {
        farewells.cancel(proposal.record, on: link.index)
      }
    }
    beginClaims(of: publication.id, at: now, random: &random)
    unsettled.insert(publication.id)
  }
}

/// Inputs from the network.
extension Responder {
  mutating func linksChanged(
    to new: [Link], at now: Instant, random: inout RandomSource, outbox: inout Outbox
  ) {
    inputTime = now
    let old = links
    links = new.filter { !$0.addresses.isEmpty }
    for link in old where !links.contains(where: { $0.index == link.index }) {
      leave(link.index, at: now)
    }
    for id in publications.order {
      beginClaims(of: id, at: now, random: &random)
      unsettled.insert(id)
    }
    settle(at: now, outbox: &outbox)
  }

  /// Whether a unicast response answers a probe of ours (RFC 6762 §6).
  func expectsUnicast(_ response: Message, _ arrival: Arrival) -> Bool {
    response.records.contains { record in
      let key = ClaimKey(name: record.name, linkIndex: arrival.linkIndex)
      guard let probe = claims[key]?.lastUnicastProbe else { return false }
      return arrival.moment.duration(since: probe) <= Timing.unicastResponseWindow
    }
  }

  /// Takes everything on a link that is gone out of the zones, without a word (RFC 6762 §10.3).
  private mutating func leave(_ linkIndex: Int, at now: Instant) {
    for id in publications.order {
      guard let publication = publications[id] else { continue }
      for present in publication.presence(on: linkIndex).records {
        sentRecords.insert(present.record, at: now)
        guard present.isInZone else { continue }
        _ = shown.remove(present.record, for: id, on: linkIndex, because: .linkDown)
      }
      publications.modify(id) { $0.presences.removeAll { $0.linkIndex == linkIndex } }
    }
    shown.leave(linkIndex)
    bursts.leave(linkIndex)
    claims.release(on: linkIndex)
    doubts.leave(linkIndex)
    events += farewells.leave(linkIndex).map { .registration($0, .withdrawn) }
  }
}

/// The turn of the engine.
extension Responder {
  /// Sends the probes that are due; returns what is to be announced and said goodbye to.
  mutating func advance(to now: Instant, outbox: inout Outbox) -> [Announcement] {
    for event in events { outbox.post(event) }
    events = []
    settle(at: now, outbox: &outbox)
    probe(at: now, outbox: &outbox)
    settle(at: now, outbox: &outbox)
    askForDoubted(at: now, outbox: &outbox)
    for id in claimingTimes.takeDue(at: now) { outbox.post(.registration(id, .unsuccessful)) }
    let announcements = announcementsDue(at: now)
    for record in announcements.lazy.flatMap(\.records) where record.isCacheFlush {
      sentRecords.insert(record, at: now)
    }
    return goodbyesDue(at: now) + announcements
  }
}

/// Records to be multicast unasked, all at once (RFC 6762 §8.3, §10.1).
struct Announcement: Equatable {
  let linkIndex: Int
  /// With their cache-flush bits; a time to live of zero says goodbye.
  let records: [ResourceRecord]
}

/// A record that came into a zone, or left it.
struct ZoneChange: Equatable {
  enum Kind: Equatable {
    case appeared
    case disappeared(RemovalReason)
  }

  let kind: Kind
  let record: ResourceRecord
  let linkIndex: Int
}
