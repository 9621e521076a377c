import ClusterDiscovery
import DNSSD
import Testing

@testable import mdns_probe

@Suite("What the sub-commands of cluster print")
struct ClusterTextTests {
  /// A node as it is found on the network.
  private static func service(
    _ host: String, _ role: ClusterRole, _ address: String, leader: String? = nil
  ) throws -> DiscoveredService {
    let advert = ClusterAdvert(
      scope: try ClusterScope(cluster: "sugar", environment: "dev"), role: role,
      leader: try leader.map { try DNSName($0) }, host: try DNSName(host))
    let type = try ServiceType(lenient: "_k3s-sugar-dev._tcp")
    let ip = try #require(IPAddress(address))
    let data = ServiceData(
      priority: 0, weight: 0, portNumber: 6443, target: try DNSName(host))
    return DiscoveredService(
      name: try ClusterProfile.k3s.instanceName(of: advert, type: type),
      locations: [ServiceLocation(data, addresses: [HostAddress(ip, heardOn: 2)])],
      texts: [advert.text], linkIndexes: [2])
  }

  /// A service of the same type that belongs to nobody.
  private static func stranger() throws -> DiscoveredService {
    let host = try DNSName("web.local")
    let data = ServiceData(priority: 0, weight: 0, portNumber: 443, target: host)
    return DiscoveredService(
      name: try ServiceInstanceName("Web._https._tcp.local."),
      locations: [ServiceLocation(data, addresses: [])],
      texts: [try TextAttributes(["path": "/"])], linkIndexes: [2])
  }

  private static func sight(
    _ services: [DiscoveredService], hasTraffic: Bool = true
  ) throws -> ClusterSight {
    var result = ServiceSearch.Result(services: services, hasTraffic: hasTraffic)
    result.elapsed = .milliseconds(1_500)
    for service in services { result.ages[service.name.name] = .milliseconds(250) }
    return ClusterSight(
      of: try ClusterScope(cluster: "sugar", environment: "dev"), in: result, "on eth0")
  }

  @Test("servers are one host a line, sorted, and nothing else is")
  func servers() throws {
    let services = [
      try Self.service("pi2.local", .server, "192.0.2.2"), try Self.stranger(),
      try Self.service("pi1.local", .server, "192.0.2.1"),
      try Self.service("pi0.local", .agent, "192.0.2.3"),
    ]
    for order in [services, services.reversed()] {
      let lines = ClusterServersCommand.lines(try Self.sight(order), isJSON: false)
      #expect(lines == ["pi1.local", "pi2.local"])
    }
  }

  @Test("why there is no server: no packets, others, strangers, or nobody, each told apart")
  func absence() throws {
    let silent = try Self.sight([], hasTraffic: false).whyNoServer
    #expect(silent.count == 1 && silent[0].contains("so nobody can be said to be absent"))
    let empty = try Self.sight([]).whyNoServer
    #expect(
      empty == [
        "nobody answered for _https._tcp, _k3s-sugar-dev._tcp within 1500.000 ms on eth0"
      ])
    let other = try Self.sight([
      try Self.service("pi0.local", .bootstrap, "192.0.2.3"), try Self.stranger(),
    ]).whyNoServer
    #expect(
      other == [
        "pi0.local is a bootstrap: no server",
        "Web._https._tcp.local. is no node of sugar/dev: k3s: expected \"1\", found no such key",
      ])
  }

  @Test("status has a table, who leads and why, and what was rejected")
  func status() throws {
    let sight = try Self.sight([
      try Self.service("pi1.local", .server, "192.0.2.1"),
      try Self.service("pi2.local", .agent, "fd00::2", leader: "pi1.local"), try Self.stranger(),
    ])
    #expect(
      ClusterStatusCommand.text(sight, .plain) == [
        "HOST       ROLE    PHASE   STATE  LEADER     ADDRESS         PATH     HEARD",
        "pi1.local  server  server  ready  -          192.0.2.1:6443  resolve  250.000 ms ago",
        "pi2.local  agent   agent   ready  pi1.local  [fd00::2]:6443  resolve  250.000 ms ago",
        "leader: pi1.local (it is the only ready server)",
        "rejected: Web._https._tcp.local.: k3s: expected \"1\", found no such key",
      ])
    let json = ClusterStatusCommand.json(sight)
    #expect(
      json.hasPrefix(
        #"{"cluster":"sugar","env":"dev","leader":"pi1.local","reason":"it is the only ready server","#
          + #""traffic":true,"ms_elapsed":1500.000,"nodes":[{"host":"pi1.local","role":"server","#))
  }

  @Test("without a server the candidate with the smallest key is named, with its votes")
  func candidates() throws {
    let sight = try Self.sight([
      try Self.service("pi3.local", .bootstrap, "192.0.2.3", leader: "pi1.local"),
      try Self.service("pi1.local", .bootstrap, "192.0.2.1"),
    ])
    #expect(
      ClusterLeadership(sight.reading.peers).description
        == "leader: pi1.local (there is no ready server; its key is the smallest of 2 candidates, "
        + "2 of which name it)")
    #expect(
      ClusterElectCommand.candidates(sight) == [
        "candidate=pi1.local key=pi1.local votes_for=pi1.local",
        "candidate=pi3.local key=pi3.local votes_for=pi1.local",
      ])
  }

  @Test("an absence gate is shown with its result, and each result has an exit code of its own")
  func absenceGate() throws {
    let witness = AbsenceWitness(
      instance: try DNSName("a._https._tcp.local."), type: .srv, source: IPAddress("192.0.2.9"),
      linkIndex: 2)
    let results: [(GateResult<AbsenceEvidence, AbsenceFailure>, Int32, [String])] = [
      (
        .ok(AbsenceEvidence(silentWindows: 2, goodbyes: [], others: [])), 0,
        [
          "event=mdns_absence_gate outcome=ok mdns_absence_confirmed=1 attempts=2 ms_elapsed=4000.000"
        ]
      ),
      (
        .failed(.stillAnswered([witness])), 1,
        [
          "event=mdns_absence_gate outcome=failed mdns_absence_confirmed=0 attempts=2 "
            + "ms_elapsed=4000.000 reason=presence_detected",
          "  present: 192.0.2.9 on interface 2 answers for a._https._tcp.local.",
        ]
      ),
    ]
    for (result, code, lines) in results {
      let text = AbsenceText(
        report: GateReport(result: result, attempts: 2, elapsed: .seconds(4)))
      #expect(text.status.rawValue == code && text.lines == lines)
    }
    let unknown = AbsenceText(
      report: GateReport(
        result: .unknown(.noTraffic(linkIndexes: [])), attempts: 1, elapsed: .seconds(15)))
    #expect(unknown.status.rawValue == 95)
    #expect(unknown.json.contains(#""outcome":"unknown","mdns_absence_confirmed":0"#))
  }

  @Test("each kind of failure of a self-check has its word and its exit code")
  func selfCheck() throws {
    let name = try ServiceInstanceName("a._https._tcp.local.")
    let host = try DNSName("pi1.local")
    let cases: [(SelfCheckFailure, Int32, String)] = [
      (.typeMissing(name.type, present: []), 4, "type_missing"),
      (.addressDiffers(host, expected: [], found: []), 5, "address_mismatch"),
      (.addressMissing(host), 5, "address_missing"),
      (.notLoopingBack, 94, "not_looping_back"),
      (.instanceMissing(name, seen: []), 94, "instance_not_found"),
    ]
    for (failure, code, word) in cases {
      let text = SelfCheckText(
        report: GateReport(result: .failed(failure), attempts: 3, elapsed: .seconds(1)))
      #expect(text.status.rawValue == code)
      #expect(
        text.lines.first
          == "event=mdns_selfcheck outcome=fail attempts=3 ms_elapsed=1000.000 reason=\(word)")
    }
  }

  @Test("readiness has a line for the server and one for each address")
  func readiness() throws {
    let address = HostAddress(try #require(IPAddress("192.0.2.1")), heardOn: 0)
    let endpoint = WireEndpoint(address, portNumber: 6443)
    let result = WireResult(
      endpoint, WireExchange(.refused, elapsed: .milliseconds(3)), .tls)
    let reading = ReadinessReading(
      level: .unreachable, wire: WireReport(host: "pi", results: [result]), status: nil)
    let text = ReadinessText(
      url: try ServerURL("https://192.0.2.1:6443"), wanted: .tls,
      report: GateReport(
        result: .failed(ReadinessFailure(wanted: .tls, last: reading)), attempts: 1,
        elapsed: .milliseconds(4)))
    #expect(
      text.lines == [
        "event=apiready outcome=failed url=https://192.0.2.1:6443 mode=unreachable attempts=1 "
          + "ms_elapsed=4.000",
        "  192.0.2.1:6443: refused, nothing listens there",
      ])
  }

  @Test("a join lock is held, free, or not to be known")
  func joinLock() throws {
    let name = try ServiceInstanceName("k3s join lock sugar/dev._k3s-join-lock._tcp.local.")
    let data = ServiceData(
      priority: 0, weight: 0, portNumber: 50_000, target: try DNSName("pi1.local"))
    let lock = DiscoveredService(
      name: name, locations: [ServiceLocation(data, addresses: [])],
      texts: [try TextAttributes(["host": "pi1", "owner": "ab12"])], linkIndexes: [2])
    let cases: [(ServiceSearch.Result, String)] = [
      (.init(services: [lock], hasTraffic: true), "outcome=held owner: host=pi1 owner=ab12"),
      (.init(hasTraffic: true), "outcome=free"),
      (.init(), "outcome=unknown reason=no_traffic"),
    ]
    for (result, words) in cases {
      #expect(
        JoinLockText(name: name, result: result).lines == [
          "event=join_gate action=status \(words)"
        ])
    }
  }
}

@Suite("Looking once for services")
struct ServiceSearchTests {
  private static func search() throws -> ServiceSearch {
    let type = try ServiceType("_https._tcp")
    return ServiceSearch([try BrowsingName(type: type)], rule: Settling.Rule())
  }

  @Test("it asks at once, ends after a time of silence, and tells silence from deafness")
  func silence() throws {
    for isHeard in [true, false] {
      var search = try Self.search()
      let start = Instant(nanoseconds: 1_000)
      search.advance(to: start)
      let first = search.nextCommand()
      #expect(first != nil)
      if isHeard { search.handle(.heard(.ownHost, linkIndex: 2), at: start) }
      let end = start + Settling.Rule().silence
      #expect(search.nextDeadline == end)
      search.advance(to: end)
      #expect(search.result?.services == [] && search.result?.hasTraffic == isHeard)
      #expect(search.result?.elapsed == Settling.Rule().silence)
      #expect(search.nextDeadline == nil)
    }
  }
}
