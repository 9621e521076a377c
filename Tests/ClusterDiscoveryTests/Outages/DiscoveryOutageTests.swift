import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

@Suite("Outages: finding a server")
struct DiscoveryOutageTests {
  private func join(_ configuration: inout BootstrapConfiguration) {
    configuration.intent = .join
    configuration.joining = .agent
  }

  @Test("2025-10-22-k3s-discover-mid-election-server a server that comes during an election wins")
  func duringElection() throws {
    var lan = GateLAN()
    let node = try lan.addMachine { $0.joining = .agent }
    lan.run(for: .seconds(3))
    #expect([.claiming, .electing].contains(try lan.machine(node).state))
    try lan.addAdvert()
    lan.run(for: .seconds(2))
    #expect(try lan.machine(node).verdict?.isJoin == true)
    #expect(try lan.machine(node).claim.isHeld == false)
  }

  @Test("2025-10-22-k3s-discover-require-activity-mdns a node that joins waits past the first look")
  func lateServer() throws {
    var lan = GateLAN()
    let node = try lan.addMachine(join)
    lan.run(for: .seconds(60))
    #expect(try lan.machine(node).state == .following && lan.machine(node).verdict == nil)
    #expect(try lan.machine(node).missing == .server)
    try lan.addAdvert()
    lan.run(for: .seconds(2))
    #expect(try lan.machine(node).verdict?.isJoin == true)
  }

  @Test("2025-10-24-k3s-discover-mdns-browse-fallback a dead instance hinders no other")
  func deadInstance() throws {
    var lan = GateLAN()
    let remains = lan.add(on: 8)
    let types = try GateFixture.types.map { try ServiceType($0) }
    let pointers = try types.map { type in
      ResourceRecord(
        name: try type.name(in: .local), timeToLive: .other,
        data: .ptr(try GateFixture.instance("_https._tcp", of: "pi-8").name))
    }
    try lan.publishRecords([pointers[0]], .shared, on: remains, number: 1)
    try lan.addAdvert()
    lan.run(for: .seconds(3))
    let node = try lan.addMachine(join)
    lan.run(for: .seconds(1))
    #expect(try lan.machine(node).verdict?.isJoin == true)
    #expect(try lan.machine(node).peers.map(\.advert.host) == [GateFixture.hostName("pi-9")])
    lan.run(for: .seconds(3))
    let unresolved = try lan.machine(node).browser.reading.unresolved
    #expect(unresolved == [try GateFixture.instance("_https._tcp", of: "pi-8").name])
  }

  @Test("2025-11-15-avahi-browse-terminate-cache-only the first question goes out at once")
  func coldStart() throws {
    var lan = GateLAN()
    try lan.addAdvert()
    lan.run(for: .seconds(60))
    let node = try lan.addMachine(join)
    lan.run(for: .milliseconds(200))
    #expect(try lan.machine(node).verdict?.isJoin == true)
  }

  @Test("2026-05-18-sugarkube-dhcp-ip-reassignment a new address is an update, and nobody is lost")
  func newAddress() throws {
    var lan = GateLAN()
    let server = try lan.addMachine(named: "pi-1", on: 1)
    lan.run(for: .seconds(10))
    lan.change(ClusterMachine.self, of: server) { $0.apiReady(at: $1) }
    lan.run(for: .seconds(3))
    let observer = try lan.addMachine(named: "pi-2", on: 2, join)
    lan.run(for: .seconds(3))
    let instances = try lan.machine(server).instances
    let old = try lan.machine(observer).peers.first?.advert.ipv4
    #expect(old == IPv4Address(192, 0, 2, 1))
    let new = Link(
      index: GateLAN.linkIndex, mtu: 1_500,
      addresses: [LinkAddress(.v4(IPv4Address(192, 0, 2, 77)), prefixLength: 24)])
    lan.change(ClusterMachine.self, of: server) { $0.linksChanged(to: [new], at: $1) }
    // Announcements that come often are held back for some seconds (RFC 6762 §8.4).
    for _ in 0..<200 {
      lan.run(for: .milliseconds(100))
      #expect(try lan.machine(observer).peers.count == 1)
    }
    #expect(
      try lan.machine(observer).peers.first?.advert.ipv4 == IPv4Address(192, 0, 2, 77))
    #expect(try lan.machine(server).instances == instances)
  }

  @Test("2025-11-14-mdns-discovery-cascade-failure a deadline ends all and says what was missing")
  func deadline() throws {
    let cases: [(BootstrapConfiguration.Intent, Int, BootstrapState, Missing)] = [
      (.join, 1, .following, .server), (.automatic, 3, .electing, .votes([], needed: 2)),
    ]
    for (intent, servers, state, missing) in cases {
      var lan = GateLAN()
      let node = try lan.addMachine {
        ($0.intent, $0.servers, $0.deadline) = (intent, servers, .seconds(20))
      }
      lan.run(for: .milliseconds(19_900))
      #expect(try lan.machine(node).verdict == nil)
      lan.run(for: .milliseconds(200))
      #expect(
        try lan.machine(node).verdict == .refuse(.tooLate(state, missing: missing)))
    }
  }
}
