import DNSSDWire
internal import Glibc
import MulticastDNS
import Testing

@testable import DNSSD

/// A network namespace of the tests' own, and a process in another one, as `Scripts/socket-tests` makes
/// them. The other namespace is where cables lead to.
private enum OwnNamespace {
  /// The process in the other namespace; nil outside of the script, where nothing may be changed.
  static let neighbour: String? = unsafe getenv("DNSSD_TEST_NEIGHBOUR").map {
    unsafe String(cString: $0)
  }

  /// Runs `ip` with these words; throws when it fails.
  static func ip(_ words: String, inNeighbour isElsewhere: Bool = false) throws {
    let prefix = isElsewhere ? ["nsenter", "-t", neighbour ?? "", "-n"] : []
    let command = prefix + ["ip"] + words.split(separator: " ").map(String.init)
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { for place in unsafe arguments.indices { unsafe free(arguments[place]) } }
    var process = pid_t()
    var status: Int32 = -1
    let error = unsafe posix_spawnp(&process, command[0], nil, nil, &arguments, environ)
    try #require(error == 0)
    let ended = unsafe waitpid(process, &status, 0)
    try #require(ended == process && status == 0, "ip \(words)")
  }

  /// A cable to the neighbour with an address, under the name of a container's card.
  static func addCable(_ name: String, _ address: String) throws {
    try ip("link add \(name) type veth peer name \(name) netns \(neighbour ?? "")")
    try ip("link set \(name) up")
    try ip("link set \(name) up", inNeighbour: true)
    try ip("address add \(address) dev \(name)")
  }
}

@Suite("The driver follows interfaces", .serialized, .enabled(if: OwnNamespace.neighbour != nil))
struct LinkFollowingTests {
  private static func used(_ reports: [DriverReport]) -> [String] {
    (reports.compactMap(\.links).last ?? []).filter { $0.link != nil }.map(\.name)
  }

  @Test("cards that come, lose their signal, change their address and go are followed")
  func following() async throws {
    let bench = try DriverBench(.policy(LinkPolicy()))
    #expect(try bench.wait { Self.used($0) == ["lo"] })
    try OwnNamespace.addCable("eth7", "10.7.0.1/24")
    #expect(try bench.wait { Self.used($0) == ["eth7"] })
    try OwnNamespace.ip("link set eth7 down", inNeighbour: true)
    #expect(try bench.wait { Self.used($0) == ["lo"] })
    try OwnNamespace.ip("link set eth7 up", inNeighbour: true)
    #expect(try bench.wait { Self.used($0) == ["eth7"] })
    try OwnNamespace.ip("address add 10.7.1.2/24 dev eth7")
    try OwnNamespace.ip("address del 10.7.0.1/24 dev eth7")
    let changed = try bench.wait { reports in
      let link = reports.compactMap(\.links).last?.first { $0.name == "eth7" }?.link
      return link?.addresses.contains { $0.address == .v4(IPv4Address(10, 7, 1, 2)) } ?? false
    }
    #expect(changed)
    try OwnNamespace.ip("link del eth7")
    #expect(try bench.wait { Self.used($0) == ["lo"] })
    #expect(bench.reports.flatMap(\.failures).isEmpty)
    await bench.driver.stop()
  }

  @Test("twenty containers that come and go change nothing and send nothing")
  func churn() async throws {
    try OwnNamespace.addCable("eth8", "10.8.0.1/24")
    try OwnNamespace.ip("link add cni8 type bridge")
    try OwnNamespace.ip("address add 10.42.0.1/24 dev cni8")
    try OwnNamespace.ip("link set cni8 up")
    let bench = try DriverBench(.policy(LinkPolicy()))
    #expect(try bench.wait { Self.used($0) == ["eth8"] })
    // The bridge settles within its first second or two.
    _ = try bench.wait(seconds: 3) { _ in false }
    let before = (count: bench.reports.count, counters: await bench.driver.counters())
    let start = HostClock.now()
    for number in 0..<20 {
      try OwnNamespace.ip(
        "link add veth\(number) type veth peer name c\(number) netns \(OwnNamespace.neighbour ?? "")"
      )
      try OwnNamespace.ip("link set veth\(number) master cni8 up")
      try OwnNamespace.ip("link set c\(number) up", inNeighbour: true)
    }
    for number in 0..<20 { try OwnNamespace.ip("link del veth\(number)") }
    _ = try bench.wait(seconds: 1) { _ in false }
    let after = await bench.driver.counters()
    #expect(bench.reports.dropFirst(before.count).compactMap(\.links).isEmpty)
    let quarters = Int(HostClock.now().duration(since: start) / .milliseconds(250)) + 2
    #expect(after.interfaceSnapshots - before.counters.interfaceSnapshots <= quarters)
    #expect(after.datagramsSent == before.counters.datagramsSent)
    await bench.driver.stop()
    for name in ["eth8", "cni8"] { try OwnNamespace.ip("link del \(name)") }
  }

  @Test("more interfaces than the kernel lets a socket join are reported with the remedy")
  func memberships() async throws {
    for number in 0..<22 {
      try OwnNamespace.addCable("many\(number)", "10.9.\(number).1/24")
    }
    defer {
      for number in 0..<22 { try? OwnNamespace.ip("link del many\(number)") }
    }
    var policy = LinkPolicy()
    policy.only = ["many*"]
    policy.families = [.v4]
    let bench = try DriverBench(.policy(policy))
    #expect(try bench.wait { Self.used($0).count == 20 })
    let verdicts = bench.reports.compactMap(\.links).last?.map(\.verdict) ?? []
    let refused = verdicts.filter { verdict in
      if case .leftOut(.notJoined(let error)) = verdict {
        error.errno == .noBufferSpace
      } else {
        false
      }
    }
    #expect(refused.count == 2)
    #expect(refused.allSatisfy { "\($0)".contains("igmp_max_memberships") })
    #expect(bench.reports.flatMap(\.failures).count == 2)
    policy.only = ["many1", "many2*"]
    bench.driver.setLinkPolicy(policy)
    #expect(try bench.wait { Self.used($0) == ["many1", "many2", "many20", "many21"] })
    await bench.driver.stop()
  }
}
