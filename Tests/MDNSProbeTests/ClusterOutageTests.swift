import ClusterDiscovery
import DNSSD
import Testing

@testable import mdns_probe

@Suite("Outages: what the commands for clusters print")
struct ClusterOutageTests {
  private static func scope() throws -> ClusterScope {
    try ClusterScope(cluster: "sugar", environment: "dev")
  }

  @Test("2025-10-22-k3s-discover-split-brain-mdns what came before a failure is shown")
  func partial() throws {
    let host = try DNSName("pi1.local")
    let advert = ClusterAdvert(scope: try Self.scope(), role: .server, host: host)
    let data = ServiceData(priority: 0, weight: 0, portNumber: 6443, target: host)
    let server = DiscoveredService(
      name: try ClusterProfile.k3s.instanceName(of: advert, type: ServiceType("_https._tcp")),
      locations: [ServiceLocation(data, addresses: [])], texts: [advert.text], linkIndexes: [2])
    var result = ServiceSearch.Result(services: [server], hasTraffic: true)
    result.refusal = .tooManyQueries
    let sight = ClusterSight(of: try Self.scope(), in: result, "on eth0")
    #expect(ClusterServersCommand.lines(sight, isJSON: false) == ["pi1.local"])
    #expect(sight.whyNoServer.first?.hasPrefix("the question was refused: ") == true)
  }

  @Test("2025-10-30-join-gate-stdout-regression results are on the output, and nothing else is")
  func streams() {
    let words = ["--offline", "--host", "sugarkube0", "--interface", "lo", "--servers", "4"]
    let run = Rehearsal(["cluster", "elect"] + words)
    #expect(run.status == .success)
    #expect(run.results.lines == ["winner=yes", "key=sugarkube0.local"])
    #expect(run.diagnostics.text.contains("warning: "))
  }

  private static func missing() throws -> [Missing] {
    let host = try DNSName("pi\\0271.local")
    return [
      .nothing, .server, .votes([], needed: 2), .votes([host], needed: 3), .agreement([host]),
      .claim, .traffic, .selfCheck, .joinLock,
    ]
  }

  @Test("2025-11-14-discovery-failopen-timeout-excessive each wait and each refusal is told apart")
  func reasons() throws {
    let (host, source) = (try DNSName("pi\\0271.local"), try #require(IPAddress("192.0.2.9")))
    let waits = try Self.missing()
    #expect(waits[0].text == nil)
    let refusals: [ClusterDiscovery.Refusal] = [
      .noMulticast, .hostNameTaken(host, by: source), .selfCheck("reason"), .serverPresent(host),
      .anotherBootstrap(host), .quorumLost(votes: 1, needed: 2), .joinLock(.noTraffic),
      .tooLate(.electing, missing: waits[2]), .tooLate(.discovering, missing: .nothing),
      .engine("other"),
    ]
    let texts = waits.compactMap(\.text) + refusals.map(\.text)
    #expect(Set(texts).count == waits.count - 1 + refusals.count)
    #expect(texts.allSatisfy { $0.unicodeScalars.allSatisfy(\.isSafeToPrint) })
    #expect(waits[3].text == "waiting for votes: 2 of 3; with us: pi\\0271.local")
  }
}
