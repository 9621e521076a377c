internal import MulticastDNS

/// What is going to happen, in the order of time; what comes at the same moment, in the order in
/// which it was put in.
///
/// A binary heap of small keys; what happens stays in its slot until it is taken.
struct EventQueue<Event: Sendable>: Sendable {
  private struct Key {
    let instant: Instant
    let sequence: UInt64
    let slot: Int

    func isBefore(_ other: Key) -> Bool {
      instant == other.instant ? sequence < other.sequence : instant < other.instant
    }
  }

  private var heap: [Key] = []
  private var slots: [Event?] = []
  private var freeSlots: [Int] = []
  private var sequence: UInt64 = 0

  var count: Int { heap.count }

  /// When the next event happens; nil when there is none.
  var nextInstant: Instant? { heap.first?.instant }

  mutating func insert(_ event: Event, at instant: Instant) {
    let slot: Int
    if let free = freeSlots.popLast() {
      slot = free
      slots[slot] = event
    } else {
      slot = slots.count
      slots.append(event)
    }
    heap.append(Key(instant: instant, sequence: sequence, slot: slot))
    sequence += 1
    rise(from: heap.count - 1)
  }

  /// Takes the next event; nil when there is none.
  mutating func popFirst() -> (instant: Instant, event: Event)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    freeSlots.append(first.slot)
    guard let event = slots[first.slot].take() else { return nil }
    return (first.instant, event)
  }

  private mutating func rise(from place: Int) {
    var place = place
    while place > 0, heap[place].isBefore(heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink() {
    var place = 0
    while true {
      var first = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[child].isBefore(heap[first]) {
        first = child
      }
      guard first != place else { return }
      heap.swapAt(place, first)
      place = first
    }
  }
}
