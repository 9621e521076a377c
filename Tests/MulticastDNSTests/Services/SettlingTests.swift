import MulticastDNS
import Testing

@Suite("When an inquiry has settled")
struct SettlingTests {
  private static let start = Instant(nanoseconds: 5_000_000_000)

  private static func at(_ milliseconds: Int) -> Instant { start + .milliseconds(milliseconds) }

  /// When news came in milliseconds, how far the inquiry is, and when it has settled.
  private static let cases: [(news: [Int], progress: InquiryProgress, end: Int)] = [
    ([], .open, 2_500), ([0], .open, 1_500), ([1, 120], .open, 1_500), ([999], .open, 1_500),
    ([100, 1_001], .open, 3_500), ([100, 2_999], .open, 3_500), ([100, 3_100], .open, 7_500),
    ([100, 3_100, 7_200], .open, 8_000), ([100], .complete, 0), ([100], .pending, 8_000),
    ([], .pending, 8_000),
  ]

  @Test("the query after the last news must bring nothing new", arguments: cases)
  func end(news: [Int], progress: InquiryProgress, end: Int) {
    var settling = Settling(start: Self.start)
    for milliseconds in news { settling.heard(at: Self.at(milliseconds)) }
    #expect(settling.end(progress) == Self.at(end))
  }
}
