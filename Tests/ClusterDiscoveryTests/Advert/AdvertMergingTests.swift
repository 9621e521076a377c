import ClusterDiscovery
import DNSSDWire
import MulticastDNS
import Testing

@Suite("Merging the adverts of a node")
struct AdvertMergingTests {
  @Test("one node under two types, on two links, is one peer; spellings of its host do not matter")
  func oneNode() throws {
    let services = [
      try AdvertSamples.service(
        "a", host: "PI0.local", text: AdvertSamples.server + ["id=0242ac11000f"], links: [3, 2]),
      try AdvertSamples.service(
        "b", type: AdvertSamples.k3s, host: "pi0.local.local", text: ["role=server"], links: [2, 4]),
    ]
    let reading = try AdvertSamples.reading(services)
    let peer = try #require(reading.peers.first)
    #expect(reading.peers.count == 1)
    #expect(peer.linkIndexes == [2, 3, 4])
    #expect(peer.instances == services.map(\.name.name).sorted { "\($0)" < "\($1)" })
    #expect(peer.electionKey.description == "pi0.local_0242ac11000f")
    #expect(peer.isReadyServer)
  }

  /// The stronger text, and a weaker one of the same host.
  private static let pairs: [([String], [String], String)] = [
    (AdvertSamples.server, AdvertSamples.bootstrap + ["elected=1"], "a ready server counts most"),
    (
      AdvertSamples.bootstrap + ["elected=1"],
      AdvertSamples.marks + ["role=server", "state=pending"], "a decision"
    ),
    (AdvertSamples.marks + ["role=server", "state=pending"], AdvertSamples.bootstrap, "server"),
    (AdvertSamples.server, AdvertSamples.marks + ["role=server", "state=pending"], "ready"),
    (AdvertSamples.bootstrap + ["term=7"], AdvertSamples.bootstrap + ["term=6", "x=y"], "later"),
    (AdvertSamples.server + ["x=1"], AdvertSamples.server, "more to say"),
  ]

  @Test("of two adverts of one host the stronger counts, in either order", arguments: pairs)
  func preference(strong: [String], weak: [String], why: String) throws {
    let services = [
      try AdvertSamples.service("z", text: strong),
      try AdvertSamples.service("a", type: AdvertSamples.k3s, text: weak),
    ]
    let expected = try #require(AdvertSamples.reading([services[0]]).peers.first).advert
    #expect(try AdvertSamples.reading(services).peers.map(\.advert) == [expected])
    #expect(try AdvertSamples.reading(services.reversed()).peers.map(\.advert) == [expected])
  }

  @Test("an advert that said goodbye counts only when nothing else is left")
  func goodbye() throws {
    let old = try AdvertSamples.service(
      "old", text: AdvertSamples.server + ["ip4=10.0.0.1"], isLeaving: true)
    let new = try AdvertSamples.service("new", text: AdvertSamples.bootstrap)
    let both = try #require(try AdvertSamples.reading([old, new]).peers.first)
    #expect(both.advert.role == .bootstrap && !both.isLeaving && both.addresses.isEmpty)
    #expect(both.instances.count == 2)
    let last = try #require(try AdvertSamples.reading([old]).peers.first)
    #expect(last.isLeaving && !last.isReadyServer && last.addresses.count == 1)
  }

  /// TXT, resolved addresses, the expected addresses, and their path.
  private static let choices: [([String], [String], [String], AddressPath)] = [
    (["ip4=10.0.0.1", "ip6=fd00::1"], ["10.0.0.2"], ["10.0.0.1", "fd00::1", "10.0.0.2"], .txt),
    (["ip6=fd00::1"], ["10.0.0.2"], ["fd00::1", "10.0.0.2"], .txt),
    (["a=10.0.0.3"], [], ["10.0.0.3"], .txt),
    (["ip4=nonsense", "addr=10.0.0.4", "a="], [], ["10.0.0.4"], .txt),
    (["ip4=pi0.local"], ["fd00::2", "10.0.0.2"], ["10.0.0.2", "fd00::2"], .resolved),
    (["ip4=127.0.0.1"], ["127.0.1.1", "::1"], [], .none),
    (["ip4=0.0.0.0", "ip6=::"], [], [], .none),
    (["ip4=169.254.1.1"], ["169.254.1.1"], ["169.254.1.1"], .resolved),
    (["ip4=224.0.0.251", "ip6=ff02::fb"], [], [], .none),
    (["ip4=255.255.255.255", "ip6=::ffff:10.0.0.1"], [], [], .none),
    (["ip6=fe80::1"], [], ["fe80::1%2"], .txt),
    ([], ["fe80::2", "fd00::2"], ["fd00::2", "fe80::2%2"], .resolved),
    (["ip4=10.0.0.1"], ["10.0.0.1"], ["10.0.0.1"], .txt),
    ([], [], [], .none),
  ]

  @Test(
    """
    2025-11-11-mdns-disconnect, 2025-10-24-mdns-bootstrap-self-check, \
    2025-10-24-k3s-discover-mdns-hostname-address: any one address is enough, in this order
    """,
    arguments: choices)
  func addresses(
    text: [String], resolved: [String], expected: [String], path: AddressPath
  ) throws {
    let service = try AdvertSamples.service(
      text: AdvertSamples.server + text, addresses: resolved)
    let peer = try #require(try AdvertSamples.reading([service]).peers.first)
    #expect(peer.addresses.map(\.description) == expected)
    #expect(peer.addressPath == path)
  }

  @Test("the order of services and strings changes nothing", arguments: 0..<40 as Range<UInt64>)
  func order(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let texts = [
      AdvertSamples.server, AdvertSamples.bootstrap, ["role=agent"], ["k3s=0"], ["role=boss"],
      AdvertSamples.server + ["ip4=10.0.0.\(seed)"], AdvertSamples.bootstrap + ["elected=1"],
    ]
    let services = try (0..<12).map { index in
      try AdvertSamples.service(
        "node \(index)",
        type: Bool.random(using: &random) ? AdvertSamples.k3s : AdvertSamples.https,
        host: "pi\(index % 4)", text: texts.randomElement(using: &random),
        addresses: ["10.0.1.\(index)"], links: [index % 3 + 1],
        isLeaving: Int.random(in: 0..<5, using: &random) == 0)
    }
    let expected = try AdvertSamples.reading(services)
    #expect(expected.peers.map(\.electionKey) == expected.peers.map(\.electionKey).sorted())
    for _ in 0..<5 {
      let shuffled = services.shuffled(using: &random)
      #expect(try AdvertSamples.reading(shuffled) == expected)
    }
  }
}
