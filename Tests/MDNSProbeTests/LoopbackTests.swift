import DNSSD
import DNSSDWire
import MulticastDNS
import Testing

@testable import mdns_probe

/// Other programs may speak on the loopback interface as well, so nothing here counts on silence.
@Suite("On the loopback interface", .serialized)
struct LoopbackTests {
  private static let link = (try? NetworkInterface.snapshot())?
    .first { $0.isLoopback && $0.canMulticast }?.links(of: [.v4]).first

  /// Long enough for a busy machine; nothing waits for it to pass.
  private static let patience = Duration.seconds(10)

  @Test("M-5.1-1 M-5.1-4 query shows the reply that has its ID and question, and no other")
  func query() async throws {
    let link = try #require(Self.link)
    let channel = try Channel.listening(on: .v4)
    try channel.join(link)
    let name = try DNSName("Query\\032Test._mdns-probe._tcp.local.")
    let location = ServiceData(portNumber: 9, target: try DNSName("query-test.local."))
    let run = Self.inBackground(
      "query", "--json", "--interface", link.name, "--count", "1", "--timeout", "10",
      "\(name)", "SRV")
    let query = try #require(
      try Self.receive(from: channel) { message in
        message.questions.contains { $0.name == name }
      })
    #expect(query.source.port != 5_353)
    let asked = try Message(decoding: query.payload)
    let reply = try Specimen.message(
      Array(asked.questions),
      answers: [ResourceRecord(name: name, timeToLive: .hostName, data: .srv(location))],
      id: asked.header.id)
    var wrongID = reply
    wrongID[0] ^= 0x80
    let wrongName = try Specimen.message(
      [Question(name: .local, type: .srv)], id: asked.header.id)
    for octets in [wrongID, wrongName, [1, 2, 3], reply] {
      try channel.send(octets, to: query.source, on: link)
    }
    let (status, results, diagnostics) = await run.value
    #expect(status == .success)
    #expect(results.count == 1)
    #expect(results.first?.contains(#""port":9,"target":"query-test.local.""#) == true)
    #expect(
      results.first?.contains(#""interface":"\#(link.name)","source":"127.0.0.1:5353""#) == true)
    #expect(diagnostics.contains { $0.hasSuffix("without the ID and question of the query: 3") })
  }

  @Test("query ends with 1 when nothing answers")
  func silence() throws {
    let link = try #require(Self.link)
    let run = Rehearsal(
      "query", "no-such-name-\(Seed.unpredictable()).local", "--interface", link.name,
      "--timeout", "0.05")
    #expect(run.status == .failure)
    #expect(run.results.octets.isEmpty)
    #expect(run.diagnostics.text.contains("no reply within"))
  }

  @Test("M-5.2-15 listen shows and counts what is sent to the group")
  func listen() async throws {
    let link = try #require(Self.link)
    // What is sent before the other side listens is lost, so it is sent until that has ended.
    let sender = Task.detached {
      let channel = try Channel.oneShot(on: .v4)
      let pause = try Poller()
      let query = OneShotQuery(
        Question(name: .local, type: .ptr, prefersUnicastResponse: false), id: 1)
      while !Task.isCancelled {
        try channel.sendToGroup(query.octets, on: link)
        _ = try pause.wait(for: [], timeout: .milliseconds(10))
      }
    }
    let (status, results, diagnostics) = await Self.inBackground(
      "listen", "--json", "--interface", link.name, "--count", "2", "--duration", "10", "--pcap",
      "/dev/null"
    ).value
    sender.cancel()
    try await sender.value
    #expect(status == .success)
    #expect(results.count == 2)
    #expect(results.allSatisfy { $0.contains(#","ttl":255}"#) })
    #expect(diagnostics.contains { $0.hasPrefix("\(link.name): 2 datagrams, ") })
  }

  @Test("a capture file that cannot be made ends listen with 1 and its name")
  func unwritableCapture() {
    let run = Rehearsal("listen", "--duration", "5", "--pcap", "/nonexistent/x.pcap")
    #expect(run.status == .failure)
    #expect(run.diagnostics.text.contains(#""/nonexistent/x.pcap": No such file or directory"#))
  }

  private typealias Outcome = (
    status: mdns_probe.ExitStatus, results: [String], diagnostics: [String]
  )

  /// Runs the program beside the test, on a thread of its own: it blocks, and the tasks of tests have
  /// few threads.
  private static func inBackground(_ words: String...) -> Task<Outcome, Never> {
    let (outcomes, continuation) = AsyncStream.makeStream(of: Outcome.self)
    let isStarted: Void? = try? LoopThread.start {
      let run = Rehearsal(words)
      continuation.yield((run.status, run.results.lines, run.diagnostics.lines))
      continuation.finish()
    }
    if isStarted == nil { continuation.finish() }
    return Task { await outcomes.first { _ in true } ?? (.unable, [], ["no thread"]) }
  }

  /// The first datagram with a message that is wanted; nil when the patience is over.
  private static func receive(
    from channel: Channel, _ isWanted: (Message) -> Bool
  ) throws -> ReceivedDatagram? {
    let poller = try Poller()
    let clock = ContinuousClock()
    let end = clock.now + patience
    while clock.now < end {
      _ = try poller.wait(for: [channel.fileDescriptor], timeout: end - clock.now)
      for datagram in try channel.receive() {
        if let message = try? Message(decoding: datagram.payload), isWanted(message) {
          return datagram
        }
      }
    }
    return nil
  }
}
