import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

@Suite("Outages: forming a cluster, and the lock of joining")
struct FormingOutageTests {
  /// When a node alone decides to form its cluster; nil when it does not within a minute.
  private func decision(
    _ configure: (inout BootstrapConfiguration) -> Void, _ change: (inout ClusterMachine) -> Void
  ) throws -> Instant? {
    var lan = GateLAN()
    let node = try lan.addMachine(configure)
    lan.change(ClusterMachine.self, of: node) { machine, _ in change(&machine) }
    lan.run(for: .seconds(60)) { (try? $0.machine(node).verdict) != nil }
    return try lan.machine(node).verdict == .bootstrap(.sqlite) ? lan.now : nil
  }

  @Test("2025-10-22-k3s-bootstrap-split-brain nothing is decided before the advert is seen outside")
  func unseen() throws {
    for failure in [nil, "nobody offers it"] as [String?] {
      var lan = GateLAN()
      let node = try lan.addMachine { $0.requiresSelfCheck = true }
      lan.run(for: .seconds(60))
      #expect(try lan.machine(node).verdict == nil && lan.machine(node).missing == .selfCheck)
      lan.change(ClusterMachine.self, of: node) { $0.selfCheckEnded(failure, at: $1) }
      lan.run(for: .seconds(5))
      let expected = failure.map { Verdict.refuse(.selfCheck($0)) } ?? .bootstrap(.sqlite)
      #expect(try lan.machine(node).verdict == expected)
    }
  }

  @Test("2025-10-31-mdns-selfcheck-dbus-disabled-wait a check that is off takes no time")
  func disabledCheck() throws {
    let without = try decision({ _ in }, { _ in })
    let passed = try decision(
      { $0.requiresSelfCheck = true },
      { $0.selfCheckEnded(nil, at: Instant(nanoseconds: 0)) })
    #expect(without != nil && without == passed)
  }

  @Test("2025-10-22-k3s-avahi-service-xml-broken what cannot be published ends the node with why")
  func unpublishable() throws {
    var lan = GateLAN()
    let host = try DNSName("pi-1.example.org")
    let node = try lan.addMachine { $0.host = host }
    #expect(
      try lan.machine(node).verdict
        == .refuse(.engine("\(RegistrationError.notMulticast)")))
  }

  @Test("2025-10-25-split-brain-bootstrap-election nodes that hear only themselves form nothing")
  func apart() throws {
    var lan = GateLAN()
    let nodes = try [1, 2].map { number in
      try lan.addMachine(named: "pi-\(number)", on: UInt8(number)) { $0.servers = 3 }
    }
    lan.parts = [nodes[0]: 1, nodes[1]: 2]
    lan.run(for: .seconds(120))
    for node in nodes {
      #expect(try lan.machine(node).verdict == nil)
      #expect(try lan.machine(node).missing == .votes([], needed: 2))
    }
    lan.parts = [:]
    lan.run(for: .seconds(90))
    let verdicts = try nodes.map { try lan.machine($0).verdict }
    #expect(verdicts == [.bootstrap(.etcd), .follow(try GateFixture.hostName("pi-1"))])
  }

  private static let lockName = "k3s join lock sugar/dev"

  @Test("2025-11-16-join-gate-dbus-status-2 an agent joins whoever has the lock; a server waits")
  func lockedOut() throws {
    var lan = GateLAN()
    try lan.addAdvert()
    let holder = lan.add(on: 8)
    let lock = try ServiceRegistration(
      instanceName: ServiceInstanceName(
        instance: Self.lockName, type: ServiceType(JoinLock.typeName)),
      host: .named(DNSName("pi-8.local")), portNumber: 50_123,
      text: TextAttributes(["host": "pi-8", "owner": "c0ffee"]).data)
    try lan.perform(
      .publish(Registration(.service(lock)), as: RegistrationID(rawValue: 1)), on: holder)
    lan.run(for: .seconds(3))
    let agent = try lan.addMachine(named: "pi-1", on: 1) { $0.joining = .agent }
    let server = try lan.addMachine(named: "pi-2", on: 2) {
      $0.joining = .server
      $0.joinLockPace?.longestWait = .seconds(20)
    }
    lan.run(for: .seconds(5))
    #expect(try lan.machine(agent).verdict?.isJoin == true)
    #expect(try lan.machine(server).verdict == nil && lan.machine(server).missing == .joinLock)
    lan.run(for: .seconds(16))
    guard case .refuse(.joinLock(let failure))? = try lan.machine(server).verdict else {
      Issue.record("\(try lan.machine(server))")
      return
    }
    #expect("\(failure)".contains("owner=c0ffee"))
  }

  @Test("2025-11-18-join-gate-avahi-browse-all-unreliable only what is needed is asked for")
  func ownTypes() throws {
    var lan = GateLAN()
    try lan.addAdvert()
    lan.run(for: .seconds(3))
    let node = try lan.addMachine { $0.joining = .server }
    lan.run(for: .seconds(10))
    #expect(try lan.machine(node).lock.state == .held)
    let lists = lan.questions(of: node).filter { $0.type == .ptr }.map { "\($0.name)" }
    let known = [
      "_https._tcp.local.", "_k3s._sub._https._tcp.local.", "_k3s-sugar-dev._tcp.local.",
      "_k3s-join-lock._tcp.local.",
    ]
    #expect(Set(lists).isSubset(of: known) && lists.contains(known[3]))
  }
}
