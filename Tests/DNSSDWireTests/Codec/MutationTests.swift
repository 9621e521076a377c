import DNSSDWire
import Testing

/// Real messages, broken by chance.
///
/// A release build tries 100,000 of them, a debug build few enough to take seconds; the environment
/// variable `DNSSD_MUTATIONS` sets another number, and `DNSSD_SEED` runs the cases of one seed alone.
@Suite("Mutated messages")
struct MutationTests {
  static let seedCount: UInt64 = 20

  /// Enough that some are read and some refused.
  static let leastPerSeed = 50

  static let casesPerSeed: Int = {
    if let text = environment("DNSSD_MUTATIONS") {
      guard let count = Int(text) else {
        preconditionFailure("DNSSD_MUTATIONS is no number: \(text)")
      }
      return max(leastPerSeed, count / Int(seedCount))
    }
    #if DEBUG
      return 10_000 / Int(seedCount)
    #else
      return 100_000 / Int(seedCount)
    #endif
  }()

  @Test("there are real messages, and the codec keeps its laws with each of them")
  func originals() {
    let messages = FixtureMessages.all
    #expect(messages.count >= 100)
    for message in messages {
      #expect(ReadingLaws.broken(by: message) == nil, "\(message.hexadecimal)")
    }
    // The querier of mdnsd puts an address before the data of its known answers.
    let refused = messages.count { refusal(of: $0) != nil }
    #expect(refused * 50 <= messages.count)
  }

  @Test("the codec keeps its laws with mutated messages", arguments: Seeds.first(seedCount))
  func mutations(seed: UInt64) throws {
    let originals = FixtureMessages.all
    try #require(originals.count >= 100)
    var random = SeededGenerator(seed: seed)
    var (accepted, refused) = (0, 0)
    for number in 0..<Self.casesPerSeed {
      let octets = Self.mutated(originals, using: &random)
      if let law = ReadingLaws.broken(by: octets) {
        Issue.record("case \(number) \(law): \(octets.hexadecimal)")
      }
      if refusal(of: octets) == nil { accepted += 1 } else { refused += 1 }
    }
    #expect(accepted * 20 > Self.casesPerSeed, "mutations leave too little to read")
    #expect(refused * 20 > Self.casesPerSeed, "mutations leave too little to refuse")
  }

  /// One of the messages with one to four changes.
  private static func mutated(
    _ originals: [[UInt8]], using random: inout SeededGenerator
  ) -> [UInt8] {
    guard var octets = originals.randomElement(using: &random) else { return [] }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !octets.isEmpty else { return octets }
      change(&octets, with: originals, using: &random)
    }
    return octets
  }

  private static func change(
    _ octets: inout [UInt8], with originals: [[UInt8]], using random: inout SeededGenerator
  ) {
    let place = Int.random(in: 0..<octets.count, using: &random)
    let run = place..<min(octets.count, place + Int.random(in: 1...8, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0: octets[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 1:
      octets[place] = [0x00, 0x01, 0x3F, 0x40, 0x80, 0xC0, 0xFF].randomElement(using: &random) ?? 0
    case 2: octets.removeSubrange(run)
    case 3: octets.insert(contentsOf: random.octets(1...8), at: place)
    case 4: octets.removeLast(octets.count - place)
    case 5:
      // A pointer somewhere, most often into the message.
      let target = Int.random(in: 0..<(octets.count + 8), using: &random)
      guard place + 1 < octets.count, target <= 0x3FFF else { return }
      octets.replaceSubrange(place..<(place + 2), with: Handmade.pointer(to: target))
    default:
      guard let other = originals.randomElement(using: &random), other.count > 12 else { return }
      let start = Int.random(in: 0..<other.count, using: &random)
      octets.replaceSubrange(place..., with: other[start...])
    }
  }
}
