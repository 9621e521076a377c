import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

/// Answers for each address as it is told to, and counts.
private struct ScriptedDialler: WireDialler {
  let outcomes: [IPAddress: WireOutcome]

  func exchange(
    with endpoint: WireEndpoint, sending octets: [UInt8], awaiting count: Int,
    within limit: Duration
  ) async -> WireExchange {
    let outcome = outcomes[endpoint.address.address] ?? .noRoute
    return WireExchange(outcome, elapsed: .milliseconds(endpoint.portNumber == 1 ? 1 : 7))
  }
}

private let alert: [UInt8] = [21, 3, 3, 0, 2, 2, 40]

@Suite("Wire proof")
struct WireProofTests {
  private static let v4 = HostAddress(.v4(IPv4Address(192, 0, 2, 1)), heardOn: 1)
  private static let v6 = HostAddress(.v6(IPv6Address(high: 0xFD00 << 48, low: 1)), heardOn: 1)
  private static let linkLocal = HostAddress(
    .v6(IPv6Address(high: 0xFE80 << 48, low: 1)), heardOn: 3)

  private func check(
    _ depth: WireProof.Depth, _ outcomes: [IPAddress: WireOutcome]
  ) async -> WireReport {
    await WireProof(depth).check(
      host: "pi-1.local", addresses: [Self.v4, Self.v6, Self.linkLocal], portNumber: 6_443,
      with: ScriptedDialler(outcomes: outcomes))
  }

  private static let cases:
    [(WireOutcome, connection: WireResult.Finding, tls: WireResult.Finding)] =
      [
        (.connected, .reached, .notTLS), (.answered(alert), .reached, .reached),
        (.answered([22, 3, 1, 0, 80]), .reached, .reached),
        (.answered(Array("HTTP/1.0 400".utf8)), .reached, .notTLS),
        (.answered([21, 3, 3]), .reached, .notTLS), (.silent, .reached, .notTLS),
        (.closed, .reached, .closed), (.refused, .refused, .refused),
        (.timedOut, .timedOut, .timedOut), (.noRoute, .noRoute, .noRoute),
        (.failed(code: 1), .failed(code: 1), .failed(code: 1)),
      ]

  @Test("each outcome at an address is told apart, for a connection and for TLS", arguments: cases)
  func findings(
    outcome: WireOutcome, connection: WireResult.Finding, tls: WireResult.Finding
  ) async {
    for (depth, finding) in [(WireProof.Depth.connection, connection), (.tls, tls)] {
      let report = await check(depth, [Self.v4.address: outcome])
      #expect(report.results.map(\.finding) == [finding, .noRoute, .noRoute])
    }
  }

  @Test("2025-10-24-mdns-bootstrap-self-check one address of either family is enough")
  func oneIsEnough() async {
    let report = await check(.connection, [Self.v4.address: .refused, Self.v6.address: .connected])
    guard case .ok(let best) = report.result else {
      Issue.record("\(report)")
      return
    }
    #expect("\(best.endpoint)" == "[fd00::1]:6443")
  }

  @Test("a failure names each address with its reason; a link-local one has its link")
  func failureText() async {
    let report = await check(.tls, [Self.v4.address: .refused, Self.v6.address: .timedOut])
    guard case .failed(let failure) = report.result else {
      Issue.record("\(report)")
      return
    }
    #expect("\(failure)".hasPrefix("192.0.2.1:6443: refused"))
    #expect("\(failure)".contains("[fd00::1]:6443: timed out"))
    #expect("\(failure)".contains("[fe80::1%3]:6443: no route"))
  }

  @Test("a host without addresses fails by its name, and a cancelled check knows nothing")
  func edges() async {
    let none = await WireProof().check(
      host: "pi\u{1B}", addresses: [], portNumber: 1, with: ScriptedDialler(outcomes: [:]))
    #expect(none.result == .failed(.noAddress(host: "pi\u{1B}")))
    if case .failed(let failure) = none.result { #expect(!"\(failure)".contains("\u{1B}")) }
    let cancelled = await WireProof().check(
      host: "pi", addresses: [Self.v4], portNumber: 1,
      with: ScriptedDialler(outcomes: [Self.v4.address: .cancelled]))
    #expect(cancelled.result == .unknown(.outOfTime))
  }

  @Test("the ClientHello is one record whose lengths fit together")
  func clientHello() {
    let hello = TLSGreeting.clientHello
    #expect(TLSGreeting.isAnswered(by: hello))
    #expect(Int(hello[3]) << 8 | Int(hello[4]) == hello.count - 5)
    #expect(Int(hello[7]) << 8 | Int(hello[8]) == hello.count - 9)
  }
}

@Suite("Readiness of a URL")
struct ReadinessTests {
  private static let urls: [(String, String)] = [
    ("https://192.0.2.1:6443", "https://192.0.2.1:6443"),
    ("HTTPS://pi-1.local", "https://pi-1.local:443"),
    ("https://[fd00::1]:6443/", "https://[fd00::1]:6443"),
    ("https://[fd00::1]", "https://[fd00::1]:443"),
    ("https://[fe80::1%252]:6443", "https://[fe80::1%2]:6443"),
    ("https://[fe80::1%2]:6443", "https://[fe80::1%2]:6443"),
  ]

  @Test("URLs are read as people write them", arguments: urls)
  func reading(text: String, canonical: String) throws {
    #expect("\(try ServerURL(text))" == canonical)
  }

  private static let faults: [(String, ServerURLError)] = [
    ("pi-1:6443", .schemeMissing), ("", .schemeMissing), ("http://pi-1:6443", .schemeNotHTTPS),
    ("https://", .hostMissing), ("https://:6443", .hostMissing), ("https://[]:1", .hostMissing),
    ("https://a:b@pi-1", .userNotAllowed), ("https://pi-1/readyz", .pathNotAllowed),
    ("https://pi-1?x", .pathNotAllowed), ("https://fd00::1:6443", .bracketsMissing),
    ("https://[fd00::1:6443", .bracketsMissing), ("https://[pi-1]:6443", .hostMalformed),
    ("https://pi\u{1B}1", .hostMalformed), ("https://pi 1", .hostMalformed),
    ("https://[fe80::1]:6443", .interfaceMissing), ("https://[fd00::1%2]", .interfaceMissing),
    ("https://[fe80::1%eth0]", .interfaceMissing), ("https://pi-1:", .portMalformed),
    ("https://pi-1:0", .portMalformed), ("https://pi-1:65536", .portMalformed),
    ("https://pi-1:+1", .portMalformed), ("https://[fd00::1]6443", .portMalformed),
  ]

  @Test("each fault of a URL has its own error", arguments: faults)
  func refusing(text: String, error: ServerURLError) {
    #expect(throws: error) { try ServerURL(text) }
  }

  private static let levels: [(WireOutcome, Int?, ReadinessLevel)] = [
    (.refused, 200, .unreachable), (.answered([72, 84, 84, 80, 47]), 200, .tcp),
    (.silent, nil, .tcp),
    (.answered(alert), nil, .tls), (.answered(alert), 500, .tls), (.answered(alert), 401, .alive),
    (.answered(alert), 403, .alive), (.answered(alert), 200, .ready),
  ]

  @Test(
    "2025-11-14-api-readiness-401-rejection each level needs those before it; 401 and 403 are alive",
    arguments: levels)
  func levels(outcome: WireOutcome, status: Int?, level: ReadinessLevel) async throws {
    let address = HostAddress(.v4(IPv4Address(192, 0, 2, 1)), heardOn: 1)
    let probe = ReadinessProbe(try ServerURL("https://192.0.2.1:6443")) { _, _ in status }
    let reading = await probe.look(
      at: [address], with: ScriptedDialler(outcomes: [address.address: outcome]))
    #expect(reading.level == level)
  }

  @Test(
    "it looks again after waits that double to thirty seconds, and ends in time", arguments: 1...20)
  func waiting(seed: UInt64) {
    let start = Instant(nanoseconds: 5)
    let reading = ReadinessReading(
      level: .tcp, wire: WireReport(host: "pi", results: []), status: nil)
    var wait = ReadinessWait(
      for: .ready, within: .seconds(300), start: start, random: RandomSource(seed: seed))
    var (now, limit, looks) = (start, Duration.seconds(1), 1)
    while case .look(let next) = wait.next(after: reading, at: now) {
      #expect(next >= now && next <= now + limit)
      (now, limit, looks) = (next, min(limit * 2, .seconds(30)), looks + 1)
    }
    guard case .end(let report) = wait.next(after: reading, at: now) else { return }
    #expect(report.elapsed < .seconds(300) && looks > 5)
    guard case .failed(let failure) = report.result else {
      Issue.record("\(report)")
      return
    }
    #expect("\(failure)".hasPrefix("the server is tcp where ready is wanted"))
  }
}

@Suite("Waits and clocks")
struct PaceTests {
  @Test("waits double up to their limit, and chance stays within its bounds", arguments: 1...50)
  func backoff(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var around = Backoff(
      start: .milliseconds(500), limit: .seconds(4), jitter: .around(percent: 25))
    for base in [500, 1_000, 2_000, 4_000, 4_000] as [Int] {
      let wait = around.next(&random)
      #expect(wait >= .milliseconds(base * 3 / 4) && wait <= .milliseconds(base * 5 / 4))
    }
    var wild = Backoff(start: .seconds(-5), limit: .seconds(1 << 60), jitter: .full)
    for _ in 0..<80 { #expect((.zero...Backoff.longest).contains(wild.next(&random))) }
  }

  private static let clocks:
    [(Bool?, Duration?, TimeGate.Policy, GateResult<TimeEvidence, TimeFault>)] = [
      (true, .milliseconds(2), .strict, .ok(.synchronised(estimatedError: .milliseconds(2)))),
      (true, nil, .strict, .ok(.synchronised(estimatedError: nil))),
      (false, nil, .warn, .ok(.warning(.notSynchronised))),
      (false, nil, .strict, .failed(.notSynchronised)),
      (
        true, .seconds(1), .strict,
        .failed(.inaccurate(estimatedError: .seconds(1), tolerance: .milliseconds(500)))
      ),
      (nil, nil, .warn, .unknown(.clockUnreadable)),
      (nil, nil, .strict, .unknown(.clockUnreadable)),
    ]

  @Test(
    "a clock that is not kept is a warning, strictly a failure; an unreadable one is unknown",
    arguments: clocks)
  func clock(
    isSynchronised: Bool?, error: Duration?, policy: TimeGate.Policy,
    result: GateResult<TimeEvidence, TimeFault>
  ) {
    let reading = ClockReading(isSynchronised: isSynchronised, estimatedError: error)
    #expect(TimeGate(policy).judge(reading) == result)
  }
}
