import MulticastDNS
import MulticastDNSSimulator
import Testing

@Test("the virtual clock moves when told to and never back")
func virtualClock() {
  var clock = VirtualClock(startingAt: Instant(nanoseconds: 10))
  clock.advance(to: Instant(nanoseconds: 40))
  #expect(clock.now.nanoseconds == 40)
  clock.advance(to: Instant(nanoseconds: 20))
  #expect(clock.now.nanoseconds == 40)
}
