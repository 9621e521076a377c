internal import DNSSDWire

/// A service that PTR records name, as a browser keeps it.
struct FoundService: Equatable, Sendable {
  private struct Pointer: Equatable, Sendable {
    let answer: Answer
    var isLeaving = false
  }

  let name: ServiceInstanceName
  /// By which services are put in order for people.
  let sortKey: String
  /// Whether all that is wanted was known once, or was waited for long enough.
  var isReady = false
  /// Whether it had an SRV record.
  var hadLocation = false
  /// Why its SRV record went; nil while it has one, or never had.
  var locationLoss: RemovalReason?
  /// What the user of the browser was told last; nil while it is not there to the user.
  var told: DiscoveredService?
  private var pointers: [Int: Pointer] = [:]
  private var pointerLoss = RemovalReason.expired

  init(_ name: ServiceInstanceName) {
    self.name = name
    sortKey = name.description.lowercased()
  }

  /// Whether the user of the browser sees it.
  var isThere: Bool { isReady && locationLoss == nil }

  /// Why it is not there any more.
  var loss: RemovalReason { locationLoss ?? pointerLoss }

  /// Whether no PTR record names it any more.
  var isGone: Bool { pointers.isEmpty }

  /// Whether all PTR records are about to go.
  var isLeaving: Bool { pointers.values.allSatisfy(\.isLeaving) }

  /// The links on which it is offered, ascending.
  var linkIndexes: [Int] { pointers.keys.sorted() }

  /// The PTR records, by link.
  var pointerAnswers: [Answer] { linkIndexes.compactMap { pointers[$0]?.answer } }

  /// Takes what happened to a PTR record that names it.
  mutating func apply(_ change: AnswerChange) {
    switch change {
    case .added(let answer), .stayed(let answer):
      pointers[answer.linkIndex] = Pointer(answer: answer)
    case .leaving(let answer):
      pointers[answer.linkIndex]?.isLeaving = true
    case .removed(let answer, let reason):
      pointers[answer.linkIndex] = nil
      pointerLoss = reason
    case .denied, .finished: break
    }
  }

  /// Whether it comes before another in a list for people.
  static func comesFirst(_ left: FoundService, _ right: FoundService) -> Bool {
    guard left.sortKey == right.sortKey else { return left.sortKey < right.sortKey }
    return left.name.name.wireForm.lexicographicallyPrecedes(right.name.name.wireForm)
  }
}
