import ClusterDiscovery
import DNSSDWire
import Testing

@Suite("The key of an election")
struct ElectionKeyTests {
  private static let keys: [(String, String?, String)] = [
    ("sugarkube0.local.", "0242ac110002", "sugarkube0.local_0242ac110002"),
    ("SugarKube0.Local", "0242AC110002", "sugarkube0.local_0242ac110002"),
    ("sugarkube0", "0242ac110002", "sugarkube0.local_0242ac110002"),
    ("pi.local.local", nil, "pi.local"),
    ("pi.example.org", nil, "pi.example.org"),
    ("pi.local", "02:42:ac:11:00:02", "pi.local"),
    ("pi.local", "a-stable-id", "pi.local"),
    ("p\\032i.local", nil, "p\\032i.local"),
  ]

  @Test("its text is host and hardware address", arguments: keys)
  func text(host: String, nodeID: String?, expected: String) throws {
    #expect(ElectionKey(host: try DNSName(host), nodeID: nodeID).description == expected)
  }

  @Test("keys are compared octet by octet")
  func order() throws {
    let mac = HardwareAddress("0242ac110002")
    let keys = try ["pi-1", "pi0", "pi1", "pi10", "pi2", "piz", "piä"].map {
      ElectionKey(host: try DNSName($0), hardwareAddress: mac)
    }
    #expect(keys.sorted() == keys)
    let host = try DNSName("pi0")
    let other = HardwareAddress("0242ac110003")
    #expect(keys[1] < ElectionKey(host: host, hardwareAddress: other))
    #expect(ElectionKey(host: host, hardwareAddress: nil) < keys[1])
    #expect(keys[1] == ElectionKey(host: try DNSName("PI0.local"), nodeID: "0242AC110002"))
  }
}

@Suite("The election by a list of names")
struct NameListElectionTests {
  private static let hosts: [(String, Int?, Bool)] = [
    ("sugarkube0.local", 3, true), ("SugarKube0.Local.", 3, true), ("sugarkube0", 3, true),
    ("sugarkube1.local", 3, false), ("sugarkube3.local", 3, false), ("sugarkube10", 3, false),
    ("pi-a.local", 3, false), ("localhost", 3, false), ("sugarkube10", nil, true),
    ("sugarkube1", nil, false), ("sugarkube0", 0, true), ("", 3, false), ("..", nil, false),
  ]

  @Test("the first of the names wins", arguments: hosts)
  func winner(host: String, servers: Int?, isWinner: Bool) {
    let outcome = NameListElection.outcome(
      ofHost: host, hardwareAddress: nil, servers: servers)
    #expect(outcome.isWinner == isWinner)
  }

  private static let lines: [(String, String?, [String])] = [
    (
      "sugarkube0.local.", "02:42:ac:11:00:02",
      ["winner=yes", "key=sugarkube0.local_0242ac110002"]
    ),
    ("Node3", nil, ["winner=no", "key=node3"]),
    ("", nil, ["winner=no", "key=unknown"]),
    ("node\n3", nil, ["winner=no", "key=node3"]),
  ]

  @Test("two lines say who wins, as scripts read them", arguments: lines)
  func output(host: String, mac: String?, expected: [String]) {
    let outcome = NameListElection.outcome(
      ofHost: host, hardwareAddress: mac.flatMap { HardwareAddress($0) }, servers: 3)
    #expect(outcome.lines == expected)
  }

  @Test("the prefix of the names is a choice, in any case")
  func prefix() {
    let outcome = NameListElection.outcome(
      ofHost: "berry0.lan", hardwareAddress: nil, prefix: "Berry", servers: 2)
    #expect(outcome.isWinner)
  }
}
