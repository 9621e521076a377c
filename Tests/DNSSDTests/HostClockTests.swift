import DNSSD
import MulticastDNS
import Testing

@Test("the clock of the host never goes back, and goes on")
func hostClock() {
  let start = HostClock.now()
  var last = start
  while last.duration(since: start) < .microseconds(50) {
    let now = HostClock.now()
    #expect(now >= last)
    last = now
  }
}
