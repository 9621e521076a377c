import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

@Suite("The queue of events")
struct EventQueueTests {
  @Test(
    "events come in the order of time, and at one moment in that of their coming", arguments: 1...20
  )
  func order(seed: UInt64) {
    var chance = Chance(seed: seed, for: .trial)
    var queue = EventQueue<Int>()
    var expected: [(instant: UInt64, number: Int)] = []
    var taken: [Int] = []
    for number in 0..<500 {
      let instant = UInt64(chance.number(in: 0...40))
      queue.insert(number, at: Instant(nanoseconds: instant))
      expected.append((instant, number))
    }
    while let next = queue.popFirst() { taken.append(next.event) }
    #expect(
      taken == expected.sorted { ($0.instant, $0.number) < ($1.instant, $1.number) }.map(\.number))
    #expect(queue.nextInstant == nil)
  }

  @Test("slots are used again, so that a long run holds what waits and no more")
  func slots() {
    var queue = EventQueue<Int>()
    var latest: [Int] = []
    for number in 0..<1_000 {
      queue.insert(number, at: Instant(nanoseconds: UInt64(number)))
      if number > 2, let next = queue.popFirst() { latest.append(next.event) }
    }
    #expect(queue.count == 3)
    #expect(latest == Array(0..<997))
  }
}
