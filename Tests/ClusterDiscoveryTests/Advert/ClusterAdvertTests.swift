import ClusterDiscovery
import DNSSDWire
import MulticastDNS
import Testing

@Suite("What an advert says")
struct ClusterAdvertTests {
  @Test("2025-11-01-avahi-service-xml: one builder writes every key, and those of others behind")
  func text() throws {
    let advert = ClusterAdvert(
      scope: try AdvertSamples.scope(), role: .bootstrap, leader: try DNSName("Pi1.local.local"),
      term: 3, isElected: true, host: try DNSName("pi0"), ipv4: IPv4Address("10.0.0.1"),
      ipv6: IPv6Address("fd00::1"), nodeID: " 0242ac11000f ",
      others: try AdvertSamples.text(["zone=a", "ROLE=server", " env =x", "addr=1", "flag"]))
    let strings = advert.text.data.strings.map { String(decoding: $0, as: UTF8.self) }
    #expect(
      strings == [
        "txtvers=1", "k3s=1", "cluster=sugar", "env=dev", "role=bootstrap", "phase=bootstrap",
        "state=pending", "leader=Pi1.local", "term=3", "elected=1", "host=pi0.local",
        "ip4=10.0.0.1", "ip6=fd00::1", "id=0242ac11000f", "zone=a", "flag",
      ])
    #expect(advert.text.advice.isEmpty)
  }

  @Test("phase and state follow from the role", arguments: ClusterRole.allCases)
  func defaults(role: ClusterRole) throws {
    let advert = ClusterAdvert(
      scope: try AdvertSamples.scope(), role: role, host: try DNSName("pi0.local."))
    #expect(advert.phase.rawValue == role.rawValue)
    #expect(advert.state == (role == .bootstrap ? .pending : .ready))
    #expect(advert.portNumber == 6443)
    #expect(advert.leaderOrSelf == (role == .bootstrap ? advert.host : nil))
  }

  @Test("a leader set later is normalised too; a node ID that is empty or too long is none")
  func normalisation() throws {
    var advert = ClusterAdvert(
      scope: try AdvertSamples.scope(), role: .agent, host: try DNSName("pi0.local.local."),
      nodeID: String(repeating: "x", count: 64))
    advert.leader = try DNSName("pi1")
    #expect(advert.leader == (try DNSName("pi1.local")) && advert.nodeID == nil)
    #expect(advert.host == (try DNSName("pi0.local")))
  }

  @Test("what is written is read as it was", arguments: 0..<200 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let advert = try Self.advert(&random)
    for type in ClusterProfile.k3s.serviceTypes(for: advert.scope) {
      let service = DiscoveredService(
        name: try ClusterProfile.k3s.instanceName(of: advert, type: type),
        locations: [
          ServiceLocation(ServiceData(portNumber: advert.portNumber, target: advert.host))
        ], texts: [advert.text])
      let reading = try AdvertSamples.reading([service])
      #expect(reading.peers.map(\.advert) == [advert])
      #expect(reading.rejected == [])
    }
  }

  private static func advert(_ random: inout RandomSource) throws -> ClusterAdvert {
    let host = try Self.host(&random)
    var advert = ClusterAdvert(
      scope: try AdvertSamples.scope(),
      role: ClusterRole.allCases.randomElement(using: &random) ?? .server,
      host: host, nodeID: ["", "0242ac11000f", "node \"7\"", "ü"].randomElement(using: &random),
      portNumber: UInt16.random(in: 1...UInt16.max, using: &random),
      others: try AdvertSamples.text(
        Bool.random(using: &random) ? ["zone=a", "empty=", "flag"] : []))
    advert.phase = ClusterPhase.allCases.randomElement(using: &random) ?? .leaving
    advert.state = AdvertState.allCases.randomElement(using: &random) ?? .ready
    advert.isElected = Bool.random(using: &random)
    if Bool.random(using: &random) {
      advert.leader = try Self.host(&random)
      advert.term = UInt32.random(in: 0...UInt32.max, using: &random)
    }
    if Bool.random(using: &random) {
      advert.ipv4 = IPv4Address(rawValue: UInt32.random(in: 0...UInt32.max, using: &random))
      advert.ipv6 = IPv6Address(high: random.next() & 0xFFFF, low: random.next())
    }
    return advert
  }

  private static func host(_ random: inout RandomSource) throws -> DNSName {
    let labels = ["pi0", "Büro Pi", "a.b", "x\\y", "p=q", "0", String(repeating: "n", count: 63)]
    let label = labels.randomElement(using: &random) ?? "pi"
    return try DNSName.local.prepending(DNSLabel(text: label))
  }
}
