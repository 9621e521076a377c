import DNSSDWire
import MulticastDNS
import MulticastDNSSimulator
import Testing

@Suite("Stories of names")
struct NameTests {
  @Test("a service is found by everybody, and gone a second after its goodbye")
  func publishAndFind() throws {
    var world = World(seed: 1, keeping: .everything)
    let lan = world.addLink()
    let alpha = try world.addHost("alpha", on: lan)
    let bravo = try world.addHost("bravo", on: lan)
    try world.browse("_http._tcp", on: bravo)
    let web = try world.publish("Web 1", "_http._tcp", port: 8080, on: alpha)
    world.run(for: .seconds(3))
    print(world.transcript.lines.joined(separator: "\n"))
    #expect(world.instances(of: "_http._tcp", seenBy: bravo) == ["Web 1"])
    try world.withdraw(web, on: alpha)
    world.run(for: .milliseconds(1_010))
    #expect(world.instances(of: "_http._tcp", seenBy: bravo) == [])
    for violation in world.violations { print(violation) }
    #expect(world.violations.isEmpty)
  }
}
