public import DNSSDWire
public import MulticastDNS

/// What became of a registration, as its host was told.
public struct ObservedRegistration: Hashable, Sendable {
  /// How far it is.
  public enum State: Hashable, Sendable {
    /// Its names are being probed for.
    case claiming
    /// It is published under a name.
    case established(DNSName)
    /// Another host holds the name.
    case lost
    case withdrawn
  }

  /// What is published at present.
  public internal(set) var registration: Registration
  public internal(set) var state = State.claiming
  /// How often another name was taken.
  public internal(set) var renames = 0

  /// The name that was won; nil until then.
  public var establishedName: DNSName? {
    if case .established(let name) = state { name } else { nil }
  }
}

/// What a query has brought, as its host was told.
public struct ObservedQuery: Hashable, Sendable {
  /// An answer without its lifetime.
  struct Key: Hashable, Sendable {
    let identity: RecordIdentity
    let linkIndex: Int
  }

  /// What is asked.
  public let query: Query
  /// What is there now.
  private(set) var held: [Key: Answer] = [:]
  private(set) var counts: [Int: Int] = [:]

  init(_ query: Query) {
    self.query = query
  }

  /// What is there now, in the order of the records' text.
  public var answers: [Answer] {
    held.values.map { (text: "\($0.record) \($0.linkIndex)", answer: $0) }
      .sorted { $0.text < $1.text }.map(\.answer)
  }

  /// The number of answers on one link.
  func count(on linkIndex: Int) -> Int {
    counts[linkIndex] ?? 0
  }

  /// Whether all answers on one link are among these.
  func has(_ wanted: Set<RecordData>, on linkIndex: Int) -> Bool {
    held.keys.allSatisfy { $0.linkIndex != linkIndex || wanted.contains($0.identity.data) }
  }

  /// The data of the answers on one link.
  func data(on linkIndex: Int) -> Set<RecordData> {
    Set(held.keys.lazy.filter { $0.linkIndex == linkIndex }.map(\.identity.data))
  }

  /// Takes a change; false when it makes no sense: a second coming, or the going of what is not there.
  mutating func take(_ change: AnswerChange) -> Bool {
    switch change {
    case .added(let answer):
      let old = held.updateValue(answer, forKey: Key(answer))
      if old == nil { counts[answer.linkIndex, default: 0] += 1 }
      return old == nil || query.isGathering
    case .removed(let answer, _):
      let old = held.removeValue(forKey: Key(answer))
      if old != nil { counts[answer.linkIndex, default: 0] -= 1 }
      return old != nil
    case .leaving(let answer), .stayed(let answer):
      return held[Key(answer)] != nil
    case .denied, .finished:
      return true
    }
  }
}

extension ObservedQuery.Key {
  init(_ answer: Answer) {
    self.init(identity: RecordIdentity(answer.record), linkIndex: answer.linkIndex)
  }
}

/// All that a host was told since it started.
struct Observations: Sendable {
  private(set) var registrations: [RegistrationID: ObservedRegistration] = [:]
  private(set) var queries: [QueryID: ObservedQuery] = [:]

  /// The registrations in the order of their numbers.
  var orderedRegistrations: [(id: RegistrationID, observed: ObservedRegistration)] {
    registrations.map { (id: $0.key, observed: $0.value) }
      .sorted { $0.id.rawValue < $1.id.rawValue }
  }

  /// The queries in the order of their numbers.
  var orderedQueries: [(id: QueryID, observed: ObservedQuery)] {
    queries.map { (id: $0.key, observed: $0.value) }.sorted { $0.id.rawValue < $1.id.rawValue }
  }

  mutating func note(_ command: EngineCommand) {
    switch command {
    case .ask(let query, let id): queries[id] = ObservedQuery(query)
    case .cancel(let id): queries[id] = nil
    case .publish(let registration, let id), .update(let id, let registration):
      let state = registrations[id]?.state
      registrations[id, default: ObservedRegistration(registration: registration)].registration =
        registration
      if state == .lost || state == .withdrawn { registrations[id]?.state = .claiming }
    case .withdraw(let id): registrations[id]?.state = .withdrawn
    case .reconfirm: break
    }
  }

  /// Takes an event; false when it does not follow from those before it.
  mutating func note(_ event: Event) -> Bool {
    switch event {
    case .answer(let id, let change): note(change, of: id)
    case .registration(let id, let change): note(change, of: id)
    case .heard, .discarded: true
    }
  }

  /// What was told before a query was cancelled may be taken after it.
  private mutating func note(_ change: AnswerChange, of id: QueryID) -> Bool {
    guard let query = queries[id]?.query else { return true }
    // There are many of these, and what they brought is over with them.
    if query.isGathering, change == .finished {
      queries[id] = nil
      return true
    }
    return queries[id]?.take(change) ?? true
  }

  private mutating func note(_ change: RegistrationChange, of id: RegistrationID) -> Bool {
    guard registrations[id] != nil else { return false }
    switch change {
    case .established(let name): registrations[id]?.state = .established(name)
    case .renamed:
      registrations[id]?.state = .claiming
      registrations[id]?.renames += 1
    case .challenged: registrations[id]?.state = .claiming
    case .lost: registrations[id]?.state = .lost
    case .unsuccessful: break
    case .withdrawn:
      if registrations[id]?.state == .withdrawn { registrations[id] = nil }
    }
    return true
  }
}

extension Query {
  /// Whether one answer may come more than once.
  fileprivate var isGathering: Bool {
    if case .gathering = span { true } else { false }
  }
}
