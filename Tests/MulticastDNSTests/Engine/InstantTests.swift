import MulticastDNS
import Testing

@Test("instants are ordered, and their difference has a sign")
func instants() {
  let (early, late) = (Instant(nanoseconds: 5), Instant(nanoseconds: 1_000_000_005))
  #expect(early < late)
  #expect(late.duration(since: early) == .seconds(1))
  #expect(early.duration(since: late) == .seconds(-1))
}
