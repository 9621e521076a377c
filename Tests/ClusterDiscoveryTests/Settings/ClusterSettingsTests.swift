import ClusterDiscovery
import Testing

@Suite("The settings of a cluster node")
struct ClusterSettingsTests {
  /// Option, documented default, and the variables, first one first.
  private static let defaults: [(String, String, [String])] = [
    ("cluster", "sugar", ["SUGARKUBE_CLUSTER"]),
    ("env", "dev", ["SUGARKUBE_ENV"]),
    ("servers", "1", ["SUGARKUBE_SERVERS", "SERVERS_DESIRED"]),
    ("quorum", "auto", ["SUGARKUBE_QUORUM"]),
    ("port", "6443", ["SUGARKUBE_API_PORT", "PORT"]),
    ("prefer-ip", "1", ["SUGARKUBE_SERVER_URL_PREFER_IP"]),
    ("discovery-wait", "2s", ["SUGARKUBE_DISCOVERY_WAIT_SECS", "DISCOVERY_WAIT_SECS"]),
    ("discovery-attempts", "10", ["SUGARKUBE_DISCOVERY_ATTEMPTS", "DISCOVERY_ATTEMPTS"]),
    ("election-holdoff", "3s", ["SUGARKUBE_ELECTION_HOLDOFF", "ELECTION_HOLDOFF"]),
    ("stable-rounds", "3", ["SUGARKUBE_STABLE_ROUNDS"]),
    ("follower-reelect", "30s", ["SUGARKUBE_FOLLOWER_REELECT_SECS", "FOLLOWER_REELECT_SECS"]),
    ("interface", "auto", ["SUGARKUBE_MDNS_INTERFACE", "ALLOW_IFACE"]),
    ("relaxed-address", "0", ["SUGARKUBE_MDNS_ALLOW_ADDR_MISMATCH"]),
    ("self-check-backoff-cap", "5000ms", ["SUGARKUBE_SELFCHK_BACKOFF_CAP_MS"]),
    ("absence-gate", "1", ["SUGARKUBE_MDNS_ABSENCE_GATE", "SUGARKUBE_SKIP_ABSENCE_GATE"]),
    ("absence-timeout", "15000ms", ["SUGARKUBE_MDNS_ABSENCE_TIMEOUT_MS"]),
    ("wire-proof", "1", ["SUGARKUBE_MDNS_WIRE_PROOF"]),
    ("wire-proof-duration", "2.5s", ["SUGARKUBE_MDNS_WIRE_PROOF_DURATION"]),
    ("api-ready-timeout", "120s", ["SUGARKUBE_API_READY_TIMEOUT"]),
    ("l4-timeout", "3s", ["SUGARKUBE_L4_PROBE_TIMEOUT", "L4_PROBE_TIMEOUT"]),
    ("join-gate-backoff-cap", "10s", ["SUGARKUBE_JOIN_GATE_BACKOFF_CAP"]),
    ("strict-time", "0", ["SUGARKUBE_STRICT_TIME"]),
    ("log-level", "info", ["SUGARKUBE_LOG_LEVEL", "LOG_LEVEL", "SUGARKUBE_DEBUG"]),
    ("deadline", "none", ["SUGARKUBE_DEADLINE_SECS"]),
  ]

  @Test("a setting has its documented default and variables", arguments: defaults)
  func documentedDefault(option: String, text: String, variables: [String]) throws {
    let setting = try #require(Setting.named(option))
    #expect(setting.defaultText == text)
    #expect(setting.variables.map(\.name) == variables)
    let effective = try ClusterSettings.resolve(options: [:], environment: [:]).effective
    let row = try #require(effective.first { $0.name == option })
    #expect(row.value == text && row.source == .default)
  }

  @Test("no option and no variable stands twice")
  func noneTwice() {
    let options = Setting.all.map(\.option)
    let variables = Setting.all.flatMap { $0.variables.map(\.name) }
    #expect(Set(options).count == options.count)
    #expect(Set(variables).count == variables.count)
  }

  /// Where a variable of a setting means the opposite, or has another unit.
  private static let readings: [(String, String, String, String)] = [
    ("SUGARKUBE_SERVERS", "3", "servers", "3"),
    ("SUGARKUBE_ENV", " DEV ", "env", "dev"),
    ("SUGARKUBE_CLUSTER", "Sugar", "cluster", "sugar"),
    ("DISCOVERY_WAIT_SECS", "4", "discovery-wait", "4s"),
    ("DISCOVERY_WAIT_SECS", "1500ms", "discovery-wait", "1.5s"),
    ("FOLLOWER_REELECT_SECS", "1m", "follower-reelect", "60s"),
    ("SUGARKUBE_SELFCHK_BACKOFF_START_MS", "250", "self-check-backoff", "250ms"),
    ("SUGARKUBE_MDNS_SELF_CHECK_DELAY", "0.25", "self-check-backoff", "250ms"),
    ("SUGARKUBE_MDNS_SERVER_DELAY", "1", "self-check-backoff", "1000ms"),
    ("SUGARKUBE_SKIP_ABSENCE_GATE", "1", "absence-gate", "0"),
    ("SUGARKUBE_DISABLE_JOIN_GATE", "yes", "join-gate", "0"),
    ("SUGARKUBE_MDNS_ABSENCE_TIMEOUT_MS", "0", "absence-timeout", "none"),
    ("SUGARKUBE_MDNS_IPV4_ONLY", "1", "families", "ipv4"),
    ("SUGARKUBE_MDNS_HOST", "Pi-1.local.local.", "host", "Pi-1"),
    ("SUGARKUBE_MDNS_INTERFACE", "eth0, wlan0", "interface", "eth0,wlan0"),
    ("SUGARKUBE_API_REGADDR", "FE80::0001", "api-regaddr", "fe80::1"),
    ("SUGARKUBE_DEBUG", "1", "log-level", "debug"),
    ("LOG_LEVEL", "TRACE", "log-level", "trace"),
    ("SUGARKUBE_MDNS_ALLOW_ADDR_MISMATCH", "true", "relaxed-address", "1"),
  ]

  @Test("a variable is read in its own words", arguments: readings)
  func reading(variable: String, value: String, option: String, text: String) throws {
    let effective = try ClusterSettings.resolve(
      options: [:], environment: [variable: value]
    ).effective
    let row = try #require(effective.first { $0.name == option })
    #expect(row.value == text && row.source == .environment(variable))
  }

  @Test("every value reads back from its own text", arguments: Setting.all.map(\.option))
  func roundTrip(option: String) throws {
    let setting = try #require(Setting.named(option))
    guard !setting.isSecret else { return }
    let result = try ClusterSettings.resolve(
      options: [option: setting.defaultText], environment: [:])
    #expect(result.settings == ClusterSettings())
  }

  @Test(
    "an option goes before a variable, that before a program's value, and the first before the last"
  )
  func precedence() throws {
    var base = ClusterSettings()
    base.servers = 7
    let both = ["SUGARKUBE_SERVERS": "3", "SERVERS_DESIRED": "5"]
    let cases: [([String: String], [String: String], Int, SettingSource)] = [
      (["servers": "9"], both, 9, .option("servers")),
      ([:], both, 3, .environment("SUGARKUBE_SERVERS")),
      (
        [:], ["SUGARKUBE_SERVERS": "  ", "SERVERS_DESIRED": "5"], 5, .environment("SERVERS_DESIRED")
      ),
      ([:], [:], 7, .value),
    ]
    for (options, environment, servers, source) in cases {
      let result = try ClusterSettings.resolve(
        options: options, environment: environment, startingFrom: base)
      #expect(result.settings.servers == servers)
      #expect(result.effective.first { $0.name == "servers" }?.source == source)
    }
    let result = try ClusterSettings.resolve(options: [:], environment: both)
    #expect(
      result.warnings == [
        .overruled(.environment("SERVERS_DESIRED"), by: .environment("SUGARKUBE_SERVERS"))
      ])
  }

  @Test(
    "old, needless and misspelt variables are told, in the order of their names, and only when set")
  func warnings() throws {
    let environment = [
      "SUGARKUBE_MDNS_DBUS": "0", "SUGARKUBE_SEVERS": "3", "PORT": "6443", "HOME": "/root",
      "SUGARKUBE_TOKEN_DEV": "x", "SUGARKUBE_AVAHI_SERVICE_DIR": "",
    ]
    let warnings = try ClusterSettings.resolve(options: [:], environment: environment).warnings
    #expect(
      warnings == [
        .deprecated(variable: "PORT", option: "port"),
        .notNeeded(variable: "SUGARKUBE_MDNS_DBUS", reason: "no D-Bus is used"),
        .unknown(variable: "SUGARKUBE_SEVERS"),
      ])
  }

  @Test("secrets show whether they are set, never themselves")
  func secrets() throws {
    let secret = "correct-horse-battery"
    let effective = try ClusterSettings.resolve(
      options: ["redact-salt": secret], environment: ["SUGARKUBE_TOKEN_DEV": secret]
    ).effective
    let rows = effective.filter { ["redact-salt", "token"].contains($0.name) }
    #expect(rows.map(\.value) == ["set", "set"])
    #expect(rows.last?.source == .environment("SUGARKUBE_TOKEN_DEV"))
    #expect(!effective.contains { "\($0)".contains(secret) })
  }

  @Test("help and documents name each option, its default and its variables")
  func documents() {
    let lines = Setting.all.flatMap(\.help)
    for setting in Setting.all {
      #expect(lines.contains("--\(setting.option) VALUE"))
      #expect(setting.markdownRow.hasPrefix("| `--\(setting.option)` | "))
    }
    #expect(
      Setting.named("discovery-wait")?.help == [
        "--discovery-wait VALUE", "    How long one look for a server listens.",
        "    Takes seconds from 0.1s to 600s (default: 2s; SUGARKUBE_DISCOVERY_WAIT_SECS, "
          + "DISCOVERY_WAIT_SECS)",
      ])
  }
}
