public import DNSSDWire
public import MulticastDNS

/// An application that finds services and all there is to know of them: places, texts and addresses.
public struct ServiceWatcher: EngineApplication {
  private let types: [DNSName]
  private var commands: [EngineCommand] = []
  /// What the answers of each question lead to, as often as answers do.
  private var behind: [QueryID: [Subject]] = [:]
  /// How many answers lead to each question.
  private var wanted: [Subject: (id: QueryID, count: Int)] = [:]
  private var lastNumber: UInt64 = 0
  private var hasStarted = false

  private struct Subject: Hashable {
    let name: DNSName
    let type: RecordType
  }

  /// Watches services of these types, given by the names where they are browsed for.
  public init(_ types: [DNSName]) {
    self.types = types
  }

  public var nextDeadline: Instant? { hasStarted ? nil : Instant(nanoseconds: 0) }

  public mutating func advance(to now: Instant) {
    guard !hasStarted else { return }
    hasStarted = true
    for type in types { want(Subject(name: type, type: .ptr)) }
  }

  public mutating func nextCommand() -> EngineCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {}

  public mutating func handle(_ event: Event, at now: Instant) {
    guard case .answer(let id, let change) = event, behind[id] != nil else { return }
    switch change {
    case .added(let answer):
      for subject in Self.subjects(behind: answer.record) {
        behind[id, default: []].append(subject)
        want(subject)
      }
    case .removed(let answer, _):
      for subject in Self.subjects(behind: answer.record) {
        guard let place = behind[id]?.firstIndex(of: subject) else { continue }
        behind[id]?.remove(at: place)
        release(subject)
      }
    case .leaving, .stayed, .denied, .finished: break
    }
  }

  /// What is to be asked because of an answer.
  private static func subjects(behind record: ResourceRecord) -> [Subject] {
    switch record.data {
    case .ptr(let instance):
      [Subject(name: instance, type: .srv), Subject(name: instance, type: .txt)]
    case .srv(let service):
      [Subject(name: service.target, type: .a), Subject(name: service.target, type: .aaaa)]
    default: []
    }
  }

  private mutating func want(_ subject: Subject) {
    if let (id, count) = wanted[subject] {
      wanted[subject] = (id, count + 1)
      return
    }
    lastNumber += 1
    let id = QueryID(rawValue: lastNumber)
    wanted[subject] = (id, 1)
    behind[id] = []
    commands.append(.ask(Query(name: subject.name, type: subject.type), as: id))
  }

  private mutating func release(_ subject: Subject) {
    guard let (id, count) = wanted[subject] else { return }
    guard count == 1 else {
      wanted[subject] = (id, count - 1)
      return
    }
    wanted[subject] = nil
    commands.append(.cancel(id))
    for next in behind.removeValue(forKey: id) ?? [] { release(next) }
  }
}
