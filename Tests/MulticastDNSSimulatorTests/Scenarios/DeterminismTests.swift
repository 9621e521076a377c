import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

@Suite("The same again")
struct DeterminismTests {
  @Test("the same seed gives the same transcript, and another one does not", arguments: 1...5)
  func repetition(seed: UInt64) {
    let (one, two) = (
      Trial(seed: seed, keeping: .everything), Trial(seed: seed, keeping: .everything)
    )
    #expect(one.world.transcript.lines == two.world.transcript.lines)
    #expect(one.world.transcript.digest == two.world.transcript.digest)
    #expect(Trial(seed: seed + 100).world.transcript.digest != one.world.transcript.digest)
  }

  @Test("a world that is copied has two futures, and the first is not touched by the second")
  func copy() throws {
    var world = World(seed: 1)
    let lan = world.addLink()
    let alpha = try world.addHost("alpha", on: lan)
    world.run(for: .seconds(1))
    var other = world
    other.kill(alpha)
    other.run(for: .seconds(10))
    let untouched = world.transcript.digest
    world.run(for: .seconds(10))
    #expect(untouched != world.transcript.digest)
    #expect(other.transcript.digest != world.transcript.digest)
  }
}
