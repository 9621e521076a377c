internal import DNSSDWire
internal import MulticastDNS

/// The questions that a check has open, each asked once.
struct Lookups: Equatable, Sendable {
  /// More than the names of a few instances and their host need.
  private static let most = 64

  private var lookups: [RecordLookup] = []
  private var commands: [EngineCommand] = []

  /// Why the engine does not ask one of them; nil while it asks all.
  var refusal: CommandError? { lookups.lazy.compactMap(\.refusal).first }

  /// Asks for records, unless they are asked for already.
  mutating func ask(_ name: DNSName, _ type: RecordType) {
    guard place(of: name, type) == nil, lookups.count < Self.most else { return }
    lookups.append(RecordLookup(Query(name: name, type: type, urgency: .prompt)))
  }

  /// The records that there are.
  func answers(_ name: DNSName, _ type: RecordType) -> [Answer] {
    place(of: name, type).map { lookups[$0].answers } ?? []
  }

  /// Whether the owner of the records that there are said goodbye.
  func areLeaving(_ name: DNSName, _ type: RecordType) -> Bool {
    place(of: name, type).map { lookups[$0].isLeaving } ?? false
  }

  /// Asks all questions anew, as if for the first time.
  mutating func askAgain() {
    let queries = lookups.map(\.query)
    end()
    for query in queries { lookups.append(RecordLookup(query)) }
  }

  /// Ends all questions; what was answered is forgotten.
  mutating func end() {
    for place in lookups.indices {
      lookups[place].end()
      while let command = lookups[place].nextCommand() { commands.append(command) }
    }
    lookups = []
  }

  /// Takes what happened to answers; whether they are answers to one of these.
  mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) -> Bool {
    guard let place = lookups.firstIndex(where: { $0.owns(query) }) else { return false }
    lookups[place].handle(change, of: query, at: now)
    return true
  }

  mutating func refused(_ command: EngineCommand, because error: CommandError, at now: Instant) {
    for place in lookups.indices { lookups[place].refused(command, because: error, at: now) }
  }

  /// Asks what is new.
  mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {
    for place in lookups.indices {
      lookups[place].advance(to: now, naming: &identifiers)
      while let command = lookups[place].nextCommand() { commands.append(command) }
    }
  }

  mutating func nextCommand() -> EngineCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }

  private func place(of name: DNSName, _ type: RecordType) -> Int? {
    lookups.firstIndex { $0.query.name == name && $0.query.type == type }
  }
}
