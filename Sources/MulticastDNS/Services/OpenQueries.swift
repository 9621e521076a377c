/// The queries that an inquiry has open, what each is for, and the commands that wait to be taken.
struct OpenQueries<Purpose: Hashable & Sendable>: Equatable, Sendable {
  private var purposes: [QueryID: Purpose] = [:]
  private var identifiers: [Purpose: QueryID] = [:]
  private var commands: [EngineCommand] = []
  private var taken = 0

  /// What a query is for; nil when it is not open here.
  func purpose(of id: QueryID) -> Purpose? {
    purposes[id]
  }

  /// Whether something is asked for.
  func isOpen(_ purpose: Purpose) -> Bool {
    identifiers[purpose] != nil
  }

  /// Asks, unless there is a query for that already.
  mutating func ask(
    _ query: Query, for purpose: Purpose, naming identifiers: inout IdentifierSequence
  ) {
    guard !isOpen(purpose) else { return }
    let id = identifiers.nextQuery()
    purposes[id] = purpose
    self.identifiers[purpose] = id
    commands.append(.ask(query, as: id))
  }

  /// Ends the query for something.
  mutating func cancel(_ purpose: Purpose) {
    guard let id = forget(purpose) else { return }
    commands.append(.cancel(id))
  }

  /// Takes note that a command was refused; returns what the query was for.
  mutating func refused(_ command: EngineCommand) -> Purpose? {
    guard case .ask(_, let id) = command, let purpose = purposes[id] else { return nil }
    forget(purpose)
    return purpose
  }

  /// Doubts a record.
  mutating func reconfirm(_ answer: Answer) {
    commands.append(.reconfirm(answer))
  }

  /// Ends all queries, in the order in which they were asked.
  mutating func cancelAll() {
    let open = purposes.keys.sorted { $0.rawValue < $1.rawValue }
    commands += open.map { .cancel($0) }
    purposes = [:]
    identifiers = [:]
  }

  /// Takes the oldest command.
  mutating func nextCommand() -> EngineCommand? {
    guard taken < commands.count else { return nil }
    defer {
      taken += 1
      if taken == commands.count {
        commands.removeAll(keepingCapacity: commands.count < 64)
        taken = 0
      }
    }
    return commands[taken]
  }

  @discardableResult
  private mutating func forget(_ purpose: Purpose) -> QueryID? {
    guard let id = identifiers.removeValue(forKey: purpose) else { return nil }
    purposes[id] = nil
    return id
  }
}
