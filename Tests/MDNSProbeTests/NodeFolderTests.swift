import ClusterDiscovery
import DNSSD
import Glibc
import Testing

@testable import mdns_probe

/// A folder that is gone with its owner, and one within it for the files.
private final class Scratch {
  private let folder =
    "\(Host.environment("TMPDIR") ?? "/tmp")/mdns-probe-test-\(Seed.unpredictable())"

  deinit {
    for file in (try? Files.contents(of: inner)) ?? [] { _ = unsafe unlink(file) }
    for folder in [inner, folder] { _ = unsafe rmdir(folder) }
  }

  private var inner: String { folder + "/state" }

  var settings: ClusterSettings {
    var settings = ClusterSettings()
    settings.stateFolder = inner
    return settings
  }
}

@Suite("What a node remembers over a restart")
struct NodeFolderTests {
  @Test("votes are read as they were written, and none are there at first")
  func votes() throws {
    let scratch = Scratch()
    defer { withExtendedLifetime(scratch) {} }
    let folder = try NodeFolder(scratch.settings, host: try DNSName("pi0.local."))
    #expect(try folder.votes() == BallotMemory())
    var votes = BallotMemory()
    (votes.candidacy, votes.term, votes.choice) = (7, .max, try DNSName("a\\.b\\032c.local."))
    try folder.keep(votes)
    #expect(try folder.votes() == votes)
    votes.choice = nil
    try folder.keep(votes)
    #expect(try folder.votes() == votes)
  }

  @Test("hosts with any name have files of their own")
  func names() throws {
    let scratch = Scratch()
    defer { withExtendedLifetime(scratch) {} }
    let settings = scratch.settings
    let hosts = try ["a/b", "a%2fb", "A/b", "\\.\\.", "\\000"].map { try DNSName("\($0).local.") }
    for (number, host) in hosts.enumerated() {
      var votes = BallotMemory()
      votes.candidacy = UInt32(number)
      try NodeFolder(settings, host: host).keep(votes)
    }
    for (number, host) in hosts.enumerated() {
      #expect(try NodeFolder(settings, host: host).votes().candidacy == UInt32(number))
    }
  }

  @Test(
    "a file that does not hold votes is refused with its line",
    arguments: [
      ("", "candidacy"), ("candidacy=1\n", "term"), ("candidacy=1\nterm=x\n", "line 2"),
      ("candidacy=1\nterm=1\nchoice=\n\nmore", "line"), ("candidacy=99999999999\n", "line 1"),
      ("candidacy=1\nterm=1\nleader=b.local.\n", "unknown key"),
    ])
  func corrupt(text: String, reason: String) throws {
    do throws(VotesError) {
      _ = try BallotMemory(text: text)
      Issue.record("it was taken")
    } catch {
      #expect("\(error)".contains(reason))
    }
  }

  @Test("a folder that cannot be is an error with its path")
  func unusable() throws {
    var settings = ClusterSettings()
    settings.stateFolder = "/dev/null/state"
    do throws(CommandFailure) {
      _ = try NodeFolder(settings, host: .local)
      Issue.record("it was made")
    } catch {
      #expect("\(error)".contains("/dev/null/state") && error.status == .failure)
    }
  }
}
