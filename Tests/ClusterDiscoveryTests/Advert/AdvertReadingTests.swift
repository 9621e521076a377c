import ClusterDiscovery
import DNSSDWire
import MulticastDNS
import Testing

@Suite("Reading adverts")
struct AdvertReadingTests {
  /// A record that some node has sent, and what is to be read in it.
  struct Case: CustomTestStringConvertible, Sendable {
    let why: String
    var type = AdvertSamples.https
    var host: String? = "pi0.local"
    var port: UInt16 = 6443
    let text: [String]
    var role = ClusterRole.server
    var phase = ClusterPhase.server
    var state = AdvertState.ready
    var leader: String?
    var testDescription: String { why }
  }

  private static let marks = AdvertSamples.marks
  private static let tolerated: [Case] = [
    Case(why: "2025-10-24-k3s-discover-mdns-missing-phase", text: marks + ["role=server"]),
    Case(
      why: "2025-10-24-k3s-discover-mdns-cluster-env-case",
      text: ["k3s=1", "cluster= SUGAR ", "env=DEV", "role= Server"]),
    Case(
      why: "2025-10-24-k3s-discover-mdns-server-self-check: case of keys, host of leader",
      host: nil, text: ["K3S=1", " Cluster =sugar", "ENV=dev ", "Role=server", "Leader=pi0"],
      leader: "pi0.local"),
    Case(
      why: "2025-10-24-k3s-discover-mdns-double-local", host: "pi0.local.local",
      text: marks + ["role=server", "leader=pi1.local.local"], leader: "pi1.local"),
    Case(
      why: "2025-10-22-k3s-discover-mdns-trailing-dot-self-check", host: nil,
      text: marks + ["role=server", "host=PI0.Local.."]),
    Case(
      why: "2025-10-25-mdns-self-check-control-char", host: "p\\000i0.local",
      text: marks + ["role=ser\u{0}ver\u{7}"]),
    Case(
      why: "2025-10-27-mdns-leader-fallback-false-negative: unknown extra text",
      text: ["zone=1"] + marks + ["role=server", "=x", "", "flag"]),
    Case(
      why: "2026-05-18: env= before the environment, int for staging would be another",
      text: ["k3s=1", "cluster=sugar", "env=env=dev", "role=server"]),
    Case(
      why: "quotes around values",
      text: ["k3s='1'", "cluster=\"sugar\"", "env=' dev '", "role=\"server\""]),
    Case(why: "quotes around strings", text: marks.map { "\"\($0)\"" } + ["'role=server'"]),
    Case(why: "the first of several", text: marks + ["role=server", "role=bootstrap", "ROLE=x"]),
    Case(
      why: "the marker without a value", text: ["k3s", "cluster=sugar", "env=dev", "role=server"]),
    Case(why: "the type tells the scope", type: AdvertSamples.k3s, text: ["role=server"]),
    Case(why: "no port", port: 0, text: marks + ["role=server"]),
    Case(why: "no SRV yet, TXT host", host: nil, text: marks + ["role=server", "host=pi0.local"]),
    Case(
      why: "an unavailable SRV, TXT host", host: ".", text: marks + ["role=server", "host=pi0"]),
    Case(
      why: "an address is no host", host: nil,
      text: marks + ["role=server", "host=10.0.0.1", "leader=pi0"], leader: "pi0.local"),
    Case(why: "an unknown phase says nothing", text: marks + ["role=server", "phase=dancing"]),
    Case(
      why: "an unknown state is not ready", text: marks + ["role=server", "state=degraded"],
      state: .pending),
    Case(
      why: "the phase tells the role", text: marks + ["phase=agent"], role: .agent, phase: .agent),
    Case(
      why: "neither role nor phase: a candidate", text: marks, role: .bootstrap, phase: .bootstrap,
      state: .pending),
    Case(
      why: "a candidate without state", text: marks + ["role=bootstrap"], role: .bootstrap,
      phase: .bootstrap, state: .pending),
    Case(why: "leaving", text: marks + ["role=server", "phase=leaving"], phase: .leaving),
  ]

  @Test("what old nodes and people write is understood", arguments: tolerated)
  func tolerance(sample: Case) throws {
    let service = try AdvertSamples.service(
      "any text", type: sample.type, host: sample.host, port: sample.port, text: sample.text)
    let reading = try AdvertSamples.reading([service])
    #expect(reading.rejected == [] && reading.unresolved == [])
    let advert = try #require(reading.peers.first?.advert)
    #expect(advert.host == (try DNSName("pi0.local")))
    #expect(advert.role == sample.role && advert.phase == sample.phase)
    #expect(advert.state == sample.state && advert.portNumber == 6443)
    #expect(advert.leader == (try sample.leader.map { try DNSName($0) }))
    #expect(reading.peers.first?.isLeaving == (sample.phase == .leaving))
  }

  private static let rejections: [([String], String, String?, AdvertRejection)] = [
    (["path=/"], AdvertSamples.https, "a", .notK3s(found: nil)),
    (["k3s=0", "cluster=sugar", "env=dev"], AdvertSamples.https, "a", .notK3s(found: "0")),
    (["k3s=1", "env=dev"], AdvertSamples.https, "a", .clusterMissing(expected: "sugar")),
    (["k3s=1", "cluster=sugar"], AdvertSamples.https, "a", .environmentMissing(expected: "dev")),
    (
      ["k3s=1", "cluster=Salt", "env=dev"], AdvertSamples.https, "a",
      .clusterDiffers(expected: "sugar", found: "Salt")
    ),
    (
      ["env=prod"], AdvertSamples.k3s, "a", .environmentDiffers(expected: "dev", found: "prod")
    ),
    (marks + ["role=boss"], AdvertSamples.https, "a", .roleUnknown(found: "boss")),
    (marks + ["role=server"], AdvertSamples.https, ".", .noHost),
  ]

  @Test(
    "2025-10-25-mdns-host-mismatch-logging: a rejection says which comparison failed",
    arguments: rejections)
  func rejection(text: [String], type: String, host: String?, reason: AdvertRejection) throws {
    let service = try AdvertSamples.service(type: type, host: host, text: text)
    let reading = try AdvertSamples.reading([service])
    #expect(reading.peers == [])
    #expect(reading.rejected == [RejectedAdvert(name: service.name.name, reason: reason)])
  }

  @Test("a type that is not asked for, and a value that is not UTF-8, are named")
  func otherRejections() throws {
    let foreign = try AdvertSamples.service(type: "_k3s-sugar-prod._tcp", text: ["role=server"])
    let malformed = DiscoveredService(
      name: foreign.name,
      texts: [TextAttributes(try TextData(strings: [Array("cluster=".utf8) + [0xFF]]))])
    let prod = try AdvertSamples.scope("prod")
    let reading = try AdvertSamples.reading([foreign])
    #expect(
      reading.rejected.first?.reason
        == .typeDiffers(
          expected: ClusterProfile.k3s.serviceTypes(for: try AdvertSamples.scope()),
          found: foreign.name.type))
    #expect(
      AdvertReading([malformed], of: prod).rejected.first?.reason
        == .malformedText(key: "cluster", value: [0xFF]))
  }

  @Test("2025-11-15-mdns-timeout-bytes-str-mismatch: a rejection is safe to print")
  func printing() {
    let found = AdvertRejection.clusterDiffers(expected: "sugar", found: "\u{1B}[31m\"")
    #expect("\(found)" == #"cluster: expected "sugar", found "\027[31m\"""#)
  }

  @Test("2025-10-22-k3s-discover-unresolved-mdns: a pointer without SRV or TXT is kept")
  func unresolved() throws {
    let services = [
      try AdvertSamples.service("b", host: nil, text: nil),
      try AdvertSamples.service("a", text: nil),
      try AdvertSamples.service("c", host: nil, text: AdvertSamples.server),
    ]
    let reading = try AdvertSamples.reading(services)
    #expect(reading.unresolved == [services[1], services[0], services[2]].map(\.name.name))
    #expect(reading.peers == [] && reading.rejected == [])
  }

  @Test(
    "2025-10-27-mdns-instance-host-mismatch: who a node is follows from SRV, not from its name")
  func identity() throws {
    let service = try AdvertSamples.service(
      "k3s-salt-prod@pi9.local (bootstrap)", type: AdvertSamples.k3s, host: "pi0.local",
      text: AdvertSamples.server + ["host=pi8.local"])
    let advert = try #require(try AdvertSamples.reading([service]).peers.first?.advert)
    #expect(advert.host == (try DNSName("pi0.local")) && advert.role == .server)
  }

  @Test("random octets in TXT, names and hosts are harmless", arguments: 0..<40 as Range<UInt64>)
  func randomOctets(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let keys = ["k3s=", "cluster=", "env=", "role=", "host=", "leader=", "ip4=", "ip6=", "id=", ""]
    let octets = { (count: Int, random: inout RandomSource) in
      (0..<Int.random(in: 1...count, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
    }
    for _ in 0..<50 {
      let strings = keys.map { Array($0.utf8) + octets(40, &random) }
      let kept = strings.filter { _ in Bool.random(using: &random) }
      let marks = AdvertSamples.server.map { Array($0.utf8) }
      let text = TextAttributes(
        try TextData(strings: Bool.random(using: &random) ? marks + kept : kept + marks))
      let host = try DNSName(labels: [
        DNSLabel(octets: octets(63, &random)), DNSLabel(octets: octets(63, &random)),
      ])
      let type = try ServiceType(lenient: AdvertSamples.k3s)
      let name = try type.name(in: .local).prepending(DNSLabel(octets: octets(63, &random)))
      let service = DiscoveredService(
        name: try ServiceInstanceName(name),
        locations: [ServiceLocation(ServiceData(portNumber: 1, target: host))], texts: [text])
      let reading = try AdvertSamples.reading([service])
      #expect(reading.peers.count + reading.rejected.count + reading.unresolved.count == 1)
      for line in reading.rejected.map(\.description) + reading.peers.map(\.electionKey.description)
      {
        let isPrintable = line.unicodeScalars.allSatisfy(\.isSafeToPrint)
        #expect(isPrintable)
      }
    }
  }
}
