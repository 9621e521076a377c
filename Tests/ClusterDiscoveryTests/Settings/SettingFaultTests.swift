import ClusterDiscovery
import Testing

@Suite("Settings that cannot be used")
struct SettingFaultTests {
  private static let malformed: [(String, String, String)] = [
    ("SUGARKUBE_SERVERS", "three", "a whole number from 1 to 99"),
    ("SUGARKUBE_SERVERS", "0", "a whole number from 1 to 99"),
    ("SUGARKUBE_SERVERS", "99999999999999999999", "a whole number from 1 to 99"),
    ("DISCOVERY_WAIT_SECS", "-1", "seconds from 0.1s to 600s"),
    ("DISCOVERY_WAIT_SECS", "2 parsecs", "seconds from 0.1s to 600s"),
    ("DISCOVERY_WAIT_SECS", "1.2.3", "seconds from 0.1s to 600s"),
    ("JITTER", "1.5", "a number from 0 to 1, such as 0.2"),
    ("JITTER", "nan", "a number from 0 to 1, such as 0.2"),
    ("SUGARKUBE_SKIP_ABSENCE_GATE", "maybe", "1 or 0 (on or off, yes or no, true or false)"),
    ("SUGARKUBE_API_PORT", "65536", "a port from 1 to 65535"),
    ("LOG_LEVEL", "loud", "one of info, debug, trace"),
    (
      "SUGARKUBE_MDNS_PUBLISH_ADDR", "1.2.3",
      "an IPv4 address, such as 192.168.1.10, or none"
    ),
    (
      "SUGARKUBE_API_REGADDR", "$(reboot)", "an IP address or a host name, without a port, or none"
    ),
    (
      "SUGARKUBE_MDNS_INTERFACE", "an-interface-too-long",
      "names of interfaces, separated by commas"
    ),
  ]

  @Test("a malformed value is refused with its variable, value and form", arguments: malformed)
  func form(variable: String, value: String, expected: String) {
    let fault = SettingFault.malformed(
      .environment(variable), value: "\"\(value)\"", expected: expected)
    #expect(throws: SettingsError(faults: [fault])) {
      _ = try ClusterSettings.resolve(options: [:], environment: [variable: value])
    }
    #expect(fault.description == "\(variable) is \"\(value)\", expected \(expected)")
  }

  @Test("all faults are told at once, safe to print")
  func allAtOnce() {
    let error = #expect(throws: SettingsError.self) {
      _ = try ClusterSettings.resolve(
        options: ["sevrers": "3", "quorum": ""], environment: ["SUGARKUBE_ENV": "d\u{1B}[31m"])
    }
    #expect(
      error?.description.split(separator: "\n").map(String.init) == [
        "there is no option --sevrers",
        "SUGARKUBE_ENV is \"d?[31m\", expected a name that a service type can hold, such as sugar "
          + "or dev",
        "--quorum is \"\", expected one of auto, on, off",
      ])
  }

  private static let contradictions: [([String: String], SettingContradiction)] = [
    (["publish": "0"], .hiddenCandidate(.automatic)),
    (["publish": "0", "intent": "bootstrap"], .hiddenCandidate(.bootstrap)),
    (["quorum": "on", "servers": "1"], .quorumOfFew(servers: 1)),
    (["skip-self-check": "1", "relaxed-address": "1"], .relaxedCheckSkipped),
    (
      ["families": "ipv6", "publish-address": "10.0.0.1"],
      .addressOfUnusedFamily(option: "publish-address")
    ),
    (
      ["families": "ipv6", "expected-address": "10.0.0.1"],
      .addressOfUnusedFamily(option: "expected-address")
    ),
    (["self-check-backoff": "9s"], .backoffAboveCap(option: "self-check-backoff")),
    (["absence-backoff": "9s"], .backoffAboveCap(option: "absence-backoff")),
    (["join-gate-backoff": "60"], .backoffAboveCap(option: "join-gate-backoff")),
    (
      ["deadline": "1"], .tooShort(option: "deadline", needed: "one look takes --discovery-wait")
    ),
    (
      ["absence-timeout": "1s"],
      .tooShort(option: "absence-timeout", needed: "two silent windows take 2 seconds")
    ),
    (
      ["api-ready-timeout": "1"],
      .tooShort(option: "api-ready-timeout", needed: "one look takes --api-ready-interval")
    ),
  ]

  @Test(
    "2025-11-14-mdns-skip-service-advertisement: contradictions are refused at the start",
    arguments: contradictions)
  func contradiction(options: [String: String], contradiction: SettingContradiction) {
    #expect(throws: SettingsError(faults: [.contradiction(contradiction)])) {
      _ = try ClusterSettings.resolve(options: options, environment: [:])
    }
  }

  @Test("a gate that is on in one variable and off in another is refused, unless an option decides")
  func onAndOff() throws {
    let environment = ["SUGARKUBE_MDNS_ABSENCE_GATE": "1", "SUGARKUBE_SKIP_ABSENCE_GATE": "1"]
    let fault = SettingFault.contradiction(
      .onAndOff(
        option: "absence-gate", first: "SUGARKUBE_MDNS_ABSENCE_GATE",
        second: "SUGARKUBE_SKIP_ABSENCE_GATE"))
    #expect(throws: SettingsError(faults: [fault])) {
      _ = try ClusterSettings.resolve(options: [:], environment: environment)
    }
    let result = try ClusterSettings.resolve(
      options: ["absence-gate": "0"], environment: environment)
    #expect(!result.settings.absenceGate)
  }

  @Test("a node that only joins need not publish, and an even number of servers is advised against")
  func allowed() throws {
    let result = try ClusterSettings.resolve(
      options: ["publish": "0", "intent": "join", "servers": "4"], environment: [:])
    #expect(!result.settings.publishing && result.settings.needsQuorum)
    #expect(result.warnings == [.evenServers(4)])
  }
}
