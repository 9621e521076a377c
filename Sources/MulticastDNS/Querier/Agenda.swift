/// Numbered things by the moment at which each is due: a heap that knows where each of them stands.
///
/// Invariant: nothing is due before what stands above it, and `places` says of each item where in the
/// heap it stands. Of two due at the same moment the lower number is first.
struct Agenda: Equatable {
  struct Appointment: Equatable {
    let instant: Instant
    let item: Int

    fileprivate func precedes(_ other: Appointment) -> Bool {
      instant == other.instant ? item < other.item : instant < other.instant
    }
  }

  private var heap: [Appointment] = []
  private var places: [Int?] = []

  var count: Int { heap.count }

  /// What is due first.
  var first: Appointment? { heap.first }

  /// Says when an item is due; nil when it is not waiting.
  mutating func set(_ item: Int, at instant: Instant?) {
    while places.count <= item { places.append(nil) }
    switch (places[item], instant) {
    case (nil, nil): break
    case (nil, let instant?):
      heap.append(Appointment(instant: instant, item: item))
      rise(from: heap.count - 1)
    case (let place?, let instant?):
      guard heap[place].instant != instant else { return }
      heap[place] = Appointment(instant: instant, item: item)
      settle(at: place)
    case (let place?, nil):
      remove(at: place)
    }
  }

  private mutating func remove(at place: Int) {
    places[heap[place].item] = nil
    let last = heap.removeLast()
    guard place < heap.count else { return }
    heap[place] = last
    settle(at: place)
  }

  private mutating func settle(at place: Int) {
    let item = heap[place].item
    rise(from: place)
    if heap[place].item == item { sink(from: place) }
  }

  private mutating func rise(from start: Int) {
    var place = start
    let rising = heap[place]
    while place > 0, rising.precedes(heap[(place - 1) / 2]) {
      put(heap[(place - 1) / 2], at: place)
      place = (place - 1) / 2
    }
    put(rising, at: place)
  }

  private mutating func sink(from start: Int) {
    var place = start
    let sinking = heap[place]
    while let child = firstChild(of: place), heap[child].precedes(sinking) {
      put(heap[child], at: place)
      place = child
    }
    put(sinking, at: place)
  }

  private func firstChild(of place: Int) -> Int? {
    let (left, right) = (place * 2 + 1, place * 2 + 2)
    guard left < heap.count else { return nil }
    return right < heap.count && heap[right].precedes(heap[left]) ? right : left
  }

  private mutating func put(_ appointment: Appointment, at place: Int) {
    heap[place] = appointment
    places[appointment.item] = place
  }
}
