import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

@Suite("Absence gate")
struct AbsenceGateTests {
  private func gate(_ links: [Int] = [], limit: Duration = .seconds(15)) throws -> AbsenceGate {
    var pace = AbsencePace()
    pace.timeLimit = limit
    return AbsenceGate(
      AbsenceTarget(instances: try GateFixture.instances(), linkIndexes: links), pace: pace,
      random: RandomSource(seed: 2))
  }

  private func report(
    of member: Int, in lan: inout GateLAN
  ) throws -> GateReport<AbsenceEvidence, AbsenceFailure> {
    lan.run(for: .seconds(40)) { lan in
      (try? lan.application(of: member, as: AbsenceGate.self).report) != nil
    }
    return try #require(try lan.application(of: member, as: AbsenceGate.self).report)
  }

  @Test("two silent windows are an absence, with others of the type around")
  func absence() throws {
    var lan = GateLAN()
    let other = lan.add(on: 2)
    try lan.publishNode("pi-2", on: other)
    lan.run(for: .seconds(5))
    let member = lan.add(on: 1, try gate())
    let report = try report(of: member, in: &lan)
    guard case .ok(let evidence) = report.result else {
      Issue.record("\(report)")
      return
    }
    #expect(evidence.silentWindows == 2 && report.attempts == 2)
    #expect(report.elapsed == .seconds(4))
    #expect(Set(evidence.others) == Set(try GateFixture.instances(of: "pi-2").map(\.name)))
    #expect(evidence.goodbyes.isEmpty)
  }

  @Test("2025-11-17-wipe-node-incomplete-cleanup who still answers is told by instance and address")
  func presence() throws {
    var lan = GateLAN()
    let node = lan.add(on: 1)
    let stale = try GateFixture.instances()[1]
    try lan.publishNode(on: node, adverts: [stale])
    lan.run(for: .seconds(5))
    let member = lan.add(on: 3, try gate())
    let report = try report(of: member, in: &lan)
    guard case .failed(.stillAnswered(let witnesses)) = report.result else {
      Issue.record("\(report)")
      return
    }
    #expect(report.elapsed == .seconds(15) && report.attempts > 1)
    #expect(witnesses.allSatisfy { $0.instance == stale.name })
    #expect(witnesses.allSatisfy { $0.source == GateFixture.address(1) })
    #expect(Set(witnesses.map(\.type)) == [.ptr, .srv, .txt])
  }

  @Test(
    "a node that says goodbye is gone, and that is evidence; one that dies silently is gone too")
  func leaving() throws {
    for saysGoodbye in [true, false] {
      var lan = GateLAN()
      let node = lan.add(on: 1)
      try lan.publishNode(on: node)
      lan.run(for: .seconds(5))
      let member = lan.add(on: 3, try gate(limit: .seconds(30)))
      lan.run(for: .milliseconds(1_500))
      if saysGoodbye { try lan.withdrawNode(on: node) } else { lan.kill(node) }
      let report = try report(of: member, in: &lan)
      guard case .ok(let evidence) = report.result else {
        Issue.record("\(report)")
        return
      }
      #expect(report.attempts == 3)
      let expected = saysGoodbye ? try GateFixture.instances().map(\.name) : []
      #expect(Set(evidence.goodbyes) == Set(expected))
    }
  }

  @Test("a node that comes back between the windows makes the count begin anew")
  func comingBack() throws {
    var lan = GateLAN()
    let member = lan.add(on: 3, try gate(limit: .seconds(30)))
    lan.run(for: .milliseconds(2_500))
    #expect(try lan.application(of: member, as: AbsenceGate.self).silentWindows == 1)
    let node = lan.add(on: 1)
    try lan.publishNode(on: node, verification: .verified)
    lan.run(for: .milliseconds(1_700))
    #expect(try lan.application(of: member, as: AbsenceGate.self).silentWindows == 0)
    lan.kill(node)
    guard case .ok = try report(of: member, in: &lan).result else {
      Issue.record("it is gone")
      return
    }
  }

  @Test(
    "2025-10-31-mdns-wire-probe-dbus-fallback silence that nothing proves is neither ok nor absence",
    arguments: [[], [GateLAN.linkIndex, 2]])
  func unproven(links: [Int]) throws {
    var lan = GateLAN()
    lan.loopsBack = !links.isEmpty
    let member = lan.add(on: 1, try gate(links))
    let expected = links.isEmpty ? GateLAN.linkIndex : 2
    #expect(
      try report(of: member, in: &lan).result == .unknown(.noTraffic(linkIndexes: [expected])))
  }

  @Test("too little time is no knowledge")
  func shortTime() throws {
    var lan = GateLAN()
    let member = lan.add(on: 1, try gate(limit: .seconds(3)))
    #expect(try report(of: member, in: &lan).result == .unknown(.outOfTime))
  }

  @Test(
    "2025-11-14-mdns-absence-gate-optional it asks without known answers, and says nothing else")
  func sideEffects() throws {
    var lan = GateLAN()
    let member = lan.add(on: 1, try gate())
    _ = try report(of: member, in: &lan)
    let own = lan.sent.filter { $0.member == member }.map(\.message)
    #expect(!own.isEmpty && own.allSatisfy { !$0.header.flags.isResponse })
    #expect(own.allSatisfy { $0.answers.isEmpty && $0.authorities.isEmpty })
  }
}
