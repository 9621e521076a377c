import MulticastDNS
import Testing

@Suite("The random source")
struct RandomSourceTests {
  @Test("the sequence is that of SplitMix64, the same in every process")
  func sequence() {
    var source = RandomSource(seed: 0)
    let first = (0..<3).map { _ in source.next() }
    #expect(first == [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F])
  }

  @Test("equal sources stay equal, and a draw makes them differ")
  func equality() {
    var left = RandomSource(seed: 7)
    var right = RandomSource(seed: 7)
    #expect(left.messageID() == right.messageID())
    #expect(left == right)
    _ = left.messageID()
    #expect(left != right)
  }

  @Test("message IDs use all sixteen bits")
  func messageIDs() {
    var source = RandomSource(seed: 1)
    let ids = (0..<200).map { _ in source.messageID() }
    #expect(ids.reduce(0, |) == 0xFFFF)
    #expect(Set(ids).count > 190)
  }
}
