internal import DNSSDWire

/// The records that answer one query now, and where nobody has any.
struct CurrentAnswers: Equatable, Sendable {
  private struct Key: Hashable, Sendable {
    let linkIndex: Int
    let name: DNSName
    let recordClass: RecordClass
    let data: RecordData

    init(_ answer: Answer) {
      linkIndex = answer.linkIndex
      name = answer.record.name
      recordClass = answer.record.recordClass
      data = answer.record.data
    }
  }

  private struct Held: Equatable, Sendable {
    var answer: Answer
    let place: Int
    var isLeaving = false
  }

  private var held: [Key: Held] = [:]
  private var nextPlace = 0
  private let limit: Int
  /// The links on which the owner of the name says that it has no such record.
  private(set) var deniedLinks: Set<Int> = []
  /// Why the last record went that did.
  private(set) var lastRemoval: RemovalReason?

  /// Keeps so many records; more are ignored.
  init(limit: Int) {
    self.limit = limit
  }

  var isEmpty: Bool { held.isEmpty }

  /// Whether there are records, and all of them are about to go.
  var isLeaving: Bool { !held.isEmpty && held.values.allSatisfy(\.isLeaving) }

  /// Whether nothing is known and nobody denied anything.
  var isUnknown: Bool { held.isEmpty && deniedLinks.isEmpty }

  /// Whether there are records, all of one owner, so that no others are to be expected.
  var isUnique: Bool { !held.isEmpty && held.values.allSatisfy(\.answer.record.isCacheFlush) }

  /// The records in the order in which they came.
  var answers: [Answer] {
    held.values.sorted { $0.place < $1.place }.map(\.answer)
  }

  /// Takes what happened to the query.
  mutating func apply(_ change: AnswerChange) {
    switch change {
    case .added(let answer): insert(answer)
    case .leaving(let answer): held[Key(answer)]?.isLeaving = true
    case .stayed(let answer):
      held[Key(answer)]?.answer = answer
      held[Key(answer)]?.isLeaving = false
    case .removed(let answer, let reason):
      if held.removeValue(forKey: Key(answer)) != nil { lastRemoval = reason }
    case .denied(let linkIndex): deniedLinks.insert(linkIndex)
    case .finished: break
    }
  }

  private mutating func insert(_ answer: Answer) {
    let key = Key(answer)
    deniedLinks.remove(answer.linkIndex)
    guard held[key] != nil || held.count < limit else { return }
    held[key] = Held(answer: answer, place: held[key]?.place ?? nextPlace)
    nextPlace += 1
  }
}
