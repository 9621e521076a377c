import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

@Suite("Crowds")
struct CrowdTests {
  @Test("many hosts agree on many services within seconds, and stay within a budget")
  func agreement() throws {
    let crowd = Crowd(hosts: 40, servicesPerHost: 2, families: [.v4])
    var world = try crowd.world(seed: 1)
    world.run(for: crowd.startingWithin)
    let timeFound = world.runUntilAgreed(within: .seconds(10))
    let time = try #require(timeFound)
    #expect(time < .seconds(9))
    world.run(until: .seconds(60))
    #expect(world.disagreements() == [])
    #expect(world.traffic.datagrams < 40 * 30)
    #expect(world.complaints == "")
  }

  @Test("a crowd in a storm of losses agrees when it is over")
  func loss() throws {
    let crowd = Crowd(hosts: 12, servicesPerHost: 2, families: [.v4])
    var world = try crowd.world(seed: 7, checking: .everything)
    world.inflict(.weather(Weather(loss: 0.3, jitter: .milliseconds(20))))
    world.run(for: .seconds(30))
    world.inflict(.weather(.calm))
    let timeFound = world.runUntilAgreed(within: .seconds(60))
    let time = try #require(timeFound)
    #expect(time < .seconds(40))
    #expect(world.complaints == "")
  }
}
