/// Services that lack an answer, in the order in which their wait began.
struct WaitingLine: Equatable, Sendable {
  private struct Place: Equatable, Sendable {
    let number: Int
    let since: Instant
  }

  private var places: [Place] = []

  var isEmpty: Bool { places.isEmpty }

  /// When the first will have waited so long; nil when none waits.
  func nextDeadline(after patience: Duration) -> Instant? {
    places.first.map { $0.since + patience }
  }

  /// Lets a service wait from now on; the time never runs back.
  mutating func append(_ number: Int, at now: Instant) {
    places.append(Place(number: number, since: now))
  }

  /// Lets a service wait no longer.
  mutating func remove(_ number: Int) {
    guard let place = places.firstIndex(where: { $0.number == number }) else { return }
    places.remove(at: place)
  }

  mutating func removeAll() {
    places = []
  }

  /// Takes those that have waited long enough.
  mutating func takeOverdue(after patience: Duration, at now: Instant) -> [Int] {
    let overdue = places.prefix { $0.since + patience <= now }
    places.removeFirst(overdue.count)
    return overdue.map(\.number)
  }
}
