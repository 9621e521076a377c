import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

@Suite("Self-check")
struct SelfCheckTests {
  private typealias Report = GateReport<SelfCheckEvidence, SelfCheckFailure>

  /// Checks the node `pi-1` at 192.0.2.1, with whatever else is there.
  private func report(
    _ expectation: SelfCheckExpectation, pace: SelfCheckPace = SelfCheckPace(),
    in lan: inout GateLAN, after lead: Duration = .seconds(5)
  ) throws -> Report {
    lan.run(for: lead)
    let check = lan.add(
      on: 1, SelfCheck(expectation, pace: pace, random: RandomSource(seed: 1)))
    lan.run(for: .seconds(70)) { lan in
      (try? lan.application(of: check, as: SelfCheck.self).report) != nil
    }
    return try #require(try lan.application(of: check, as: SelfCheck.self).report)
  }

  private func lanWithNode() throws -> GateLAN {
    var lan = GateLAN()
    let node = lan.add(on: 1)
    try lan.publishNode(on: node)
    return lan
  }

  @Test(
    "2025-10-27-mdns-selfcheck-cli-gap own adverts are seen from a second socket within a second")
  func success() throws {
    var lan = try lanWithNode()
    let report = try report(GateFixture.expectation(), in: &lan)
    guard case .ok(let evidence) = report.result else {
      Issue.record("\(report)")
      return
    }
    #expect(report.attempts == 1 && report.elapsed < .seconds(1))
    #expect(evidence.host == (try GateFixture.hostName("pi-1")) && evidence.notes.isEmpty)
    #expect(evidence.addresses.map(\.address) == [GateFixture.address(1)])
  }

  private static let differences:
    [(String, @Sendable (inout SelfCheckExpectation) throws -> Void, String)] = [
      (
        "the host", { $0 = try changed($0, host: "pi-2.local") },
        "should be at pi-2.local., and is at pi-1.local."
      ),
      ("the port", { $0.portNumber = 443 }, "should be on port 443, and is on 6443"),
      (
        "the role", { $0.text.append(.init(key: "ROLE", value: "agent", comparison: .folded)) },
        "ROLE=agent expected, role=server found"
      ),
      (
        "a field in exact case",
        { $0.text.append(.init(key: "env", value: "DEV", comparison: .exact)) },
        "env=DEV expected, env=dev found"
      ),
      (
        "a missing field",
        { $0.text.append(.init(key: "state", value: "ready", comparison: .folded)) },
        "state=ready expected, nothing found"
      ),
      (
        "the address", { $0.addresses = [GateFixture.address(9)] },
        "pi-1.local. should have 192.0.2.9, and has 192.0.2.1"
      ),
      (
        "an instance", { $0 = try changed($0, instances: GateFixture.instances(of: "pi-9")) },
        "is not to be seen; the instances there are:"
      ),
      (
        "2025-11-04-test-10-type-missing-logging the type",
        {
          $0 = try changed($0, instances: [GateFixture.instance("_k3s-sugar-prod._tcp")])
        },
        "nobody offers _k3s-sugar-prod._tcp; the types there are:"
      ),
    ]

  private static func changed(
    _ old: SelfCheckExpectation, instances: [ServiceInstanceName]? = nil, host: String? = nil
  ) throws -> SelfCheckExpectation {
    SelfCheckExpectation(
      instances: instances ?? old.instances,
      host: try host.map { HostAliases([try DNSName($0)]) } ?? old.host, text: old.text,
      addresses: old.addresses, ownAddresses: old.ownAddresses)
  }

  @Test(
    "2025-10-25-mdns-host-mismatch-logging a difference is told by what differs, with both values",
    arguments: differences.indices)
  func difference(number: Int) throws {
    let (_, change, text) = Self.differences[number]
    var lan = try lanWithNode()
    var expectation = try GateFixture.expectation()
    try change(&expectation)
    let report = try report(expectation, in: &lan)
    guard case .failed(let failure) = report.result else {
      Issue.record("\(report)")
      return
    }
    #expect("\(failure)".contains(text), "\(failure)")
    #expect(report.attempts == SelfCheckPace().attempts)
  }

  @Test(
    "2025-11-04-test-04-active-window a late advert is a success, and attempts are counted as made")
  func lateAdvert() throws {
    var lan = GateLAN()
    let node = lan.add(on: 1)
    let check = lan.add(
      on: 1, SelfCheck(try GateFixture.expectation(), random: RandomSource(seed: 3)))
    lan.run(for: .seconds(6))
    try lan.publishNode(on: node)
    lan.run(for: .seconds(10))
    let end = try lan.application(of: check, as: SelfCheck.self)
    guard let report = end.report, case .ok = report.result else {
      Issue.record("\(end)")
      return
    }
    #expect(report.attempts > 1 && report.attempts == end.attempts)
    #expect(report.elapsed > .seconds(6) && report.elapsed < .seconds(8))
  }

  @Test("2025-10-22-k3s-mdns-self-check without a packet coming back there is no success")
  func silence() throws {
    var lan = GateLAN()
    lan.loopsBack = false
    let report = try report(GateFixture.expectation(), in: &lan)
    #expect(report.result == .failed(.notLoopingBack))
  }

  @Test("2025-11-17 host renaming: another host that answers for our name is told by its address")
  func otherHost() throws {
    var lan = try lanWithNode()
    let other = lan.add(on: 7)
    lan.run(for: .seconds(3))
    let instances = try GateFixture.instances()
    try lan.publishNode("pi-7", on: other, adverts: instances, verification: .verified)
    lan.kill(0)
    let report = try report(GateFixture.expectation(), in: &lan)
    #expect(
      report.result == .failed(.otherHost(instances[0], source: GateFixture.address(7))))
  }

  @Test(
    "2025-10-25-mdns-self-check-fallback-logging a relaxed check ignores addresses, and says so")
  func relaxed() throws {
    var lan = try lanWithNode()
    var expectation = try GateFixture.expectation()
    expectation.addresses = [GateFixture.address(9)]
    expectation.addressMode = .relaxed
    let report = try report(expectation, in: &lan)
    guard case .ok(let evidence) = report.result,
      case .addressIgnored(let expected, let found)? = evidence.notes.first
    else {
      Issue.record("\(report)")
      return
    }
    #expect(expected == [GateFixture.address(9)])
    #expect(found.map(\.address) == [GateFixture.address(1)] || found.isEmpty)
  }

  @Test(
    "2025-11-03-mdns-selfcheck-ifs-alias 2025-10-22-k3s-mdns-trailing-dot-self-check names of a host",
    arguments: [
      ("pi-1.local", "pi-1", true), ("pi-1", "PI-1.Local.", true),
      ("pi-1.local.local", "pi-1.local.", true), ("pi-1.local", "pi-2.local", false),
      ("pi-1.local", "local", false), ("pi-1.local", "pi-1.lan", false),
    ])
  func aliases(own: String, found: String, isSame: Bool) throws {
    #expect(HostAliases([try DNSName(own)]).contains(try DNSName(found)) == isSame)
  }
}
