import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

/// A node that wants the lock, keeps it for a while and gives it back.
private struct LockApplication: EngineApplication {
  var lock: JoinLock
  var identifiers = IdentifierSequence()
  /// How long it keeps the lock; nil to keep it.
  var keeping: Duration?
  private(set) var heldSince: Instant?
  private(set) var hasHeld = false

  init(_ lock: JoinLock, keeping: Duration? = nil) {
    self.lock = lock
    self.keeping = keeping
  }

  mutating func handle(_ event: Event, at now: Instant) { lock.handle(event, at: now) }

  mutating func advance(to now: Instant) {
    lock.advance(to: now, naming: &identifiers)
    guard lock.state == .held else {
      heldSince = nil
      return
    }
    heldSince = heldSince ?? now
    hasHeld = true
    if let end = keptEnd, end <= now { lock.release(at: now) }
  }

  mutating func nextCommand() -> EngineCommand? { lock.nextCommand() }

  mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    lock.refused(command, because: error, at: now)
  }

  var nextDeadline: Instant? { [lock.nextDeadline, keptEnd].compactMap(\.self).min() }

  private var keptEnd: Instant? {
    heldSince.flatMap { since in keeping.map { since + $0 } }
  }
}

extension GateLAN {
  fileprivate func lock(of member: Int) throws -> JoinLock {
    try application(of: member, as: LockApplication.self).lock
  }

  fileprivate func holders(_ members: [Int]) -> [Int] {
    members.filter { (try? lock(of: $0).state) == .held }
  }

  /// Adds a node that wants the lock at once.
  fileprivate mutating func addNode(
    _ number: UInt8, environment: String = "dev", keeping: Duration? = nil,
    pace: JoinLockPace = JoinLockPace()
  ) throws -> Int {
    let owner = JoinLockOwner(
      host: try DNSName("pi-\(number).local"), nodeID: "0000000000\(10 + number)")
    let lock = try JoinLock(
      ClusterScope(cluster: "sugar", environment: environment), for: owner, pace: pace,
      random: RandomSource(seed: UInt64(number)))
    let member = add(on: number, LockApplication(lock, keeping: keeping))
    change(LockApplication.self, of: member) { $0.lock.acquire(at: $1) }
    return member
  }
}

@Suite("Join lock")
struct JoinLockTests {
  @Test("a lock that nobody has is ours within a second and a half")
  func alone() throws {
    var lan = GateLAN()
    let node = try lan.addNode(1)
    lan.run(for: .milliseconds(1_500))
    let lock = try lan.lock(of: node)
    #expect(lock.state == .held && lock.attempts == 1)
  }

  @Test(
    "of nodes that want it at one moment one has it at a time, and each gets it", arguments: 2...5)
  func simultaneous(count: UInt8) throws {
    var lan = GateLAN()
    let nodes = try (1...count).map { try lan.addNode($0, keeping: .seconds(3)) }
    for _ in 0..<(Int(count) * 200) {
      lan.run(for: .milliseconds(100))
      #expect(lan.holders(nodes).count <= 1)
    }
    for node in nodes {
      #expect(try lan.application(of: node, as: LockApplication.self).hasHeld)
      #expect(try lan.lock(of: node).state == .idle)
    }
  }

  @Test("who waits says for whom, and has the lock within two seconds after it is given back")
  func release() throws {
    var lan = GateLAN()
    let first = try lan.addNode(1)
    lan.run(for: .seconds(2))
    let second = try lan.addNode(2)
    lan.run(for: .seconds(30))
    guard case .waiting(let holder) = try lan.lock(of: second).state else {
      Issue.record("\(try lan.lock(of: second).state)")
      return
    }
    #expect("\(holder)" == "host=pi-1 owner=000000000011 at 192.0.2.1")
    #expect(try lan.lock(of: first).state == .held)
    lan.change(LockApplication.self, of: first) { $0.lock.release(at: $1) }
    lan.run(for: .seconds(2))
    #expect(try lan.lock(of: second).state == .held && lan.lock(of: first).state == .idle)
  }

  @Test("the lock of a node that died is taken over within its time to live and a look")
  func takeover() throws {
    var lan = GateLAN()
    let first = try lan.addNode(1)
    lan.run(for: .seconds(2))
    let second = try lan.addNode(2)
    lan.run(for: .seconds(5))
    lan.kill(first)
    lan.run(for: .seconds(25))
    #expect(try lan.lock(of: second).state == .held)
  }

  @Test("2025-11-14-mdns-complexity-analysis a wait ends, and says who had the lock")
  func longestWait() throws {
    var lan = GateLAN()
    _ = try lan.addNode(1)
    lan.run(for: .seconds(2))
    var pace = JoinLockPace()
    pace.longestWait = .seconds(20)
    let second = try lan.addNode(2, pace: pace)
    lan.run(for: .milliseconds(20_100))
    guard case .failed(let failure) = try lan.lock(of: second).state else {
      Issue.record("\(try lan.lock(of: second).state)")
      return
    }
    #expect("\(failure)".contains("owner=000000000011"))
    #expect(try lan.lock(of: second).nextDeadline == nil)
  }

  @Test("the locks of other environments are listed, and hinder nobody")
  func otherEnvironment() throws {
    var lan = GateLAN()
    let other = try lan.addNode(1, environment: "prod")
    lan.run(for: .seconds(2))
    let node = try lan.addNode(2)
    lan.run(for: .seconds(3))
    let lock = try lan.lock(of: node)
    #expect(lock.state == .held)
    #expect(lock.otherLocks == [try lan.lock(of: other).name.name])
  }

  @Test("the lock of an older node with the same name, in whatever case, is respected")
  func olderNode() throws {
    var lan = GateLAN()
    let old = lan.add(on: 9)
    let name = try ServiceInstanceName(
      instance: "k3s join lock Sugar/DEV", type: ServiceType(JoinLock.typeName))
    let service = try ServiceRegistration(
      instanceName: name, host: .named(DNSName("old.local")), portNumber: 50_123,
      text: TextAttributes(["host": "old", "owner": "c0ffee"]).data)
    let id = RegistrationID(rawValue: 1)
    try lan.perform(.publish(Registration(.service(service)), as: id), on: old)
    lan.run(for: .seconds(2))
    let node = try lan.addNode(1)
    lan.run(for: .seconds(60))
    guard case .waiting(let holder) = try lan.lock(of: node).state else {
      Issue.record("\(try lan.lock(of: node).state)")
      return
    }
    #expect(holder.nodeID == "c0ffee" && holder.host == "old")
    try lan.perform(.withdraw(id), on: old)
    lan.run(for: .seconds(3))
    #expect(try lan.lock(of: node).state == .held)
  }

  @Test("2025-10-25-split-brain-bootstrap-election a claim that nobody could hear wins nothing")
  func noTraffic() throws {
    var lan = GateLAN()
    lan.loopsBack = false
    let node = try lan.addNode(1)
    lan.run(for: .seconds(5))
    #expect(try lan.lock(of: node).state == .failed(.noTraffic))
  }

  @Test("when two parts of a network come together at most one keeps the lock")
  func merging() throws {
    var lan = GateLAN()
    lan.parts = [0: 1, 1: 2]
    let nodes = [try lan.addNode(1), try lan.addNode(2)]
    lan.run(for: .seconds(5))
    #expect(lan.holders(nodes) == nodes)
    lan.parts = [:]
    // Somebody asks, so that both say what they have.
    let name = try lan.lock(of: nodes[0]).name.name
    let asker = lan.add(on: 3)
    try lan.perform(
      .ask(Query(name: name, type: .srv, urgency: .prompt), as: QueryID(rawValue: 1)), on: asker)
    lan.run(for: .seconds(10))
    #expect(lan.holders(nodes).count == 1)
  }

  @Test("a scope that has no room in the name is refused")
  func longScope() throws {
    let scope = try ClusterScope(
      cluster: String(repeating: "c", count: 30), environment: String(repeating: "e", count: 19))
    let owner = JoinLockOwner(host: try DNSName("pi-1.local"), nodeID: "1")
    #expect(throws: JoinLockError.name(.instanceTooLong)) {
      try JoinLock(scope, for: owner, random: RandomSource(seed: 1))
    }
  }
}
