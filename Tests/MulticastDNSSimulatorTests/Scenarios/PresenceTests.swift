import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

private let type = "_http._tcp"

/// A host that publishes `Web` and one that browses, in a world where both have settled.
private struct Pair {
  var world: World
  let alpha: HostID
  let bravo: HostID
  let web: RegistrationID

  init(seed: UInt64, timeToLive: UInt32 = 4_500, weather: Weather = .calm) throws {
    world = World(seed: seed)
    world.inflict(.weather(weather))
    let lan = world.addLink()
    alpha = try world.addHost("alpha", on: lan)
    bravo = try world.addHost("bravo", on: lan)
    try world.browse(type, on: bravo)
    web = try world.publish(
      "Web", type, port: 8_080, timeToLive: TimeToLive(seconds: timeToLive), on: alpha)
    world.run(for: .seconds(20))
  }

  var seen: [String] { world.instances(of: type, seenBy: bravo) }

  /// How long it takes until bravo sees that; nil when longer than a limit.
  mutating func time(until wanted: [String], within limit: Duration) -> Duration? {
    let start = world.elapsed
    while seen != wanted, world.elapsed - start < limit { world.run(for: .milliseconds(10)) }
    return seen == wanted ? world.elapsed - start : nil
  }
}

@Suite("Stories of presence")
struct PresenceTests {
  @Test("M-10.1-1 M-10.1-2 what says goodbye is gone a second later")
  func goodbye() throws {
    var pair = try Pair(seed: 1)
    #expect(pair.seen == ["Web"])
    try pair.world.withdraw(pair.web, on: pair.alpha)
    let timeFound = pair.time(until: [], within: .seconds(5))
    let time = try #require(timeFound)
    #expect((.milliseconds(1_000)...(.milliseconds(1_020))).contains(time))
    #expect(pair.world.complaints == "")
  }

  @Test("M-5.2-10 what crashes is gone when its time is over")
  func crash() throws {
    var pair = try Pair(seed: 2, timeToLive: 30)
    #expect(pair.seen == ["Web"])
    pair.world.kill(pair.alpha)
    let timeFound = pair.time(until: [], within: .seconds(60))
    let time = try #require(timeFound)
    #expect((.seconds(1)...(.seconds(30))).contains(time))
    pair.world.start(pair.alpha)
    let backFound = pair.time(until: ["Web"], within: .seconds(10))
    let back = try #require(backFound)
    #expect(back < .seconds(2))
    #expect(pair.world.complaints == "")
  }

  @Test("M-5.2-8 a third of all packets may be lost, and nobody goes missing", arguments: 1...10)
  func loss(seed: UInt64) throws {
    var pair = try Pair(seed: seed, weather: Weather(loss: 0.3))
    var misses = 0
    for _ in 0..<600 {
      pair.world.run(for: .seconds(10))
      if pair.seen != ["Web"] { misses += 1 }
    }
    #expect(misses == 0)
    #expect(pair.world.complaints == "")
  }

  @Test("a clock that jumps loses nothing for long", arguments: [1, 60, 3_600, 86_400])
  func clockJump(seconds: Int) throws {
    var pair = try Pair(seed: UInt64(seconds))
    pair.world.inflict(.clockJump(pair.bravo, .seconds(seconds)))
    pair.world.inflict(.clockJump(pair.alpha, .seconds(seconds)))
    let timeFound = pair.time(until: ["Web"], within: .seconds(30))
    let time = try #require(timeFound)
    #expect(time < .seconds(5))
    #expect(pair.world.complaints == "")
  }

  @Test("M-8-2 a host that slept and knows it probes again, and is found", arguments: [3, 600])
  func suspend(seconds: Int) throws {
    var pair = try Pair(seed: 3)
    let before = pair.world.traffic.probes
    pair.world.inflict(.suspend(pair.alpha))
    pair.world.run(for: .seconds(seconds))
    pair.world.inflict(.resume(pair.alpha))
    pair.world.run(for: .seconds(3))
    // Three probes for each family.
    #expect(pair.world.traffic.probes - before == 6)
    #expect(pair.seen == ["Web"])
    #expect(pair.world.complaints == "")
  }

  @Test("M-8.4-5 new addresses are announced and take the place of the old")
  func newAddresses() throws {
    var pair = try Pair(seed: 4)
    let name = try #require(pair.world.hostName(of: pair.alpha))
    let query = try pair.world.ask(name, .a, on: pair.bravo)
    pair.world.run(for: .seconds(2))
    let old = pair.world.answers(to: query, on: pair.bravo).map(\.record.data)
    pair.world.inflict(.newAddresses(pair.alpha, card: 0))
    pair.world.run(for: .seconds(5))
    let new = pair.world.answers(to: query, on: pair.bravo).map(\.record.data)
    #expect(old.count == 1 && new.count == 1 && old != new)
    #expect(pair.world.disagreements() == [])
    #expect(pair.world.complaints == "")
  }
}
