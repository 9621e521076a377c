import DNSSDWire
import Testing

@testable import mdns_probe

@Suite("Work beside the main thread")
struct ErrandTests {
  /// Keeps letters and lines, or fails at the first letter.
  private struct Tray: Desk, Sendable {
    var letters: [Int] = []
    var lines: [String] = []
    var fault: CommandFailure?

    mutating func take(_ letter: Int) throws(CommandFailure) {
      if let fault { throw fault }
      letters.append(letter)
    }

    mutating func read(_ line: String) { lines.append(line) }

    func flush() throws(CommandFailure) {}
  }

  private enum Outcome: Equatable, Sendable {
    case ended(Errand<Int>.Ending, [Int])
    case failed(String)
  }

  /// Runs an errand on a thread of its own: it blocks, and the tasks of tests have few threads.
  private static func outcome(
    within limit: Duration? = nil, fault: CommandFailure? = nil,
    _ work: @escaping @Sendable (Mailbox<Int>) async -> Void
  ) async throws -> Outcome {
    let (outcomes, continuation) = AsyncStream.makeStream(of: Outcome.self)
    try LoopThread.start {
      var tray = Tray(fault: fault)
      do throws(CommandFailure) {
        let ending = try Errand<Int>(within: limit, work).run(&tray)
        continuation.yield(.ended(ending, tray.letters))
      } catch {
        continuation.yield(.failed("\(error)"))
      }
      continuation.finish()
    }
    return try #require(await outcomes.first { _ in true })
  }

  /// Ends when it is cancelled, and not before.
  private static func untilCancelled() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
    for await _ in stream {}
    continuation.finish()
  }

  @Test("all that is posted is taken in its order, and the work's end is the end")
  func finished() async throws {
    let outcome = try await Self.outcome { mailbox in
      for number in 0..<1_000 { mailbox.post(number) }
    }
    #expect(outcome == .ended(.finished, Array(0..<1_000)))
  }

  @Test("work that takes too long is cancelled, and what it says then is taken")
  func timeOver() async throws {
    let outcome = try await Self.outcome(within: .milliseconds(20)) { mailbox in
      mailbox.post(1)
      await Self.untilCancelled()
      mailbox.post(2)
    }
    #expect(outcome == .ended(.timeOver, [1, 2]))
  }

  @Test("when nothing can be shown any more, the work is cancelled and comes to its end")
  func broken() async throws {
    let outcome = try await Self.outcome(fault: .noLink("test")) { mailbox in
      mailbox.post(1)
      await Self.untilCancelled()
    }
    #expect(outcome == .failed("test"))
  }

  @Test("lines are read as they come, the last without an end as well")
  func lines() throws {
    let channel = try Rope()
    channel.write("one\ntw")
    var lines = InputLines(of: channel.readingEnd)
    #expect(lines.read() == ["one"])
    channel.write("o\n\nthree")
    #expect(lines.read() == ["two", ""])
    channel.closeWritingEnd()
    #expect(lines.read() == ["three"] && lines.isAtEnd)
  }

  @Test("a line without an end is cut, so that it takes no memory without bound")
  func longLine() throws {
    let channel = try Rope()
    var lines = InputLines(of: channel.readingEnd)
    var pieces: [String] = []
    for _ in 0..<8 {
      channel.write(String(repeating: "x", count: 32_768))
      pieces += lines.read()
    }
    #expect(
      !pieces.isEmpty && pieces.allSatisfy { $0.utf8.count <= InputLines.longestLine + 65_536 })
  }
}
