/// A variable of the scripts that a program of its own has no use for.
struct UnneededVariable: Sendable {
  let name: String
  let reason: String

  /// Every variable that is known and not read, in the order of names.
  static let all: [UnneededVariable] = groups.flatMap { group in
    group.names.map { UnneededVariable(name: $0, reason: group.reason) }
  }

  static func named(_ name: String) -> UnneededVariable? {
    if let known = all.first(where: { $0.name == name }) { return known }
    return parity.contains { name.hasPrefix($0) }
      ? UnneededVariable(name: name, reason: parityReason) : nil
  }

  private static let parityReason = "the installer compares flags of servers, not discovery"
  private static let parity = ["SUGARKUBE_SERVER_CONFIG_", "SUGARKUBE_SERVER_SERVICE_"]

  private static let groups: [(reason: String, names: [String])] = [
    (
      "no D-Bus is used",
      [
        "SUGARKUBE_MDNS_DBUS", "SUGARKUBE_AVAHI_DBUS_WAIT_MS", "AVAHI_DBUS_WAIT_MS",
        "AVAHI_DBUS_TIMEOUT_MS", "AVAHI_DBUS_JITTER", "SUGARKUBE_AVAHI_DBUS_DISABLED",
        "SUGARKUBE_MDNS_ABSENCE_DBUS",
      ]
    ),
    (
      "no daemon, and none of its files, is used or changed",
      [
        "AVAHI_CONF_PATH", "SUGARKUBE_AVAHI_SERVICE_DIR", "SUGARKUBE_AVAHI_SERVICE_FILE",
        "SUGARKUBE_AVAHI_HOSTS_PATH", "SUGARKUBE_AVAHI_WAIT_TIMEOUT",
        "SUGARKUBE_AVAHI_CONFIRM_TIMEOUT", "SUGARKUBE_AVAHI_ALLOW_SHORT",
        "SUGARKUBE_AVAHI_ALLOW_INTERFACES", "SUGARKUBE_AVAHI_PUBLISH_WORKSTATION",
        "SUGARKUBE_MDNS_HOSTNAME", "SUGARKUBE_ENABLE_WIDE_AREA", "SUGARKUBE_STRICT_AVAHI",
        "SUGARKUBE_FIX_AVAHI", "SUGARKUBE_CONFIGURE_AVAHI", "MDNS_ABSENCE_RESTART_DELAY_MS",
        "AVAHI_JOURNAL_LINES", "AVAHI_SMOKE_TIMEOUT", "SUGARKUBE_SKIP_SYSTEMCTL",
      ]
    ),
    (
      "the system's network settings are not touched; choose with --interface",
      [
        "SUGARKUBE_DISABLE_WLAN_DURING_BOOTSTRAP", "SUGARKUBE_WLAN_INTERFACE",
        "SUGARKUBE_SET_K3S_NODE_IP", "SUGARKUBE_FLANNEL_IFACE", "NSSWITCH_PATH",
        "SUGARKUBE_STRICT_IPTABLES", "SUGARKUBE_KUBE_PROXY_MODE",
      ]
    ),
    (
      "a look ends when enough is known; --discovery-wait and --deadline bound it",
      [
        "SUGARKUBE_MDNS_QUERY_TIMEOUT", "SUGARKUBE_MDNS_NO_TERMINATE",
        "SUGARKUBE_MDNS_BROWSE_TIMEOUT",
      ]
    ),
    (
      "there is one way to form a cluster, with an election, and no host names are guessed",
      [
        "SUGARKUBE_SIMPLE_DISCOVERY", "SUGARKUBE_DISCOVERY_FAILOPEN",
        "SUGARKUBE_DISCOVERY_FAILOPEN_TIMEOUT", "SUGARKUBE_DISCOVERY_DIAG_THRESHOLD",
        "MDNS_ALLOWED_HOSTS",
      ]
    ),
    ("multicast DNS has one domain, local", ["SUGARKUBE_MDNS_DOMAIN"]),
    ("401 and 403 always count as alive", ["ALLOW_HTTP_401"]),
    (
      "the lock lives on the wire, and votes in the folder of --state-dir",
      ["SUGARKUBE_RUNTIME_DIR", "SUGARKUBE_RUN_DIR"]
    ),
    (
      "the server is an argument of the check; its times are --api-ready-timeout and -interval",
      ["SERVER_HOST", "SERVER_PORT", "SERVER_IP", "TIMEOUT", "POLL_INTERVAL"]
    ),
    (
      "nothing is installed, created or started here; the caller of the plan does that",
      [
        "SUGARKUBE_ALLOW_TOKEN_CREATE", "SUGARKUBE_K3S_BIN", "SUGARKUBE_SUDO_BIN",
        "ALLOW_NON_ROOT", "SUGARKUBE_NODE_TOKEN_TIMEOUT", "SUGARKUBE_NODE_TOKEN_POLL_INTERVAL",
        "SUGARKUBE_K3S_INSTALL_SCRIPT", "DRY_RUN", "SUGARKUBE_K3S_DATA_DIR",
        "SUGARKUBE_TLS_SAN_CURL_TIMEOUT", "SUGARKUBE_TLS_SAN_MAX_TIME",
        "SUGARKUBE_TLS_SAN_CURL_MAX_TIME",
      ]
    ),
    (
      "the kernel says whether the clock is synchronised; it is never set",
      [
        "SUGARKUBE_FIX_TIME", "SUGARKUBE_CHRONYC_BIN", "SUGARKUBE_TIMESYNC_SERVICE",
        "SUGARKUBE_TIMESYNC_MAX_AGE",
      ]
    ),
    (
      "logs go to the standard error stream; redirect it",
      [
        "SUGARKUBE_LOG_DIR", "SAVE_DEBUG_LOGS", "SAVE_DEBUG_LOGS_DIR", "SUGARKUBE_DEBUG_LOG_FILE",
        "SUGARKUBE_LOG_FILTER", "SUGARKUBE_SUMMARY_LIB", "SUGARKUBE_SUMMARY_FILE",
        "SUGARKUBE_SUMMARY_SUPPRESS", "SUMMARY_AUTO_EMIT", "SUMMARY_FORCE_TTY",
        "NET_DEBUG_STDOUT_ONLY", "MDNS_DIAG_HOSTNAME", "MDNS_DIAG_BROWSE_RETRIES",
      ]
    ),
    (
      "it replaced a part in tests; the simulator and fixtures take its place",
      [
        "SUGARKUBE_MDNS_FIXTURE_FILE", "SUGARKUBE_EXIT_AFTER_ABSENCE_GATE",
        "SUGARKUBE_FAKE_DISCOVERY", "SUGARKUBE_TEST_FAST_JOIN",
        "SUGARKUBE_TEST_SKIP_PUBLISH_SLEEP", "SUGARKUBE_TEST_DISCOVERED_SERVER",
        "SUGARKUBE_TEST_MDNS_SELECTED_HOST", "SUGARKUBE_TEST_MDNS_SELECTED_IP",
        "MDNS_DIAG_STUB_MODE", "IP_CMD", "SYSTEMCTL_BIN",
      ]
        + [
          "ELECT_LEADER", "MDNS_SELF_CHECK", "JOIN_GATE", "L4_PROBE", "TIME_SYNC",
          "API_READY_CHECK", "SERVER_FLAG_PARITY", "NET_DIAG", "MDNS_DIAG", "CONFIGURE_AVAHI",
          "CHECK_AVAHI",
        ].map { "SUGARKUBE_\($0)_BIN" }
    ),
    (parityReason, ["SUGARKUBE_SERVER_ENV_PREFIX"]),
  ]
}
