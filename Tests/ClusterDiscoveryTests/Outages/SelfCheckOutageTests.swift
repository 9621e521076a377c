import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

@Suite("Outages: the own advert as others see it")
struct SelfCheckOutageTests {
  private typealias Report = GateReport<SelfCheckEvidence, SelfCheckFailure>

  /// Adds a check of the node `pi-1`.
  private func addCheck(
    to lan: inout GateLAN, _ pace: SelfCheckPace = SelfCheckPace(),
    _ change: (inout SelfCheckExpectation) -> Void = { _ in }
  ) throws -> Int {
    var expectation = try GateFixture.expectation()
    change(&expectation)
    return lan.add(on: 1, SelfCheck(expectation, pace: pace, random: RandomSource(seed: 4)))
  }

  private func report(of check: Int, in lan: inout GateLAN) throws -> Report {
    lan.run(for: .seconds(120)) { lan in
      (try? lan.application(of: check, as: SelfCheck.self).report) != nil
    }
    return try #require(try lan.application(of: check, as: SelfCheck.self).report)
  }

  private func evidence(of report: Report) throws -> SelfCheckEvidence {
    guard case .ok(let evidence) = report.result else {
      Issue.record("\(report)")
      throw CancellationError()
    }
    return evidence
  }

  @Test("2025-10-24-k3s-discover-address-mismatch the expected address may be one of several")
  func oneOfSeveral() throws {
    var lan = GateLAN()
    let others = [GateFixture.address(200), GateFixture.address(1), GateFixture.address(3)]
    try lan.addAdvert("pi-1", on: 1, addresses: others)
    lan.run(for: .seconds(5))
    let check = try addCheck(to: &lan)
    let evidence = try evidence(of: report(of: check, in: &lan))
    #expect(Set(evidence.addresses.map(\.address)) == Set(others) && evidence.notes.isEmpty)
  }

  @Test("2025-10-24-k3s-discover-bootstrap-self-check a minute of delay is a matter of settings")
  func slowNode() throws {
    var pace = SelfCheckPace()
    (pace.attempts, pace.timeLimit) = (60, .seconds(90))
    for (pace, isSeen) in [(pace, true), (SelfCheckPace(), false)] {
      var lan = GateLAN()
      let node = lan.add(on: 1)
      let check = try addCheck(to: &lan, pace)
      lan.run(for: .seconds(62))
      try lan.publishAdvert("pi-1", on: node)
      let report = try report(of: check, in: &lan)
      if case .ok = report.result { #expect(isSeen) } else { #expect(!isSeen, "\(report)") }
    }
  }

  @Test("2025-10-24-k3s-discover-mdns-bootstrap-retry lost announcements need no second publishing")
  func lostAnnouncements() throws {
    var lan = GateLAN()
    let node = lan.add(on: 1)
    lan.parts = [node: 1]
    try lan.publishAdvert("pi-1", on: node)
    lan.run(for: .seconds(10))
    let check = try addCheck(to: &lan)
    lan.run(for: .seconds(5))
    #expect(try lan.application(of: check, as: SelfCheck.self).report == nil)
    let said = lan.sent.filter { $0.member == node && $0.message.authorities.count > 0 }.count
    lan.parts = [:]
    _ = try evidence(of: report(of: check, in: &lan))
    #expect(
      lan.sent.filter { $0.member == node && $0.message.authorities.count > 0 }.count == said)
  }

  @Test("2025-10-27-mdns-relaxed-retry-overused to relax addresses relaxes nothing else")
  func relaxed() throws {
    var lan = GateLAN()
    try lan.addAdvert("pi-1", on: 1)
    lan.run(for: .seconds(5))
    let check = try addCheck(to: &lan) { expectation in
      expectation.addressMode = .relaxed
      expectation.portNumber = 443
    }
    guard case .failed(.portDiffers(_, 443, [6_443])) = try report(of: check, in: &lan).result
    else {
      Issue.record("the port counts")
      return
    }
  }

  @Test("2025-11-05-enum-warn-log-level a type that the list of types lacks is a note")
  func unlisted() throws {
    var lan = GateLAN()
    let node = lan.add(on: 1)
    let host = try GateFixture.hostName("pi-1")
    let hostContent = try HostRegistration(name: host)
    try lan.perform(
      .publish(Registration(.host(hostContent)), as: RegistrationID(rawValue: 1)), on: node)
    for (number, instance) in try GateFixture.instances().enumerated() {
      let service = try ServiceRecords(
        instanceName: instance, location: ServiceData(portNumber: 6_443, target: host),
        text: TextAttributes(GateFixture.attributes).data)
      let own = [service.locationRecord, service.textRecord]
      let first = UInt64(10 * (number + 1))
      try lan.publishRecords([service.pointer], .shared, on: node, number: first)
      try lan.publishRecords(own, .unique, on: node, number: first + 1)
    }
    lan.run(for: .seconds(5))
    let check = try addCheck(to: &lan)
    let notes = try evidence(of: report(of: check, in: &lan)).notes
    let types = try GateFixture.types.map { try ServiceType($0) }
    #expect(notes == types.map { .typeNotListed($0, present: []) })
  }
}
