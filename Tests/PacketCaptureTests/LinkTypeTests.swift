import PacketCapture
import Testing

@Test("link types keep their registered number")
func linkTypesKeepTheirNumber() {
  #expect(LinkType(rawValue: 1) == .ethernet)
}
