import Testing

@testable import mdns_probe

/// Captures of real peers, each beside a text of what is in it (`Fixtures/PROVENANCE.md`).
@Suite("captures of real peers")
struct FixtureTests {
  static let peers = ["avahi", "jmdns", "mdnsd", "resolved", "zeroconf"]

  @Test("every capture reads as its text twin says", arguments: peers)
  func twins(peer: String) throws {
    let paths = try Files.contents(of: "\(Self.fixtures)/\(peer)")
    let captures = paths.filter { $0.hasSuffix(".pcap") }
    #expect(captures.count >= 10)
    for capture in captures {
      let twin = try Files.read("\(capture.dropLast(5)).txt")
      let run = Rehearsal("decode", capture)
      #expect(run.status == .success)
      #expect(run.diagnostics.octets.isEmpty)
      #expect(run.results.octets == twin, "\(capture)")
    }
    #expect(paths.filter { $0.hasSuffix(".txt") }.count == captures.count)
  }

  private static let fixtures =
    #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Fixtures"
}
