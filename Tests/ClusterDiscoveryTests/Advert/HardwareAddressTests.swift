import ClusterDiscovery
import Testing

@Suite("Hardware addresses")
struct HardwareAddressTests {
  private static let spellings = [
    "0242ac11000f", "02:42:ac:11:00:0f", "02-42-AC-11-00-0F", "0242.ac11.000F", "0242AC11000F",
  ]

  @Test("the usual spellings are one address", arguments: spellings)
  func reading(text: String) {
    #expect(HardwareAddress(text)?.octets == [0x02, 0x42, 0xAC, 0x11, 0x00, 0x0F])
    #expect(HardwareAddress(text)?.description == "0242ac11000f")
  }

  private static let others = [
    "", "0242ac1100", "0242ac11000f00", "02:42:ac:11:00", "2:42:ac:11:0:f", "02:42-ac:11-00:0f",
    "0242ac11000g", "024:2a:c1:10:00:f0", "+242ac11000f", "0２42ac11000f",
  ]

  @Test("anything else is none", arguments: others)
  func refusal(text: String) {
    #expect(HardwareAddress(text) == nil)
  }

  @Test("there are exactly six octets")
  func count() {
    #expect(HardwareAddress(octets: [1, 2, 3, 4, 5, 6])?.description == "010203040506")
    #expect(HardwareAddress(octets: [1, 2, 3, 4, 5]) == nil)
  }
}
